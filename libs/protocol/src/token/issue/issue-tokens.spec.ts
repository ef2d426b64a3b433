import { createHash } from 'node:crypto';
import { decodeJwt, verifyOwnJwt } from '../../crypto/jws';
import { digestOf } from '../../crypto/opaque-secret';
import { ACCOUNT_ID, api, protocolContext, SESSION_ID, START } from '../../../testing';
import {
  CODE_VERIFIER,
  claimsOf,
  TokenEndpointDriver,
  type DriverOverrides,
} from '../../../testing/token-endpoint-driver';

const CREDENTIALS = { grant_type: 'client_credentials', scope: 'orders:read' };
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

async function tokensOfCode(overrides: DriverOverrides = {}, family = {}, code = {}) {
  const driver = new TokenEndpointDriver(overrides);
  const approved = await driver.approve(family, code);
  return { driver, answer: await driver.exchangeCode(approved.code) };
}

describe('RFC 9068 §2 JWT access tokens', () => {
  it('have the header and claims of the profile', async () => {
    const { driver, answer } = await tokensOfCode();
    expect(decodeJwt(answer.access_token)?.header).toEqual({ typ: 'at+jwt', alg: 'ES256', kid: 'test-es256' });
    const row = driver.tokens.find((token) => token.kind === 'access_token');
    expect(claimsOf(answer.access_token)).toEqual({
      iss: 'https://login.example',
      sub: ACCOUNT_ID,
      aud: 'https://api.example/orders',
      client_id: 'web-shop',
      jti: row?.id,
      iat: seconds(START),
      exp: seconds(START) + 600,
      scope: 'openid orders:read',
      family_id: row?.familyId,
      auth_time: seconds(START - 60_000),
      acr: 'urn:gatehouse:acr:password',
      amr: ['pwd'],
    });
  });

  it('are signed with the active key of the API’s algorithm', async () => {
    const driver = new TokenEndpointDriver();
    driver.context.apis.put(api({ signingAlgorithm: 'RS256' }));
    const { access_token } = await driver.post(CREDENTIALS);
    expect(decodeJwt(access_token)?.header).toMatchObject({ alg: 'RS256', kid: 'test-rs256' });
    const { keys } = driver.context;
    expect(verifyOwnJwt(access_token, 'at+jwt', (kid) => keys.verificationKey(kid))).toBeDefined();
    expect(verifyOwnJwt(access_token, 'JWT', (kid) => keys.verificationKey(kid))).toBeUndefined();
  });

  it('leave a row with the digest and the key, never the token', async () => {
    const driver = new TokenEndpointDriver();
    const { access_token } = await driver.post(CREDENTIALS);
    const [row] = driver.tokens;
    expect(row).toMatchObject({ format: 'jwt', keyId: 'test-es256', digest: digestOf(access_token) });
    expect(JSON.stringify(row)).not.toContain(access_token.split('.')[2]);
  });
});

describe('opaque access tokens', () => {
  it('are 256 random bits behind an id, and the row holds the digest', async () => {
    const driver = new TokenEndpointDriver();
    driver.context.apis.put(api({ accessTokenFormat: 'opaque' }));
    const { access_token } = await driver.post(CREDENTIALS);
    expect(access_token).toMatch(/^gh_at_[A-Za-z0-9_-]{64}$/);
    expect(driver.tokens[0]).toMatchObject({ format: 'opaque', keyId: null, digest: digestOf(access_token) });
  });
});

