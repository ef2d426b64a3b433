import { generateKeyPairSync } from 'node:crypto';
import { keysOf, kindOf, readKeySet } from './read-key-set';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'one' } as { kty: string; kid: string };
const privateKey = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'one' };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

describe('pasted keys', () => {
  it.each([
    ['a key', publicKey],
    ['a key set', { keys: [publicKey] }],
    ['a list', [publicKey]],
  ])('takes %s', (_what, pasted) => {
    expect(readKeySet(JSON.stringify(pasted))).toEqual({ keys: [publicKey], findings: [] });
  });

  it.each([
    ['a private key', privateKey, 'This key is secret'],
    ['a secret key', { kty: 'oct', k: 'c2VjcmV0' }, 'This key is secret'],
    ['a private key among others', { keys: [publicKey, privateKey] }, 'This key is secret'],
    ['a weak key', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, 'This key cannot be used'],
    ['no key at all', { keys: [] }, 'A key set has a list'],
    ['something else', { hello: 'world' }, 'A key set has a list'],
  ])('refuses %s', (_what, pasted, message) => {
    const { keys, findings } = readKeySet(JSON.stringify(pasted));
    expect(keys).toEqual([]);
    expect(findings[0]?.message).toContain(message);
  });

  it('never repeats a private key in what it says', () => {
    const { findings } = readKeySet(JSON.stringify(privateKey));
    expect(JSON.stringify(findings)).not.toContain(privateKey.d);
  });

  it('says what a PEM or a broken paste is', () => {
    const pem = String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    expect(readKeySet(pem).findings[0]?.message).toContain('private key');
    expect(readKeySet('-----BEGIN PUBLIC KEY-----').findings[0]?.message).toContain('PEM');
    expect(readKeySet('{ "keys": [').findings[0]?.message).toBe('This is not JSON.');
  });

  it('refuses a kid that is registered already', () => {
    const { keys, findings } = readKeySet(JSON.stringify(publicKey), [publicKey]);
    expect(keys).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'C12', message: 'Two keys have the same “kid”.' }]);
  });

  it('takes a key without a kid beside others, with a warning', () => {
    const { kid: _kid, ...unnamed } = publicKey;
    const { keys, findings } = readKeySet(JSON.stringify(rsa), [unnamed]);
    expect(keys).toHaveLength(1);
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });
});

describe('registered keys', () => {
  it('are read from what the API answers', () => {
    expect(keysOf({ keys: [publicKey] })).toEqual([publicKey]);
    expect(keysOf(undefined)).toEqual([]);
  });

  it('are named by type and size', () => {
    expect(kindOf(publicKey)).toBe('EC P-256');
    expect(kindOf(rsa as { kty: string })).toBe('RSA, 2048 bits');
    expect(kindOf({ kty: 'OKP', crv: 'Ed25519' })).toBe('Ed25519');
  });
});
