/** Signing out over real HTTP. OpenID Connect RP-Initiated Logout. */
import { client } from '@gatehouse/protocol/testing';
import { signJwt } from '@gatehouse/protocol';
import { authorizePath } from '../../e2e/in-memory/authorization-request';
import { ISSUER, PASSWORD, startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { TestBrowser } from '../../e2e/in-memory/test-browser';

const RETURN = 'https://shop.example/';
let application: TestApplication;
let browser: TestBrowser;

beforeAll(async () => {
  application = await startTestApplication(client({ consent: 'skip' }));
});
afterAll(() => application.close());
beforeEach(async () => {
  browser = new TestBrowser(application);
  await browser.open('/login');
  await browser.press('login', { username: 'ada', password: PASSWORD });
});

function currentSession() {
  const session = [...application.identity.state.sessions.values()].at(-1);
  if (session === undefined) throw new Error('nobody is signed in');
  return session;
}

async function hint(claims: object = {}): Promise<string> {
  const { id, accountId } = currentSession();
  const body = { iss: ISSUER, sub: accountId, aud: 'web-shop', sid: id, exp: 1, ...claims };
  return signJwt(application.context.keys.signingKey('RS256'), 'JWT', body);
}

function logoutPath(parameters: Record<string, string>): string {
  return `/oauth/logout?${new URLSearchParams(parameters).toString()}`;
}

async function expectSignedOut(): Promise<void> {
  expect(currentSession().endedAt).not.toBeNull();
  expect(browser.cookies.has('gatehouse_session')).toBe(false);
  const silent = await browser.open(authorizePath({ prompt: 'none' }));
  expect(silent.location).toContain('error=login_required');
}

describe('§2 with the hint of this session', () => {
  it('one redirect, no page, and the session is over', async () => {
    const state = 's'.repeat(128);
    const answer = await browser.open(
      logoutPath({ id_token_hint: await hint(), post_logout_redirect_uri: RETURN, state }),
    );
    expect(answer).toMatchObject({ status: 303, location: `${RETURN}?state=${state}` });
    await expectSignedOut();
  });

  it('the old cookie is worth nothing any more', async () => {
    const cookie = browser.cookies.get('gatehouse_session') ?? '';
    await browser.open(logoutPath({ id_token_hint: await hint() }));
    browser.cookies.set('gatehouse_session', cookie);
    expect((await browser.open(authorizePath({ prompt: 'none' }))).location).toContain('login_required');
  });

  it('by a form of the client’s own site, which brings no cookies', async () => {
    const fields = { id_token_hint: await hint(), post_logout_redirect_uri: RETURN };
    const first = await browser.post('/oauth/logout', fields, 'cross-site');
    expect(first).toMatchObject({ status: 303, location: expect.stringMatching(/^\/oauth\/logout\?id_token_hint=/) });
    expect((await browser.open(first.location)).location).toBe(RETURN);
    await expectSignedOut();
  });

  it('an unregistered address: signed out, told so with a reference, and not sent anywhere', async () => {
    const uri = 'https://shop.example/?x';
    const answer = await browser.open(logoutPath({ id_token_hint: await hint(), post_logout_redirect_uri: uri }));
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(answer.body).toContain(answer.headers['x-request-id']);
    expect(answer.body).not.toContain(uri);
    await expectSignedOut();
  });
});

describe('§2 without it the person is asked', () => {
  it('and leaves', async () => {
    const answer = await browser.open(logoutPath({ state: 'x' }));
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(currentSession().endedAt).toBeNull();
    const done = await browser.press('logout');
    expect(done).toMatchObject({ status: 200, location: '' });
    await expectSignedOut();
  });

  it('or stays', async () => {
    await browser.open('/oauth/logout');
    expect(await browser.press('stay')).toMatchObject({ status: 303, location: '/' });
    expect(currentSession().endedAt).toBeNull();
  });

  it('and goes on to the client that asked, by a page that moves on', async () => {
    const page = await browser.open(
      logoutPath({ client_id: 'web-shop', post_logout_redirect_uri: RETURN, state: 'a b' }),
    );
    expect(page.headers['content-security-policy']).toContain("form-action 'self';");
    expect(await browser.press('logout')).toMatchObject({ status: 200, movesOnTo: `${RETURN}?state=a%20b` });
  });

  it.each([
    ['signed by nobody', async () => (await hint()).replace(/^[^.]+/, 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0')],
    ['altered', async () => (await hint()).replace(/.{6}$/, 'AAAAAA')],
    ['of another issuer', () => hint({ iss: 'https://elsewhere.example' })],
  ])('with a hint that is %s, and never goes anywhere', async (_, make) => {
    await browser.open(logoutPath({ id_token_hint: await make(), post_logout_redirect_uri: RETURN }));
    expect(currentSession().endedAt).toBeNull();
    const done = await browser.press('logout');
    expect(done).toMatchObject({ status: 200, location: '' });
    expect(done.body).not.toContain(RETURN);
  });

  it('the question of one browser is not answered in another', async () => {
    await browser.open('/oauth/logout');
    const other = new TestBrowser(application);
    await other.open('/login');
    const answer = await other.post('/oauth/logout', { ...browser.hidden, action: 'logout' });
    expect(answer.status).toBe(403);
  });
});

describe('nobody is signed in', () => {
  it('a calm page', async () => {
    const answer = await new TestBrowser(application).open('/oauth/logout');
    expect(answer).toMatchObject({ status: 200, location: '' });
  });

  it('a doubled submit does no harm', async () => {
    await browser.open('/oauth/logout');
    const fields = { ...browser.hidden, action: 'logout' };
    expect((await browser.post('/oauth/logout', fields)).status).toBe(200);
    expect((await browser.post('/oauth/logout', fields)).status).toBe(200);
  });

  it('HEAD signs nobody out', async () => {
    await browser.open(logoutPath({ id_token_hint: await hint() }), { method: 'HEAD' });
    expect(currentSession().endedAt).toBeNull();
  });

  it('repeated parameters are a page', async () => {
    const answer = await browser.open('/oauth/logout?state=a&state=b');
    expect(answer).toMatchObject({ status: 400, location: '' });
  });
});