describe('RFC 6749 §5.1 lifetimes', () => {
  it.each([
    ['the API’s', {}, 600],
    ['the client’s when it is shorter', { accessTokenLifetime: 60 }, 60],
    ['the API’s when it is shorter than the client’s', { accessTokenLifetime: 3600 }, 600],
  ])('is %s', async (_name, client, expected) => {
    const driver = new TokenEndpointDriver({ client });
    const { expires_in, access_token } = await driver.post(CREDENTIALS);
    expect(expires_in).toBe(expected);
    expect(claimsOf(access_token)['exp']).toBe(seconds(START) + expected);
    expect(driver.tokens[0]?.expiresAt).toBe(START + expected * 1000);
  });

  it('never outlives the family', async () => {
    const { driver, answer } = await tokensOfCode({}, { expiresAt: START + 30_000 });
    expect(answer.expires_in).toBe(30);
    for (const token of driver.tokens.filter(({ kind }) => kind !== 'id_token')) {
      expect(token.expiresAt).toBe(START + 30_000);
    }
  });

  it('of a refresh token is the idle life', async () => {
    const { driver } = await tokensOfCode({ client: { refreshTokenIdleLifetime: 120 } });
    expect(driver.tokens.find((token) => token.kind === 'refresh_token')?.expiresAt).toBe(START + 120_000);
  });
});

describe('OpenID Connect Core §2 the ID token', () => {
  it('holds who, when and how, and nothing of the scope’s claims', async () => {
    const { driver, answer } = await tokensOfCode({}, { scope: ['openid', 'profile', 'email'] }, { nonce: 'n-1' });
    const row = driver.tokens.find((token) => token.kind === 'id_token');
    expect(claimsOf(answer.id_token)).toEqual({
      iss: 'https://login.example',
      sub: ACCOUNT_ID,
      aud: 'web-shop',
      exp: seconds(START) + 3600,
      iat: seconds(START),
      auth_time: seconds(START - 60_000),
      nonce: 'n-1',
      acr: 'urn:gatehouse:acr:password',
      amr: ['pwd'],
      sid: SESSION_ID,
      at_hash: createHash('sha256').update(answer.access_token).digest().subarray(0, 16).toString('base64url'),
      jti: row?.id,
    });
    expect(row).toMatchObject({ format: 'jwt', audience: ['web-shop'], digest: digestOf(answer.id_token ?? '') });
  });

  it('names a person alike to every client, as subjects are public: §8', async () => {
    const driver = new TokenEndpointDriver();
    const [first, second] = [await driver.approve(), await driver.approve({ clientId: 'single-page' })];
    const fields = { grant_type: 'authorization_code', code: second.code, code_verifier: CODE_VERIFIER };
    const answers = [await driver.exchangeCode(first.code), await driver.postPublic(fields)];
    const claims = answers.map(({ id_token }) => claimsOf(id_token));
    expect(claims.map(({ aud, sub }) => [aud, sub])).toEqual([
      ['web-shop', ACCOUNT_ID],
      ['single-page', ACCOUNT_ID],
    ]);
  });

  it('has no nonce when none was sent, and neither null nor empty claims', async () => {
    const { answer } = await tokensOfCode({}, { acr: '', amr: [] });
    const claims = claimsOf(answer.id_token);
    for (const name of ['nonce', 'acr', 'amr']) expect(claims).not.toHaveProperty(name);
    expect(Object.values(claims)).not.toContain(null);
  });

  it('keeps a long nonce whole', async () => {
    const nonce = 'x'.repeat(384);
    const { answer } = await tokensOfCode({}, {}, { nonce });
    expect(claimsOf(answer.id_token)['nonce']).toBe(nonce);
  });

  it.each(['RS256', 'ES256'] as const)('is signed with the %s that the client registered', async (algorithm) => {
    const { answer } = await tokensOfCode({ client: { idTokenSignedResponseAlg: algorithm } });
    expect(decodeJwt(answer.id_token ?? '')?.header).toEqual({
      alg: algorithm,
      typ: 'JWT',
      kid: `test-${algorithm.toLowerCase()}`,
    });
  });
});

describe('RFC 6749 §5.1 the body', () => {
  it('is that of the options: an opaque token for ourselves where no API is meant', async () => {
    const { driver, answer } = await tokensOfCode({ options: { accessTokenLifetime: 300 } }, { scope: ['openid'] });
    expect(answer).toMatchObject({ expires_in: 300, scope: 'openid' });
    expect(answer.access_token).toMatch(/^gh_at_/);
    const row = driver.tokens.find((token) => token.kind === 'access_token');
    expect(row?.audience).toEqual([protocolContext().options.issuer]);
  });
});
