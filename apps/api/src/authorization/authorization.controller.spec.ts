/** The authorization endpoint over real HTTP: where errors go, what headers say, and what no request may achieve. */
import { client, REDIRECT_URI, START } from '@gatehouse/protocol/testing';
import { authorizePath, STATE } from '../../e2e/in-memory/authorization-request';
import { PASSWORD, startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { type Answer, TestBrowser } from '../../e2e/in-memory/test-browser';

let application: TestApplication;
let browser: TestBrowser;

beforeAll(async () => {
  application = await startTestApplication(
    client({ consent: 'skip', clientUri: 'https://shop.example/home' }),
    client({ clientId: 'off', disabledAt: START }),
  );
});
afterAll(() => application.close());
beforeEach(() => {
  browser = new TestBrowser(application);
  application.context.unitOfWork.state.codes.clear();
});

async function signIn(): Promise<void> {
  await browser.open('/login');
  await browser.press('login', { username: 'ada', password: PASSWORD });
}

function expectErrorPage(answer: Answer, status = 400): void {
  expect(answer).toMatchObject({ status, location: '' });
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(answer.headers['x-frame-options']).toBe('DENY');
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  expect(answer.body).toContain(answer.headers['x-request-id']);
}

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`;

describe('RFC 6749 §4.1.2.1 an error that may not be redirected is a page with a reference', () => {
  it.each([
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: EVIL }],
    ['a disabled client', { client_id: 'off' }],
    ['an unregistered redirect URI', { redirect_uri: `https://shop.example/callback/${EVIL}` }],
    ['a script for a redirect URI', { redirect_uri: 'javascript:alert(1)' }],
    ['no redirect URI', { redirect_uri: undefined }],
  ])('%s', async (_, changes) => {
    const answer = await browser.open(authorizePath({ ...changes, state: EVIL, prompt: EVIL, login_hint: EVIL }));
    expectErrorPage(answer);
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.body).not.toContain('onerror=alert');
    // Neither what was sent nor what is registered is shown.
    expect(answer.body).not.toContain(REDIRECT_URI);
  });

  it('tells the log, under the same reference, what was wrong with it', async () => {
    const answer = await browser.open(authorizePath({ redirect_uri: 'https://shop.example/calback' }));
    const line = application.lines.find(
      (text) => text.includes(`${answer.headers['x-request-id']}`) && text.includes('check'),
    );
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      check: 'redirect_uri.unregistered',
      detail: { mismatch: { nearest: REDIRECT_URI } },
    });
  });

  it.each([
    ['/oauth/authorize?client_id=web-shop&state=%zz', 400],
    ['/oauth/authorize?client_id=web-shop&state=%ff', 400],
    [`/oauth/authorize?${'a=b&'.repeat(500)}`, 400],
    [authorizePath({ state: 's'.repeat(9000) }), 413],
  ])('a request that cannot be read: %#', async (path, status) => {
    expectErrorPage(await browser.open(path), status);
  });
});

describe('OpenID Connect Core §3.1.2.1 GET and POST', () => {
  const fields = Object.fromEntries(new URL(authorizePath(), 'http://localhost').searchParams);

  it('a form of the same site is answered at once, with 303', async () => {
    await signIn();
    const answer = await browser.post('/oauth/authorize', fields, 'same-origin');
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^https:\/\/shop\.example\/callback\?code=/);
  });

  it('a form of another site brings no Lax cookies: the same by GET, which does', async () => {
    await signIn();
    const answer = await browser.post('/oauth/authorize', fields, 'cross-site');
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/oauth\/authorize\?client_id=web-shop&/);
    const again = await browser.open(answer.location);
    expect(again.location).toMatch(/^https:\/\/shop\.example\/callback\?code=/);
    expect(new URL(again.location).searchParams.get('state')).toBe(STATE);
  });

  it('a form that is too long for that is a page', async () => {
    expectErrorPage(await browser.post('/oauth/authorize', { ...fields, state: 'é'.repeat(4000) }, 'cross-site'), 413);
  });

  it('anything but a form is refused', async () => {
    const answer = await browser.post('/oauth/authorize', fields, 'same-origin', { 'content-type': 'text/plain' });
    expectErrorPage(answer, 415);
  });

  it('HEAD issues nothing', async () => {
    await signIn();
    const answer = await browser.open(authorizePath(), { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(application.context.unitOfWork.state.codes.size).toBe(0);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('%s is no method of it', async (method) => {
    expect((await browser.open(authorizePath(), { method })).status).toBe(405);
  });
});

describe('OAuth 2.1 §3.1 no script of another origin may talk to this endpoint', () => {
  it.each(['GET', 'OPTIONS'])('%s carries no CORS header', async (method) => {
    const answer = await browser.open(authorizePath(), { method, headers: { origin: 'https://shop.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('RFC 9700 §4.11, §4.12 replies', () => {
  it('errors go to the client, with 303 and nothing to keep', async () => {
    const answer = await browser.open(authorizePath({ response_type: undefined }));
    expect(answer.status).toBe(303);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(Object.fromEntries(new URL(answer.location).searchParams)).toEqual({
      error: 'invalid_request',
      error_description: 'response_type is missing.',
      state: STATE,
      iss: 'http://localhost:4000',
    });
  });

  it('without anybody signed in, prompt=none sets no cookie and shows no page', async () => {
    const answer = await browser.open(authorizePath({ prompt: 'none', state: 's'.repeat(128) }));
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(new URL(answer.location).searchParams.get('state')).toBe('s'.repeat(128));
  });
});

describe('a state that was sealed for one browser', () => {
  async function begin(): Promise<string> {
    return (
      new URL((await browser.open(authorizePath())).location, 'http://localhost').searchParams.get('interaction') ?? ''
    );
  }

  const doors = ['/oauth/authorize', '/login', '/consent'];

  it.each(doors)('opens nothing in another: %s', async (door) => {
    const sealed = await begin();
    const stranger = new TestBrowser(application);
    expectErrorPage(await stranger.open(`${door}?interaction=${sealed}`));
    await stranger.open(authorizePath());
    const answer = await stranger.open(`${door}?interaction=${sealed}`);
    expectErrorPage(answer);
    expect(answer.body).toContain('another browser');
  });

  it.each(doors)('opens nothing when it was altered, or is none: %s', async (door) => {
    const sealed = await begin();
    const altered = `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`;
    for (const text of [altered, sealed.slice(4), `${sealed}AAAA`, EVIL, 'x'.repeat(13_000)]) {
      expectErrorPage(await browser.open(`${door}?interaction=${encodeURIComponent(text)}`));
    }
  });

  it.each(doors)('opens nothing after a quarter of an hour, and shows the way back to the client: %s', async (door) => {
    const sealed = await begin();
    application.context.clock.advance(15 * 60_000 + 1);
    const answer = await browser.open(`${door}?interaction=${sealed}`);
    expectErrorPage(answer);
    expect(answer.body).toContain('href="https://shop.example/home"');
  });

  it('is not asked for beside a client: unknown parameters are ignored', async () => {
    const answer = await browser.open(`${authorizePath()}&interaction=whatever`);
    expect(answer.location).toMatch(/^\/login/);
  });

  it('names nobody else’s page: no address in it is ever followed', async () => {
    const answer = await browser.open(`${authorizePath()}&interaction=https://evil.example`);
    expect(answer.location).not.toContain('evil');
  });
});
