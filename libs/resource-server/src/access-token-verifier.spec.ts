import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { AccessTokenError, createAccessTokenVerifier, type AccessTokenVerifier } from './access-token-verifier';

const AUDIENCE = 'https://api.example.com/orders';

describe('RFC 9068 §4: validating JWT access tokens', () => {
  let server: Server;
  let issuer: string;
  let verifier: AccessTokenVerifier;
  let sign: (claims: JWTPayload, header?: { typ?: string; kid?: string }) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const body = request.url?.endsWith('jwks.json')
        ? { keys: [jwk] }
        : { issuer, jwks_uri: `${issuer}/.well-known/jwks.json` };
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    verifier = createAccessTokenVerifier({ issuer, audience: AUDIENCE });
    sign = (claims, header = {}) =>
      new SignJWT({ client_id: 'web', scope: 'orders:read', jti: 'id', ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })
        .setIssuedAt()
        .sign(privateKey);
  });
  afterAll(() => server.close());

  const now = () => Math.floor(Date.now() / 1000);
  const good = () => ({ iss: issuer, aud: AUDIENCE, sub: 'alice', exp: now() + 60 });

  it('accepts a token of its issuer for its audience', async () => {
    const token = await verifier.verify(`Bearer ${await sign(good())}`, ['orders:read']);
    expect(token).toMatchObject({ subject: 'alice', clientId: 'web', scope: ['orders:read'] });
  });

  it('accepts the scheme in any letter case (RFC 9110 §11.1)', async () => {
    await expect(verifier.verify(`bEARER ${await sign(good())}`)).resolves.toMatchObject({ subject: 'alice' });
  });

  it.each([
    ['another audience', { aud: 'https://other.example' }, {}],
    ['another issuer', { iss: 'https://other.example' }, {}],
    ['an expired token', { exp: now() - 10 }, {}],
    ['an ID token', {}, { typ: 'JWT' }],
    ['an unknown key', {}, { kid: 'k2' }],
  ])('refuses %s with invalid_token', async (_case, claims, header) => {
    const refusal = verifier.verify(`Bearer ${await sign({ ...good(), ...claims }, header)}`);
    await expect(refusal).rejects.toMatchObject({ status: 401, challenge: expect.stringContaining('invalid_token') });
  });

  it('answers a request without a token with a bare challenge (RFC 6750 §3.1)', async () => {
    await expect(verifier.verify(undefined)).rejects.toMatchObject({ status: 401, challenge: 'Bearer' });
  });

  it('names the missing scope (RFC 6750 §3.1)', async () => {
    const refusal = verifier.verify(`Bearer ${await sign(good())}`, ['orders:write']);
    await expect(refusal).rejects.toMatchObject({ status: 403, challenge: expect.stringContaining('orders:write') });
  });

  it('says that the issuer is away, and recovers', async () => {
    const away = createAccessTokenVerifier({ issuer: 'http://127.0.0.1:1', audience: AUDIENCE });
    const token = await sign(good());
    await expect(away.verify(`Bearer ${token}`)).rejects.toBeInstanceOf(AccessTokenError);
    await expect(away.verify(`Bearer ${token}`)).rejects.toMatchObject({ status: 503 });
  });
});
