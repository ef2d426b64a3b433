import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { AccessTokenError } from './access-token-error';
import { createAccessTokenVerifier, type AccessTokenVerifier } from './access-token-verifier';

const AUDIENCE = 'https://api.example.com/orders';

describe('RFC 9068 §4: validating JWT access tokens', () => {
  let server: Server;
  let issuer: string;
  let verifier: AccessTokenVerifier;
  let keySetFault: ((response: ServerResponse) => unknown) | undefined;
  let sign: (claims: JWTPayload, header?: { typ?: string; kid?: string }) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    server = createServer((request, response) => {
      if (keySetFault && request.url?.endsWith('jwks.json')) return void keySetFault(response);
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

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['answers 503', (response) => response.writeHead(503).end()],
    ['is no JSON', (response) => response.end('<!doctype html>')],
    ['is no key set', (response) => response.end('{}')],
    ['breaks off', (response) => response.destroy()],
  ])('does not blame the token when the key set %s, and recovers', async (_case, fault) => {
    const other = createAccessTokenVerifier({ issuer, audience: AUDIENCE });
    const authorization = `Bearer ${await sign(good())}`;
    keySetFault = fault;
    await expect(other.verify(authorization)).rejects.toMatchObject({ status: 503, challenge: 'Bearer' });
    keySetFault = undefined;
    await expect(other.verify(authorization)).resolves.toMatchObject({ subject: 'alice' });
  });

  it('follows no redirect of the discovery document', async () => {
    const target = issuer;
    const mover = createServer((request, response) =>
      response.writeHead(307, { location: `${target}${request.url}` }).end(),
    );
    await new Promise<void>((resolve) => mover.listen(0, '127.0.0.1', resolve));
    try {
      const moved = `http://127.0.0.1:${(mover.address() as AddressInfo).port}`;
      issuer = moved;
      const refusal = createAccessTokenVerifier({ issuer: moved, audience: AUDIENCE }).verify(
        `Bearer ${await sign(good())}`,
      );
      await expect(refusal).rejects.toMatchObject({ status: 503 });
    } finally {
      issuer = target;
      mover.close();
    }
  });
});
