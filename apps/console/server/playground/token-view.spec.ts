import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { opaqueId, type TokenExpectations, tokenView } from './token-view';

jest.mock('server-only', () => ({}));

const ISSUER = 'https://id.example';
const NOW = 1_800_000_000_000;
const ACCESS_TOKEN = 'an access token';

describe('a token taken apart', () => {
  let privateKey: CryptoKey;
  let expected: TokenExpectations;
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT({ iss: ISSUER, aud: 'spa', exp: NOW / 1000 + 60, jti: 'the id', nonce: 'n', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(privateKey);
  const wrongOf = async (token: string, more: Partial<TokenExpectations> = {}) =>
    (await tokenView('id_token', token, { ...expected, ...more })).judged.filter(({ passed }) => !passed).length;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256' }] };
    expected = { issuer: ISSUER, clientId: 'spa', nonce: 'n', accessToken: ACCESS_TOKEN, keys, now: NOW };
  });

  it('says what it is, and never itself', async () => {
    const token = await sign({});
    const view = await tokenView('id_token', token, expected);
    expect(view).toMatchObject({ format: 'jwt', id: 'the id', claims: { aud: 'spa' }, header: { kid: 'k' } });
    expect(view.digest).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify(view)).not.toContain(token.split('.')[2]);
    expect(view.judged.every(({ passed }) => passed)).toBe(true);
  });

  it('is judged claim by claim', async () => {
    const half = createHash('sha256').update(ACCESS_TOKEN).digest().subarray(0, 16).toString('base64url');
    await expect(wrongOf(await sign({ at_hash: half }))).resolves.toBe(0);
    await expect(wrongOf(await sign({ at_hash: 'another' }))).resolves.toBe(1);
    await expect(wrongOf(await sign({ iss: 'https://other.example' }))).resolves.toBe(1);
    await expect(wrongOf(await sign({ aud: 'other' }))).resolves.toBe(1);
    await expect(wrongOf(await sign({ exp: NOW / 1000 }))).resolves.toBe(1);
    await expect(wrongOf(await sign({ nonce: 'other' }))).resolves.toBe(1);
    await expect(wrongOf(await sign({ nonce: 'other' }), { nonce: undefined })).resolves.toBe(0);
  });

  it('does not hold when one letter was changed, or the key is unknown', async () => {
    const [header, , signature] = (await sign({})).split('.');
    const [, payload] = (await sign({ sub: 'other' })).split('.');
    await expect(wrongOf([header, payload, signature].join('.'))).resolves.toBe(1);
    await expect(wrongOf(await sign({}), { keys: { keys: [] } })).resolves.toBe(1);
  });

  it('has an id even when it says nothing', async () => {
    const token = `gh_rt_${Buffer.alloc(48, 0x11).toString('base64url')}`;
    expect(opaqueId(token)).toBe('11111111-1111-1111-1111-111111111111');
    const view = await tokenView('refresh_token', token, expected);
    expect(view).toMatchObject({ format: 'opaque', claims: null, id: opaqueId(token) });
    expect(opaqueId('a.b.c')).toBeUndefined();
    await expect(tokenView('access_token', 'a.b.c', expected)).resolves.toMatchObject({ format: 'opaque', id: null });
  });
});
