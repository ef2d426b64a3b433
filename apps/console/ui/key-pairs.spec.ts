import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey } from 'node:crypto';
import { keySetRules } from '@gatehouse/client-rules';
import { makeKeyPair, privateJwkOf, privatePemOf, supportedAlgorithms, thumbprintOf, type KeyPair } from './key-pairs';

/** Signs with the private half and verifies with the public one. */
function fit(pair: KeyPair, privateKey: ReturnType<typeof createPrivateKey>): boolean {
  const publicKey = createPublicKey({ key: pair.publicKey as JsonWebKey, format: 'jwk' });
  const digest = pair.publicKey.alg === 'EdDSA' ? null : 'sha256';
  const text = Buffer.from('an assertion');
  return verify(digest, text, publicKey, sign(digest, text, privateKey));
}

describe('key pairs made in the browser', () => {
  it.each(['ES256', 'EdDSA'] as const)('%s: the halves fit, as JWK and as PEM', async (algorithm) => {
    const pair = await makeKeyPair(algorithm);
    const jwk = JSON.parse(await privateJwkOf(pair)) as JsonWebKey;
    expect(fit(pair, createPrivateKey({ key: jwk, format: 'jwk' }))).toBe(true);
    const pem = await privatePemOf(pair);
    expect(pem.split('\n').every((line) => line.length <= 64)).toBe(true);
    expect(fit(pair, createPrivateKey(pem))).toBe(true);
  });

  it.each(['ES256', 'EdDSA'] as const)('%s: the public half is public, complete and accepted', async (algorithm) => {
    const { publicKey } = await makeKeyPair(algorithm);
    expect(publicKey).toMatchObject({ use: 'sig', alg: algorithm, kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(Object.keys(publicKey)).not.toContain('d');
    expect(keySetRules({ keys: [publicKey] })).toEqual([]);
  });

  it('offers what the browser can make, the most widely known first', async () => {
    expect(await supportedAlgorithms()).toEqual(['ES256', 'EdDSA']);
  });

  it('RFC 8037 appendix A.3: the thumbprint is the known one', async () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(await thumbprintOf(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });
});
