/** `oidcc-rp-initiated-logout-certification-test-plan`: signing out at a relying party's request. */
import { DATABASES } from '../support/instance';
import type { Landing, UserAgent } from '../support/user-agent';
import { checkCode, checkError, checkTokens } from './support/base-checks';
import { CLIENT, POST_LOGOUT } from './support/certified-configuration';
import { randomText, RelyingParty } from './support/relying-party';
import { runningInstances } from './support/running-instances';

const instanceOf = runningInstances();

describe.each(DATABASES)('oidcc-rp-initiated-logout-certification-test-plan [%s]', (database) => {
  let relyingParty: RelyingParty;

  beforeAll(async () => {
    relyingParty = await RelyingParty.discover(instanceOf(database).issuer, CLIENT);
  });

  /** A browser that is signed in, and the ID token that the client got. */
  async function signedIn(): Promise<{ browser: UserAgent; idToken: string }> {
    const browser = relyingParty.browser();
    const request = relyingParty.request();
    const callback = await relyingParty.authorize(browser, request);
    checkCode(callback, relyingParty, request);
    const answer = await relyingParty.exchange(callback);
    await checkTokens(answer, relyingParty, request);
    return { browser, idToken: String(answer.body['id_token']) };
  }

  function logout(browser: UserAgent, parameters: Readonly<Record<string, string>>, method = 'GET'): Promise<Landing> {
    const { end_session_endpoint: endpoint } = relyingParty.metadata;
    const body = new URLSearchParams(parameters);
    return method === 'GET' ? browser.open(`${endpoint}?${body.toString()}`) : browser.open(endpoint, { method, body });
  }

  /** prompt=none as a suite ends: is somebody still signed in? */
  async function isSignedIn(browser: UserAgent): Promise<boolean> {
    const request = relyingParty.request({ prompt: 'none' });
    const callback = await relyingParty.authorize(browser, request);
    if (callback.parameters.has('code')) return true;
    checkError(callback, relyingParty, request, 'login_required');
    return false;
  }

  function expectPage({ url, status, body }: Landing): void {
    expect([url.origin, status]).toEqual([relyingParty.metadata.issuer, 200]);
    expect(body).not.toMatch(/http-equiv="refresh"/);
  }

  it('oidcc-rp-initiated-logout-discovery-endpoint-verification', () => {
    expect(relyingParty.metadata.end_session_endpoint).toBe(`${relyingParty.metadata.issuer}/oauth/logout`);
  });

  it.each(['GET', 'POST'])('oidcc-rp-initiated-logout, by %s', async (method) => {
    const { browser, idToken } = await signedIn();
    expect(await isSignedIn(browser)).toBe(true);
    const state = randomText(128);
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: POST_LOGOUT, state };
    const { url } = await logout(browser, parameters, method);
    expect(url.href).toBe(`${POST_LOGOUT}?state=${state}`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('oidcc-rp-initiated-logout-no-state', async () => {
    const { browser, idToken } = await signedIn();
    const { url } = await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: POST_LOGOUT });
    expect(url.href).toBe(POST_LOGOUT);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it.each([
    ['oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', 'https://suite.example/other'],
    ['oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri', `${POST_LOGOUT}?foo=bar`],
  ])('%s', async (_module, redirectUri) => {
    const { browser, idToken } = await signedIn();
    const page = await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: redirectUri, state: 'x' });
    expectPage(page);
    expect(page.body).not.toContain('suite.example/');
  });

  it('oidcc-rp-initiated-logout-modified-id-token-hint', async () => {
    const { browser, idToken } = await signedIn();
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    const modified = `${header}.${idToken.split('.')[1]}.`;
    const page = await logout(browser, { id_token_hint: modified, post_logout_redirect_uri: POST_LOGOUT, state: 'x' });
    expectPage(page);
    // Nobody vouches for it: the person is asked, and even a Yes leads nowhere else.
    expect(await isSignedIn(browser)).toBe(true);
    expectPage(await browser.submit(page, { action: 'logout' }));
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('oidcc-rp-initiated-logout-no-id-token-hint', async () => {
    const { browser } = await signedIn();
    const page = await logout(browser, { post_logout_redirect_uri: POST_LOGOUT, state: 'x' });
    expectPage(page);
    expect(await isSignedIn(browser)).toBe(true);
    expectPage(await browser.submit(page, { action: 'logout' }));
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('oidcc-rp-initiated-logout-bad-id-token-hint', async () => {
    const { browser, idToken } = await signedIn();
    const [header, payload] = idToken.split('.');
    const forged = `${header}.${payload}.${Buffer.alloc(256, 7).toString('base64url')}`;
    const page = await logout(browser, { id_token_hint: forged, post_logout_redirect_uri: POST_LOGOUT, state: 'x' });
    expectPage(page);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['oidcc-rp-initiated-logout-no-params', {}],
    ['oidcc-rp-initiated-logout-only-state', { state: 'x' }],
  ])('%s', async (_module, parameters) => {
    const { browser } = await signedIn();
    const question = await logout(browser, parameters);
    expectPage(question);
    const page = await browser.submit(question, { action: 'logout' });
    expectPage(page);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('oidcc-rp-initiated-logout-no-post-logout-redirect-uri', async () => {
    const { browser, idToken } = await signedIn();
    expectPage(await logout(browser, { id_token_hint: idToken, state: 'x' }));
    expect(await isSignedIn(browser)).toBe(false);
  });
});
