/** What oauth4webapi, unmodified and with its strict defaults, makes of us: every step of every flow, on each database. */
import * as oauth from 'oauth4webapi';
import { ALICE, CLIENT_KEY, CONFIGURATION, NOTES, ORDERS, REDIRECT_URI, SECRET } from './support/configuration';
import { DATABASES, Instance } from './support/instance';
import { UserAgent } from './support/user-agent';

/** The one option that differs from the defaults: the instance under test listens on plain-http loopback. */
const HTTP = { [oauth.allowInsecureRequests]: true };

async function clientKey(): Promise<oauth.PrivateKey> {
  const pkcs8 = CLIENT_KEY.privateKey.export({ format: 'der', type: 'pkcs8' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return { key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']), kid: CLIENT_KEY.kid };
}

const AUTHENTICATION: Readonly<Record<string, () => oauth.ClientAuth | Promise<oauth.ClientAuth>>> = {
  spa: () => oauth.None(),
  'web-basic': () => oauth.ClientSecretBasic(SECRET),
  'web-post': () => oauth.ClientSecretPost(SECRET),
  'web-key': async () => oauth.PrivateKeyJwt(await clientKey()),
  machine: () => oauth.ClientSecretBasic(SECRET),
};

interface Party {
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
}

async function party(clientId: string): Promise<Party> {
  const authentication = await AUTHENTICATION[clientId]?.();
  if (!authentication) throw new Error(`no such client: ${clientId}`);
  return { client: { client_id: clientId }, authentication };
}

/** The `error` of a response body that the library refused. */
async function refusal(answer: Promise<unknown>): Promise<oauth.ResponseBodyError> {
  const thrown: unknown = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof oauth.ResponseBodyError))
    throw new Error('expected a refusal with a body', { cause: thrown });
  return thrown;
}

describe.each(DATABASES)('oauth4webapi [%s]', (database) => {
  let instance: Instance;
  let server: oauth.AuthorizationServer;
  let browser: UserAgent;

  beforeAll(async () => {
    instance = await Instance.start({ database, configuration: CONFIGURATION });
    server = await discover('oidc');
    browser = new UserAgent(instance.issuer);
  });
  afterAll(() => instance?.stop());

  async function discover(algorithm: 'oidc' | 'oauth2'): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(instance.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...HTTP }));
  }

  async function signIn({ client, authentication }: Party, parameters: Record<string, string> = {}) {
    const codeVerifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid profile email orders:read',
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      max_age: '3600',
      ...parameters,
    }).toString();
    const landing = await browser.authorize(url, ALICE.username, ALICE.password);
    const callback = oauth.validateAuthResponse(server, client, landing.url, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      callback,
      REDIRECT_URI,
      codeVerifier,
      HTTP,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      maxAge: 3600,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, HTTP);
    return { tokens, claims: oauth.getValidatedIdTokenClaims(tokens) };
  }

  async function refresh({ client, authentication }: Party, refreshToken: string | undefined) {
    const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken ?? '', HTTP);
    const tokens = await oauth.processRefreshTokenResponse(server, client, response);
    await oauth.validateApplicationLevelSignature(server, response, HTTP);
    return tokens;
  }

  async function machineToken(parameters: Record<string, string>) {
    const { client, authentication } = await party('machine');
    const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, HTTP);
    return oauth.processClientCredentialsResponse(server, client, response);
  }

  async function introspect({ client, authentication }: Party, token: string) {
    const response = await oauth.introspectionRequest(server, client, authentication, token, HTTP);
    return oauth.processIntrospectionResponse(server, client, response);
  }

  async function revoke({ client, authentication }: Party, token: string) {
    return oauth.processRevocationResponse(await oauth.revocationRequest(server, client, authentication, token, HTTP));
  }

  async function userinfo({ client }: Party, accessToken: string, subject: string) {
    const response = await oauth.userInfoRequest(server, client, accessToken, HTTP);
    return oauth.processUserInfoResponse(server, client, subject, response);
  }

  /** As an API would judge a request that brings this token. */
  function atTheApi(accessToken: string, audience: string) {
    const request = new Request('https://api.example/1', { headers: { authorization: `Bearer ${accessToken}` } });
    return oauth.validateJwtAccessToken(server, request, audience, HTTP);
  }

  it('finds the same metadata at both well-known addresses', async () => {
    expect(server.issuer).toBe(instance.issuer);
    expect(await discover('oauth2')).toEqual(server);
  });

  it.each(['spa', 'web-basic', 'web-post', 'web-key'])(
    'completes code and PKCE, UserInfo and refresh as %s',
    async (id) => {
      const own = await party(id);
      const { tokens, claims } = await signIn(own);
      expect(claims).toMatchObject({ iss: instance.issuer, aud: id, auth_time: expect.any(Number) });
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: expect.any(Number) });
      expect(tokens.scope?.split(' ').sort()).toEqual(['email', 'openid', 'orders:read', 'profile']);

      const person = await userinfo(own, tokens.access_token, claims?.sub ?? '');
      expect(person).toMatchObject({ name: 'Alice Example', email: 'alice@example.com', email_verified: true });

      const refreshed = await refresh(own, tokens.refresh_token);
      expect(refreshed.access_token).not.toBe(tokens.access_token);
      expect(refreshed.refresh_token).toEqual(expect.any(String));
      // RFC 9700 §4.14.2: only a public client's refresh token changes hands at every use.
      expect(refreshed.refresh_token === tokens.refresh_token).toBe(id !== 'spa');
      expect(oauth.getValidatedIdTokenClaims(refreshed)).toMatchObject({
        iss: claims?.iss,
        sub: claims?.sub,
        aud: claims?.aud,
        auth_time: claims?.auth_time,
      });
      await expect(userinfo(own, refreshed.access_token, claims?.sub ?? '')).resolves.toMatchObject({
        sub: claims?.sub,
      });
    },
  );

  it('ends a public client’s family when a rotated refresh token comes back after its successor was used', async () => {
    const spa = await party('spa');
    const { tokens } = await signIn(spa);
    const second = await refresh(spa, tokens.refresh_token);
    const third = await refresh(spa, second.refresh_token);
    expect(new Set([tokens, second, third].map((each) => each.refresh_token)).size).toBe(3);
    expect(await refusal(refresh(spa, tokens.refresh_token))).toMatchObject({ error: 'invalid_grant', status: 400 });
    expect(await refusal(refresh(spa, third.refresh_token))).toMatchObject({ error: 'invalid_grant', status: 400 });
  });

  it('accepts a code once', async () => {
    const own = await party('web-basic');
    const { client, authentication } = own;
    const codeVerifier = oauth.generateRandomCodeVerifier();
    const url = new URL(server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid',
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await browser.authorize(url, ALICE.username, ALICE.password);
    const callback = oauth.validateAuthResponse(server, client, landing.url, oauth.expectNoState);
    const redeem = async () => {
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        callback,
        REDIRECT_URI,
        codeVerifier,
        HTTP,
      );
      return oauth.processAuthorizationCodeResponse(server, client, response);
    };
    const { access_token } = await redeem();
    expect(await refusal(redeem())).toMatchObject({ error: 'invalid_grant', status: 400 });
    // RFC 6749 §4.1.2: what the first use gave is taken back.
    await expect(introspect(own, access_token)).resolves.toEqual({ active: false });
  });

  it('hands errors of the authorization endpoint over with state and iss', async () => {
    const { client } = await party('spa');
    const state = oauth.generateRandomState();
    const url = new URL(server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid',
      state,
    }).toString();
    const landing = await new UserAgent(instance.issuer).open(url);
    const thrown = await Promise.resolve()
      .then(() => oauth.validateAuthResponse(server, client, landing.url, state))
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(oauth.AuthorizationResponseError);
    expect(thrown).toMatchObject({ error: 'invalid_request' });
  });

  it('introspects and revokes what a machine got for itself', async () => {
    const machine = await party('machine');
    const tokens = await machineToken({ scope: 'notes:read', resource: NOTES });
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'notes:read' });
    expect(tokens.refresh_token).toBeUndefined();
    expect(await introspect(machine, tokens.access_token)).toMatchObject({
      active: true,
      client_id: 'machine',
      scope: 'notes:read',
      aud: NOTES,
      iss: instance.issuer,
    });
    await revoke(machine, tokens.access_token);
    expect(await introspect(machine, tokens.access_token)).toEqual({ active: false });
    // RFC 7009 §2.2: once more is no error.
    await expect(revoke(machine, tokens.access_token)).resolves.toBeUndefined();
  });

  it.each(['web-basic', 'web-post', 'web-key'])('introspects and revokes its own tokens as %s', async (id) => {
    const own = await party(id);
    const { tokens, claims } = await signIn(own);
    const refreshToken = tokens.refresh_token ?? '';
    expect(await introspect(own, tokens.access_token)).toMatchObject({ active: true, sub: claims?.sub, client_id: id });
    expect(await introspect(own, refreshToken)).toMatchObject({ active: true, client_id: id });
    await revoke(own, refreshToken);
    expect(await introspect(own, refreshToken)).toEqual({ active: false });
    expect(await introspect(own, tokens.access_token)).toEqual({ active: false });
    expect(await refusal(refresh(own, refreshToken))).toMatchObject({ error: 'invalid_grant' });
    const response = await oauth.userInfoRequest(server, own.client, tokens.access_token, HTTP);
    const challenged = oauth.processUserInfoResponse(server, own.client, claims?.sub ?? '', response);
    await expect(challenged).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
  });

  it('lets a public client revoke, and never introspect', async () => {
    const spa = await party('spa');
    const { tokens } = await signIn(spa);
    expect(await refusal(introspect(spa, tokens.access_token))).toMatchObject({ error: 'invalid_client', status: 401 });
    await revoke(spa, tokens.refresh_token ?? '');
    expect(await refusal(refresh(spa, tokens.refresh_token))).toMatchObject({ error: 'invalid_grant' });
  });

  it('issues JWT access tokens that an API can judge by itself (RFC 9068)', async () => {
    const { tokens, claims } = await signIn(await party('web-basic'), { resource: ORDERS });
    expect(await atTheApi(tokens.access_token, ORDERS)).toMatchObject({
      iss: instance.issuer,
      aud: ORDERS,
      sub: claims?.sub,
      client_id: 'web-basic',
      jti: expect.any(String),
      scope: expect.stringContaining('orders:read'),
    });
    const machine = await machineToken({ scope: 'orders:read', resource: ORDERS });
    expect(await atTheApi(machine.access_token, ORDERS)).toMatchObject({ aud: ORDERS, client_id: 'machine' });
  });

  it('issues JWT access tokens that no other API accepts, and none in its place', async () => {
    const { tokens } = await signIn(await party('web-basic'), { resource: ORDERS });
    await expect(atTheApi(tokens.access_token, NOTES)).rejects.toMatchObject({ code: oauth.JWT_CLAIM_COMPARISON });
    await expect(atTheApi(tokens.id_token ?? '', 'web-basic')).rejects.toThrow('"typ"');
    const [header, payload = '', signature] = tokens.access_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, scope: 'orders:write' })).toString('base64url');
    await expect(atTheApi(`${header}.${forged}.${signature}`, ORDERS)).rejects.toThrow('signature');
  });
});
