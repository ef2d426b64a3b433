/** Forms that were not sent by a person from our own page. D-10, D-11. */
import { client } from '@gatehouse/protocol/testing';
import { authorizePath } from '../../e2e/in-memory/authorization-request';
import { PASSWORD, startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { TestBrowser } from '../../e2e/in-memory/test-browser';

let application: TestApplication;
let browser: TestBrowser;
const credentials = { username: 'ada', password: PASSWORD, action: 'login' };

beforeAll(async () => {
  application = await startTestApplication(client());
});
afterAll(() => application.close());
beforeEach(async () => {
  browser = new TestBrowser(application);
  application.identity.state.attempts.clear();
  await browser.follow(await browser.open(authorizePath()));
});

describe('OWASP CSRF Prevention: signing somebody in from elsewhere', () => {
  it.each([
    ['another site', 'cross-site', {}],
    ['another host of this site', 'same-site', {}],
    ['a link or bookmark', 'none', {}],
  ] as const)('%s, even with a token of this browser', async (_, site, headers) => {
    const answer = await browser.post('/login', { ...browser.hidden, ...credentials }, 'same-origin', {
      'sec-fetch-site': site,
      ...headers,
    });
    expect(answer).toMatchObject({ status: 403, location: '' });
    expect(browser.cookies.has('gatehouse_session')).toBe(false);
  });

  it.each([
    ['none', {}],
    ['another', { csrf: 'A'.repeat(43) }],
    ['an empty', { csrf: '' }],
  ])('%s token', async (_, token) => {
    const { interaction } = browser.hidden;
    const answer = await browser.post('/login', { interaction, ...token, ...credentials });
    expect(answer.status).toBe(403);
    expect(browser.cookies.has('gatehouse_session')).toBe(false);
  });

  it('the token of another browser', async () => {
    const { csrf } = browser.hidden;
    const other = new TestBrowser(application);
    await other.open('/login');
    expect((await other.post('/login', { csrf, ...credentials })).status).toBe(403);
    expect(other.cookies.has('gatehouse_session')).toBe(false);
  });

  it('the token of another page', async () => {
    const { interaction } = browser.hidden;
    await browser.press('login', credentials);
    await browser.open(`/consent?interaction=${interaction}`);
    const { csrf } = browser.hidden;
    expect((await browser.post('/login', { csrf, interaction, ...credentials })).status).toBe(403);
  });

  it('no cookies at all', async () => {
    const answer = await browser.post('/login', { ...browser.hidden, ...credentials }, 'cross-site');
    expect(answer.status).toBe(403);
    browser.cookies.clear();
    expect((await browser.post('/login', { ...browser.hidden, ...credentials })).status).toBe(400);
  });

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['a host that begins like ours', { origin: 'http://localhost:4000.evil.example' }, 403],
    ['our own', { origin: 'http://localhost:4000' }, 303],
    ['null, as pages without a referrer send it', { origin: 'null' }, 303],
  ])('a browser without Sec-Fetch-Site, from %s', async (_, headers, status) => {
    const plain = new TestBrowser(application);
    await plain.follow(await plain.open(authorizePath()));
    const answer = await plain.post('/login', { ...plain.hidden, ...credentials }, 'same-origin', {
      'sec-fetch-site': '',
      ...headers,
    });
    expect(answer.status).toBe(status);
  });

  it('consent and sign-out too', async () => {
    const { interaction } = browser.hidden;
    await browser.follow(await browser.press('login', credentials));
    const fields = { ...browser.hidden, csrf: undefined, interaction, action: 'allow' };
    expect((await browser.post('/consent', fields)).status).toBe(403);
    expect(application.context.unitOfWork.state.consents.size).toBe(0);
    await browser.open('/oauth/logout');
    const { sign_out } = browser.hidden;
    expect((await browser.post('/oauth/logout', { sign_out, action: 'logout' })).status).toBe(403);
    expect([...application.identity.state.sessions.values()].at(-1)?.endedAt).toBeNull();
  });
});

describe('OWASP cookies', () => {
  it('are out of reach of scripts and of other sites', async () => {
    const fresh = new TestBrowser(application);
    const answers = [await fresh.open('/login'), await fresh.press('login', credentials)];
    const cookies = answers.flatMap(({ headers }) => headers['set-cookie'] ?? []);
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['gatehouse_browser', 'gatehouse_session']);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('pages', () => {
  it.each(['/login', '/', '/error/0123456789', '/oauth/logout'])(
    '%s cannot be framed, kept or scripted',
    async (path) => {
      const { status, headers, body } = await new TestBrowser(application).open(path);
      expect(status).toBe(200);
      const policy = `${headers['content-security-policy']}`;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['cache-control']).toContain('no-store');
      expect(headers['cross-origin-opener-policy']).toBe(path === '/login' ? 'unsafe-none' : 'same-origin');
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      for (const [script] of body.matchAll(/<script[^>]*>/g)) expect(script).toContain(nonce);
    },
  );

  it('have their style sheet, and no other build’s', async () => {
    const path = /\/assets\/[0-9a-f]+\.css/.exec(browser.page)?.[0] ?? '';
    const answer = await browser.open(path);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' } });
    expect((await browser.open('/assets/00000000000000000000.css')).status).toBe(404);
  });

  it('of errors take no words from the address', async () => {
    const answer = await browser.open('/error/not-a-reference-%3Cscript%3E');
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('not-a-reference');
  });
});
