/** The admin console as a client of the server itself, as openid-client (unmodified) signs people in through it. */
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import {
  CONSOLE_CALLBACK_PATH,
  CONSOLE_CLIENT_ID,
  CONSOLE_SCOPE,
  CONSOLE_SIGNED_OUT_PATH,
  ROLE_SCOPES,
} from '@gatehouse/contracts';
import { keyThumbprint } from '@gatehouse/audit';
import * as oauth from 'openid-client';
import { Instance } from '../support/instance';
import { UserAgent } from '../support/user-agent';
import { ADMIN, Administration, PASSWORD, SCOPES } from './support/administration';

const CONSOLE_URL = 'https://console.example';
const CALLBACK = `${CONSOLE_URL}${CONSOLE_CALLBACK_PATH}`;
const CONSOLE_KEY = randomBytes(32);
const CLIENT_PATH = `/clients/${CONSOLE_CLIENT_ID}`;

/** The key pair of a seed, made here as the console makes it. */
function keyPairOf(seed: Buffer) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const publicJwk = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  });
  return { der, publicJwk, kid: keyThumbprint(publicJwk) };
}

async function clientKey(seed: Buffer): Promise<oauth.PrivateKey> {
  const { der, kid } = keyPairOf(seed);
  return { key: await crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign']), kid };
}

describeOnEveryDatabase('the console as a client', (database) => {
  let admin: Administration;

  beforeAll(async () => {
    const environment = { CONSOLE_URL, CONSOLE_KEY: CONSOLE_KEY.toString('base64') };
    admin = await Administration.start(database, { environment });
  });
  afterAll(() => admin?.stop());

  const as = (token: string) => ({ token });
  const me = (token: string) => admin.get('/me', as(token));
  const restart = async () => {
    const [process] = admin.instance.processes;
    await process?.stop();
    await process?.start();
  };

  async function discover(seed = CONSOLE_KEY): Promise<oauth.Configuration> {
    return oauth.discovery(
      new URL(admin.instance.issuer),
      CONSOLE_CLIENT_ID,
      undefined,
      oauth.PrivateKeyJwt(await clientKey(seed)),
      { execute: [oauth.allowInsecureRequests] },
    );
  }

  /** Signs somebody in, with no page but that for the password. */
  async function signIn(username: string, browser = new UserAgent(admin.instance.issuer), seed = CONSOLE_KEY) {
    const configuration = await discover(seed);
    const [pkceCodeVerifier, expectedState, expectedNonce] = [
      oauth.randomPKCECodeVerifier(),
      oauth.randomState(),
      oauth.randomNonce(),
    ];
    const url = oauth.buildAuthorizationUrl(configuration, {
      redirect_uri: CALLBACK,
      scope: CONSOLE_SCOPE,
      resource: ADMIN,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
    });
    const page = await browser.open(url);
    expect(page.url.pathname).toBe('/login');
    const landing = await browser.submit(page, { username, password: PASSWORD, action: 'login' });
    expect(`${landing.url.origin}${landing.url.pathname}`).toBe(CALLBACK);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const tokens = await oauth.authorizationCodeGrant(configuration, landing.url, checks, { resource: ADMIN });
    return { configuration, tokens, refreshToken: tokens.refresh_token ?? '' };
  }

  it('is registered from the start, with a public key and nothing that lint or the rules dislike', async () => {
    const { body, status } = await admin.get(CLIENT_PATH);
    const { publicJwk, kid } = keyPairOf(CONSOLE_KEY);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      client_id: CONSOLE_CLIENT_ID,
      application_type: 'web',
      redirect_uris: [CALLBACK],
      post_logout_redirect_uris: [`${CONSOLE_URL}${CONSOLE_SIGNED_OUT_PATH}`],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'private_key_jwt',
      scope: CONSOLE_SCOPE,
      require_pkce: true,
      consent: 'skip',
      warnings: [],
    });
    expect(body.jwks).toEqual({ keys: [{ ...publicJwk, kid, use: 'sig' }] });
    expect((await admin.get(`${CLIENT_PATH}/lint`)).body.findings).toEqual([]);
    expect(admin.instance.processes[0]?.output).not.toContain(CONSOLE_KEY.toString('base64'));
  });

  it('signs an owner in, to everything, with a refresh token and without offline access', async () => {
    const { configuration, tokens, refreshToken } = await signIn('owner');
    const person = await oauth.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(person).toMatchObject({ email: 'owner@example.com', email_verified: true });
    expect(tokens.scope?.split(' ').sort()).toEqual(CONSOLE_SCOPE.split(' ').sort());
    expect((await me(tokens.access_token)).body).toMatchObject({
      kind: 'person',
      username: 'owner',
      client_id: CONSOLE_CLIENT_ID,
      roles: ['owner'],
      scopes: SCOPES,
    });
    const refreshed = await oauth.refreshTokenGrant(configuration, refreshToken, { resource: ADMIN });
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    expect((await me(refreshed.access_token)).body).toMatchObject({ username: 'owner', scopes: SCOPES });
  });

  it('gives a person what their roles hold, and one without a role nothing', async () => {
    const { tokens } = await signIn('developer');
    const { body } = await me(tokens.access_token);
    expect(body.roles).toEqual(['developer']);
    expect(new Set(body.scopes)).toEqual(new Set(ROLE_SCOPES.developer));
    expect(await admin.get('/users', as(tokens.access_token))).toMatchObject({ status: 403 });
    const change = { ...as(tokens.access_token), ifMatch: '*', body: { client_name: 'Mine now' } };
    expect((await admin.patch(CLIENT_PATH, change)).body.code).toBe('scope_not_held');

    const visitor = await signIn('nobody');
    expect(visitor.tokens.claims()?.sub).toEqual(expect.any(String));
    expect(await me(visitor.tokens.access_token)).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  });

  it('loses everything at once when the session is ended', async () => {
    const { configuration, tokens, refreshToken } = await signIn('support');
    const { session_id } = (await me(tokens.access_token)).body;
    const { etag } = await admin.get(`/sessions/${session_id}`);
    const ended = await admin.post(`/sessions/${session_id}/end`, {
      ifMatch: etag,
      body: { reason: 'A lost laptop.' },
    });
    expect(ended.status).toBe(200);
    expect((await me(tokens.access_token)).status).toBe(401);
    const again = oauth.refreshTokenGrant(configuration, refreshToken, { resource: ADMIN });
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('signs a person out of the issuer too, and gets them back', async () => {
    const browser = new UserAgent(admin.instance.issuer);
    const { configuration, tokens } = await signIn('auditor', browser);
    const landing = await browser.open(
      oauth.buildEndSessionUrl(configuration, {
        id_token_hint: tokens.id_token ?? '',
        post_logout_redirect_uri: `${CONSOLE_URL}${CONSOLE_SIGNED_OUT_PATH}`,
        state: 'out',
      }),
    );
    expect(landing.url.href).toBe(`${CONSOLE_URL}${CONSOLE_SIGNED_OUT_PATH}?state=out`);
    expect((await me(tokens.access_token)).status).toBe(401);
  });

  it('is nobody without its key', async () => {
    const stranger = signIn('owner', undefined, randomBytes(32));
    await expect(stranger).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('stays as it is over a start, also for those who are signed in', async () => {
    const { tokens } = await signIn('owner');
    const before = await admin.get(CLIENT_PATH);
    await restart();
    expect((await admin.get(CLIENT_PATH)).body).toEqual(before.body);
    expect((await me(tokens.access_token)).status).toBe(200);
  });

  it.each([
    [
      'changed',
      () => admin.patch(CLIENT_PATH, { ifMatch: '*', body: { redirect_uris: ['https://elsewhere.example/'] } }),
    ],
    ['disabled', () => admin.post(`${CLIENT_PATH}/disable`, { ifMatch: '*' })],
    ['deleted', () => admin.delete(CLIENT_PATH, { ifMatch: '*' })],
  ])('is there again after a start when somebody has %s it', async (what, change) => {
    const { tokens } = await signIn('owner');
    expect((await change()).status).toBeLessThan(300);
    await expect(signIn('owner')).rejects.toThrow();
    await restart();
    expect((await signIn('owner')).tokens.scope).toBe(tokens.scope);
    // What was ended stays ended.
    expect((await me(tokens.access_token)).status).toBe(what === 'changed' ? 200 : 401);
  });

  it('is not registered without a key', async () => {
    const other = await Instance.start({ database, environment: { CONSOLE_URL } });
    try {
      const request = new URLSearchParams({ client_id: CONSOLE_CLIENT_ID, redirect_uri: CALLBACK, scope: 'openid' });
      const page = await new UserAgent(other.issuer).open(`/oauth/authorize?response_type=code&${request}`);
      expect(page).toMatchObject({ status: 400, body: expect.stringContaining('isn’t known here') });
    } finally {
      await other.stop();
    }
  });
});
