/** What openid-client, unmodified and strict, makes of us: every flow, on each database. */
import * as client from 'openid-client';
import { ALICE, CLIENT_KEY, CONFIGURATION, NOTES, ORDERS, REDIRECT_URI, SECRET } from './support/configuration';
import { DATABASES, Instance } from './support/instance';
import { UserAgent } from './support/user-agent';

const INSECURE = { execute: [client.allowInsecureRequests] };

async function clientKey(): Promise<client.PrivateKey> {
  const pkcs8 = CLIENT_KEY.privateKey.export({ format: 'der', type: 'pkcs8' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return { key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']), kid: CLIENT_KEY.kid };
}

describe.each(DATABASES)('openid-client [%s]', (database) => {
  let instance: Instance;

  beforeAll(async () => {
    instance = await Instance.start({ database, configuration: CONFIGURATION });
  });
  afterAll(() => instance?.stop());

  async function discover(clientId: string): Promise<client.Configuration> {
    const authentication = {
      spa: () => client.None(),
      'web-basic': () => client.ClientSecretBasic(SECRET),
      'web-post': () => client.ClientSecretPost(SECRET),
      machine: () => client.ClientSecretBasic(SECRET),
    }[clientId];
    const method = authentication ? authentication() : client.PrivateKeyJwt(await clientKey());
    return client.discovery(new URL(instance.issuer), clientId, undefined, method, INSECURE);
  }

  async function signIn(configuration: client.Configuration, parameters: Record<string, string> = {}) {
    const codeVerifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile email orders:read',
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    });
    const landing = await new UserAgent(instance.issuer).authorize(url, ALICE.username, ALICE.password);
    return client.authorizationCodeGrant(configuration, landing.url, {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      maxAge: 3600,
    });
  }

  it.each(['spa', 'web-basic', 'web-post', 'web-key'])('completes the code flow with PKCE as %s', async (clientId) => {
    const configuration = await discover(clientId);
    const tokens = await signIn(configuration);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      iss: instance.issuer,
      aud: clientId,
      acr: expect.any(String),
      sid: expect.any(String),
    });
    expect(tokens.token_type).toBe('bearer');
    expect(tokens.scope?.split(' ').sort()).toEqual(['email', 'openid', 'orders:read', 'profile']);

    const person = await client.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '');
    expect(person).toMatchObject({ name: 'Alice Example', email: 'alice@example.com', email_verified: true });

    const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    expect(refreshed.claims()).toMatchObject({ sub: claims?.sub, auth_time: claims?.auth_time });
    expect(refreshed.refresh_token === tokens.refresh_token).toBe(clientId !== 'spa');
  });

  it('gives a machine a token of its own, which it may look at and give back', async () => {
    const configuration = await discover('machine');
    const tokens = await client.clientCredentialsGrant(configuration, { scope: 'notes:read', resource: NOTES });
    expect(tokens.refresh_token).toBeUndefined();
    expect(tokens.access_token).toMatch(/^gh_at_/);
    const active = await client.tokenIntrospection(configuration, tokens.access_token);
    expect(active).toMatchObject({ active: true, client_id: 'machine', scope: 'notes:read', aud: NOTES });
    await client.tokenRevocation(configuration, tokens.access_token);
    expect(await client.tokenIntrospection(configuration, tokens.access_token)).toEqual({ active: false });
  });

  it('issues JWT access tokens for an API that wants them, and revokes them too', async () => {
    const configuration = await discover('machine');
    const tokens = await client.clientCredentialsGrant(configuration, { scope: 'orders:read', resource: ORDERS });
    const [header = '', payload = ''] = tokens.access_token.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      aud: ORDERS,
      client_id: 'machine',
    });
    expect(await client.tokenIntrospection(configuration, tokens.access_token)).toMatchObject({ active: true });
    await client.tokenRevocation(configuration, tokens.access_token);
    expect(await client.tokenIntrospection(configuration, tokens.access_token)).toEqual({ active: false });
  });

  it('ends everything of an approval when the refresh token is revoked', async () => {
    const configuration = await discover('web-basic');
    const tokens = await signIn(configuration);
    await client.tokenRevocation(configuration, tokens.refresh_token ?? '', { token_type_hint: 'refresh_token' });
    await expect(client.refreshTokenGrant(configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(configuration, tokens.access_token, client.skipSubjectCheck),
    ).rejects.toMatchObject({ status: 401 });
  });
});
