import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { keyProof, publicProof, secretProof, UnusableKey } from './client-proof';

jest.mock('server-only', () => ({}));

const AUDIENCE = 'https://id.example';
const SECRET = 'a secret: with + signs';

describe('the proof of a client', () => {
  it('of a public one is its name', async () => {
    const proof = publicProof();
    expect((await proof.prove('spa', AUDIENCE)).fields).toEqual({ client_id: 'spa' });
    expect(proof.forge).toBeUndefined();
  });

  it('RFC 6749 §2.3.1 encodes both halves of Basic, and shows neither the secret nor the header', async () => {
    const { headers, fields, shownHeaders, shownFields } = await secretProof('client_secret_basic', SECRET).prove(
      'a:b',
      AUDIENCE,
    );
    const [, encoded = ''] = (headers['Authorization'] ?? '').split(' ');
    expect(Buffer.from(encoded, 'base64').toString()).toBe('a%3Ab:a+secret%3A+with+%2B+signs');
    expect(fields).toEqual({});
    expect(JSON.stringify([shownHeaders, shownFields])).not.toMatch(/secret|%2B/);
  });

  it('by client_secret_post stands in the body, and is shown by its name', async () => {
    const proof = secretProof('client_secret_post', SECRET);
    const { fields, shownFields } = await proof.prove('web', AUDIENCE);
    expect(fields).toEqual({ client_id: 'web', client_secret: SECRET });
    expect(shownFields).toEqual({ client_id: 'web', client_secret: '$CLIENT_SECRET' });
    const forged = await (await proof.forge?.())?.prove('web', AUDIENCE);
    expect(forged?.fields['client_secret']).not.toBe(SECRET);
    expect(forged?.fields['client_secret']).toHaveLength(SECRET.length);
  });

  it('RFC 7523 §3 is signed for the issuer, anew each time', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: 'k' };
    const proof = await keyProof(JSON.stringify({ keys: [jwk] }), 'ES256');
    const assertion = async () => (await proof.prove('batch', AUDIENCE)).fields['client_assertion'] ?? '';
    const first = decodeJwt(await assertion());
    expect(first).toMatchObject({ iss: 'batch', sub: 'batch', aud: AUDIENCE });
    expect(decodeJwt(await assertion()).jti).not.toBe(first.jti);
    expect(JSON.stringify((await proof.prove('batch', AUDIENCE)).shownFields)).not.toContain('eyJ');
    expect(proof.secrets).toContain(jwk.d);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['a public key', '{"kty":"EC","crv":"P-256","x":"a","y":"b"}'],
    ['a broken key', '{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}'],
    ['a secret key', '{"kty":"oct","k":"AAAA","d":"x"}'],
  ])('is refused with %s, quoting nothing of it', async (_what, pasted) => {
    const refusal = keyProof(pasted, 'ES256');
    await expect(refusal).rejects.toBeInstanceOf(UnusableKey);
    await expect(refusal).rejects.not.toHaveProperty('message', expect.stringContaining(pasted));
  });
});
