import { generateKeyPairSync } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { TestKeyRing } from '../../testing';
import { signJwt } from '../crypto/jws';
import { SIGNING_ALGORITHMS } from '../vocabulary/words';
import { keySet } from './key-set';

const ring = new TestKeyRing();

describe('RFC 7517 §5 the published keys', () => {
  it('verify what we sign', async () => {
    const { keys } = keySet(ring.verificationKeys());
    for (const algorithm of SIGNING_ALGORITHMS) {
      const key = keys.find(({ alg }) => alg === algorithm);
      const token = await signJwt(ring.signingKey(algorithm), 'JWT', { sub: 'ada' });
      const { payload, protectedHeader } = await jwtVerify(token, await importJWK({ ...key }, algorithm));
      expect(payload.sub).toBe('ada');
      expect(protectedHeader.kid).toBe(key?.kid);
    }
  });

  it('have unique names, a use and an algorithm, RS256 first', () => {
    const { keys } = keySet([...ring.verificationKeys()].reverse());
    expect(keys.map(({ kid, use, alg }) => [kid, use, alg])).toEqual([
      ['test-rs256', 'sig', 'RS256'],
      ['test-es256', 'sig', 'ES256'],
    ]);
  });

  it('never have a private member', () => {
    const { keys } = keySet(ring.verificationKeys());
    const allowed = ['kty', 'use', 'alg', 'kid', 'n', 'e', 'crv', 'x', 'y'];
    for (const key of keys) expect(allowed).toEqual(expect.arrayContaining(Object.keys(key)));
  });

  it('are refused when they are not public', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => keySet([{ kid: 'k', algorithm: 'ES256', publicKey: privateKey }])).toThrow(/public/);
  });
});
