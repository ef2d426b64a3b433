import { randomBytes } from 'node:crypto';
import { createHash } from 'node:crypto';
import { readReference, recognise } from './recognise';

const id = '0192f0c1-2345-7abc-8def-0123456789ab';
const bytes = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), randomBytes(32)]).toString('base64url');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('recognise', () => {
  it.each([
    ['at', 'access token'],
    ['rt', 'refresh token'],
    ['ac', 'authorization code'],
  ])('works out the id and digest of a gh_%s_ token', async (prefix, what) => {
    const token = `gh_${prefix}_${bytes}`;
    const expected = { kind: 'token', id, digest: sha256(token), what };
    expect(await recognise(token)).toEqual(expected);
    expect(await recognise(`  Bearer ${token}\n`)).toEqual(expected);
  });

  it('reads the id of a JWT from its jti', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'ES256' })}.${part({ jti: id.toUpperCase() })}.${'A'.repeat(86)}`;
    expect(await recognise(token)).toEqual({ kind: 'token', id, digest: sha256(token), what: 'JSON Web Token' });
  });

  it.each([
    'gh_cs_abc',
    `gh_ss_${bytes}`,
    'gh_at_too-short',
    'eyJhbGciOiJFUzI1NiJ9.e30.AAAA',
    'eyJhbGci.bm90IGpzb24.AAAA',
  ])('keeps %s for a secret that nothing may be sent of', async (text) => {
    expect((await recognise(text)).kind).toBe('secret');
  });

  it.each([
    [id, 'id'],
    [sha256('x'), 'digest'],
    [`sha256:${sha256('x')}`, 'digest'],
    ['7k2m-qx90 ab', 'reference'],
    ['https://client.example/callback', 'uri'],
    ['com.example.phone:/callback', 'uri'],
    ['Example shop', 'text'],
    ['strawberry', 'text'],
    ['', 'text'],
  ])('takes %s for a %s', async (text, kind) => {
    expect((await recognise(text)).kind).toBe(kind);
  });
});

describe('readReference', () => {
  it('reads letters that look like digits as digits', () => {
    expect(readReference('7k2mqxo9il')).toBe('7K2MQX0911');
  });

  it('reads one that happens to have no digit', () => {
    expect(readReference('fjnx-typfbd')).toBe('FJNXTYPFBD');
  });
});
