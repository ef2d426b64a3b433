/** The road from a client's request to its code, over real HTTP, without a line of script. */
import { identityAccount } from '@gatehouse/identity/testing';
import { api, client, publicClient, REDIRECT_URI, START } from '@gatehouse/protocol/testing';
import { authorizePath, STATE } from '../../e2e/in-memory/authorization-request';
import { ISSUER, PASSWORD, startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { type Answer, TestBrowser } from '../../e2e/in-memory/test-browser';

let application: TestApplication;
let browser: TestBrowser;

beforeAll(async () => {
  application = await startTestApplication(
    client(),
    client({ clientId: 'trusted', consent: 'skip' }),
    publicClient({ clientId: 'phone', applicationType: 'native', redirectUris: ['com.example.phone:/cb'] }),
    publicClient({
      clientId: 'cli',
      applicationType: 'native',
      redirectUris: ['http://127.0.0.1/cb', 'http://[::1]/cb'],
    }),
  );
});
afterAll(() => application.close());
beforeEach(() => {
  browser = new TestBrowser(application);
  const { state } = application.context.unitOfWork;
  for (const map of [state.codes, state.families, state.consents]) map.clear();
  application.identity.state.attempts.clear();
});

const credentials = { username: 'ada', password: PASSWORD };

async function signIn(changes = {}): Promise<Answer> {
  await browser.follow(await browser.open(authorizePath(changes)));
  const answer = await browser.follow(await browser.press('login', credentials));
  application.context.clock.advance(1000);
  return answer;
}

/** The reply to the client, by a redirect or by a page that moves on. */
function replyIn({ location, movesOnTo }: Answer): Record<string, string> {
  const target = location || movesOnTo;
  expect(target.split('?')[0]).toBe(REDIRECT_URI);
  return Object.fromEntries(new URL(target).searchParams);
}

describe('RFC 6749 §4.1 from request to code', () => {
  it('sign in, agree, and be back with code, state and iss', async () => {
    const first = await browser.open(authorizePath());
    expect(first).toMatchObject({ status: 303, location: expect.stringMatching(/^\/login\?interaction=[\w-]+$/) });
    await browser.follow(first);
    expect(browser.page).toContain('Web shop');

    const signedIn = await browser.press('login', credentials);
    expect(signedIn).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/oauth\/authorize\?interaction=/),
    });
    await browser.follow(signedIn);
    expect(browser.page).toContain('See orders');

    const allowed = await browser.press('allow');
    expect(allowed).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/oauth\/authorize\?interaction=/),
    });
    const answer = await browser.follow(allowed);
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(replyIn(answer)).toEqual({ code: expect.stringMatching(/^gh_ac_/), state: STATE, iss: ISSUER });
    expect([...application.context.unitOfWork.state.consents.values()]).toMatchObject([
      {
        accountId: identityAccount().id,
        clientId: 'web-shop',
        scope: ['openid', `${api().identifier} orders:read`],
        resources: [api().identifier],
      },
    ]);
    expect(application.context.unitOfWork.state.audit.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['consent.allowed', 'authorization.granted']),
    );
  });

  it('then at once: single sign-on, and silently with prompt=none', async () => {
    await signIn();
    await browser.follow(await browser.press('allow'));
    for (const changes of [{}, { prompt: 'none' }]) {
      expect(replyIn(await browser.open(authorizePath(changes)))).toHaveProperty('code');
    }
  });

  it('nothing is stored before somebody signs in', async () => {
    await browser.follow(await browser.open(authorizePath()));
    expect(application.context.unitOfWork.state.codes.size).toBe(0);
    expect(application.identity.state.attempts.size).toBe(0);
  });

  it('no code, password or sealed state reaches the log', async () => {
    await signIn();
    const reply = replyIn(await browser.follow(await browser.press('allow')));
    const text = application.lines.join('');
    expect(text).not.toContain(reply['code']);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain([...browser.cookies.values()].at(-1));
  });
});

describe('RFC 6749 §4.1.2.1 a person who refuses', () => {
  it('at sign-in', async () => {
    await browser.follow(await browser.open(authorizePath()));
    const answer = await browser.follow(await browser.press('deny'));
    expect(replyIn(answer)).toMatchObject({ error: 'access_denied', state: STATE, iss: ISSUER });
  });

  it('at consent', async () => {
    await signIn();
    const answer = await browser.follow(await browser.press('deny'));
    expect(replyIn(answer)).toMatchObject({ error: 'access_denied', state: STATE, iss: ISSUER });
    expect(application.context.unitOfWork.state.consents.size).toBe(0);
    expect(application.context.unitOfWork.state.audit.map(({ id }) => id)).toContain('consent.denied');
  });
});

describe('sign-in', () => {
  it('always gives the browser a new secret, OWASP session fixation', async () => {
    browser.cookies.set('gatehouse_session', 'gh_ss_planted');
    await signIn();
    const first = browser.cookies.get('gatehouse_session');
    expect(first).toMatch(/^gh_ss_[\w-]{64}$/);
    await browser.follow(await browser.open(authorizePath({ prompt: 'login' })));
    await browser.follow(await browser.press('login', credentials));
    const second = browser.cookies.get('gatehouse_session');
    expect(second).not.toBe(first);
    browser.cookies.set('gatehouse_session', first ?? '');
    expect(replyIn(await browser.open(authorizePath({ prompt: 'none' })))).toMatchObject({ error: 'login_required' });
  });

  it('says the same of a wrong password and an unknown name, and keeps what was typed harmless', async () => {
    const pages: string[] = [];
    for (const username of ['ada', 'nobody']) {
      await browser.follow(await browser.open(authorizePath()));
      const answer = await browser.press('login', { username, password: 'wrong' });
      expect(answer.status).toBe(400);
      pages.push(answer.body.replaceAll(/(nonce|value)="[^"]*"/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
    const evil = '"><script>alert(1)</script>';
    const answer = await browser.press('login', { username: evil, password: 'wrong' });
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.body).toContain('role="alert"');
  });

  it('asks for what is missing', async () => {
    await browser.follow(await browser.open(authorizePath()));
    expect((await browser.press('login', { username: 'ada' })).status).toBe(400);
    expect(application.identity.state.attempts.size).toBe(0);
  });

  it('needs no pressed button: password managers send the form without', async () => {
    await browser.follow(await browser.open(authorizePath()));
    const signedIn = await browser.post('/login', { ...browser.hidden, ...credentials });
    expect(signedIn.location).toMatch(/^\/oauth\/authorize\?interaction=/);
    expect(browser.cookies.has('gatehouse_session')).toBe(true);
    await browser.follow(signedIn);
    expect(browser.page).toContain('See orders');
  });

  it('is slowed down: 429 with Retry-After', async () => {
    await browser.follow(await browser.open(authorizePath()));
    let answer = await browser.press('login', { username: 'ada', password: 'wrong' });
    for (let i = 0; i < 5; i++) answer = await browser.press('login', { username: 'ada', password: 'wrong' });
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
  });

  it('without any client leads home', async () => {
    await browser.open('/login');
    const answer = await browser.press('login', credentials);
    expect(answer).toMatchObject({ status: 303, location: '/' });
    expect(await browser.open('/login')).toMatchObject({ status: 303, location: '/' });
  });

  it('of a disabled account counts no more, even with a session', async () => {
    await signIn();
    const account = [...application.identity.state.accounts.values()][0] ?? identityAccount();
    application.identity.state.accounts.set(account.id, { ...account, disabledAt: START });
    try {
      expect(replyIn(await browser.open(authorizePath({ prompt: 'none' })))).toMatchObject({ error: 'login_required' });
      expect((await browser.open(authorizePath())).location).toMatch(/^\/login/);
    } finally {
      application.identity.state.accounts.set(account.id, account);
    }
  });
});

describe('OpenID Connect Core §3.1.2.1 prompt', () => {
  beforeEach(async () => {
    await signIn();
    await browser.follow(await browser.press('allow'));
  });

  it('login: asks although somebody is signed in, and the new sign-in answers it', async () => {
    application.context.clock.advance(5000);
    await browser.follow(await browser.open(authorizePath({ prompt: 'login' })));
    expect(browser.page).toContain('name="password"');
    application.context.clock.advance(5000);
    expect(replyIn(await browser.follow(await browser.press('login', credentials)))).toHaveProperty('code');
    const families = [...application.context.unitOfWork.state.families.values()];
    expect(families.at(-1)?.authTime).toBe((families[0]?.authTime ?? 0) + 11_000);
  });

  it('select_account: go on, or be somebody else', async () => {
    await browser.follow(await browser.open(authorizePath({ prompt: 'select_account' })));
    expect(browser.page).toContain('Ada Example');
    await browser.follow(await browser.press('another'));
    expect(browser.page).toContain('name="password"');
    await browser.follow(await browser.open(authorizePath({ prompt: 'select_account' })));
    expect(replyIn(await browser.follow(await browser.press('continue')))).toHaveProperty('code');
  });

  it('consent: asks although it was given', async () => {
    application.context.clock.advance(5000);
    await browser.follow(await browser.open(authorizePath({ prompt: 'consent' })));
    expect(replyIn(await browser.follow(await browser.press('allow')))).toHaveProperty('code');
  });

  it('none with too old a sign-in: login_required', async () => {
    application.context.clock.advance(2000);
    const answer = await browser.open(authorizePath({ prompt: 'none', max_age: '1' }));
    expect(replyIn(answer)).toMatchObject({ error: 'login_required', state: STATE });
  });
});

describe('consent', () => {
  it('is stored only for what the page showed', async () => {
    await signIn();
    await browser.follow(await browser.press('allow', { shown: 'something-else' }));
    expect(application.context.unitOfWork.state.consents.size).toBe(0);
    expect(browser.page).toContain('See orders');
  });

  it('lets the person be somebody else', async () => {
    await signIn();
    const answer = await browser.follow(await browser.press('switch'));
    expect(answer.status).toBe(200);
    expect(browser.page).toContain('name="password"');
  });

  it('is not asked for a client that an admin vouches for', async () => {
    expect(replyIn(await signIn({ client_id: 'trusted' }))).toHaveProperty('code');
  });
});

describe('RFC 6749 §10.2 a person is told who asks, for what, and where the answer goes', () => {
  it('at consent', async () => {
    await signIn();
    const text = browser.page.replace(/<[^>]*>/g, ' ');
    for (const shown of ['Web shop', 'See orders', 'shop.example']) expect(text).toContain(shown);
  });
});

describe('RFC 6749 §10.13, RFC 9700 §4.16 no page on the road can be framed, kept, or told on by Referer', () => {
  function expectGuarded({ status, headers }: Answer): void {
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toContain('no-store');
  }

  it('sign-in, consent, and the page that moves on', async () => {
    expectGuarded(await browser.follow(await browser.open(authorizePath())));
    expectGuarded(await browser.follow(await browser.press('login', credentials)));
    expect(browser.page).toContain('value="allow"');
    const moves = await browser.follow(await browser.press('allow'));
    expect(moves.movesOnTo).toContain('code=');
    expectGuarded(moves);
  });

  it('the choice of an account, and the form of form_post', async () => {
    await signIn({ client_id: 'trusted' });
    const choice = await browser.open(authorizePath({ client_id: 'trusted', prompt: 'select_account' }));
    expectGuarded(await browser.follow(choice));
    expect(browser.page).toContain('value="another"');
    const form = await browser.open(authorizePath({ client_id: 'trusted', response_mode: 'form_post' }));
    expect(form.body).toContain(`action="${REDIRECT_URI}"`);
    expectGuarded(form);
  });
});

describe('how a reply travels', () => {
  it('form_post: a page whose form may go on wherever the client sends it', async () => {
    await signIn({ response_mode: 'form_post', client_id: 'trusted' });
    const answer = await browser.open(authorizePath({ response_mode: 'form_post', client_id: 'trusted' }));
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['content-security-policy']).not.toContain('form-action');
    expect(answer.body).toContain(`action="${REDIRECT_URI}"`);
    expect(browser.hidden).toMatchObject({ state: STATE, iss: ISSUER, code: expect.stringMatching(/^gh_ac_/) });
    expect(answer.body).not.toContain(`"'<>`);
  });

  it('to an installed program: a page after forms, a redirect otherwise', async () => {
    const changes = { client_id: 'phone', redirect_uri: 'com.example.phone:/cb' };
    const denied = await browser.open(authorizePath({ ...changes, prompt: 'none' }));
    expect(denied.location).toMatch(/^com\.example\.phone:\/cb\?error=login_required/);
    await signIn(changes);
    expect((await browser.open(browser.page === '' ? '/' : authorizePath(changes))).status).toBe(303);
    const answer = await browser.follow(await browser.press('allow'));
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(answer.body).toMatch(/<a class="button primary" href="com\.example\.phone:\/cb\?code=gh_ac_/);
  });

  it('to a program on this computer: a page that moves on', async () => {
    await signIn({ client_id: 'cli', redirect_uri: 'http://127.0.0.1:5000/cb' });
    const answer = await browser.follow(await browser.press('allow'));
    expect(answer).toMatchObject({ status: 200, location: '' });
    expect(answer.movesOnTo).toMatch(/^http:\/\/127\.0\.0\.1:5000\/cb\?code=gh_ac_/);
    application.context.clock.advance(1000);
    await browser.follow(await browser.open(authorizePath({ client_id: 'cli', redirect_uri: 'http://[::1]:5000/cb' })));
    const page = await browser.follow(await browser.press('allow'));
    expect(page).toMatchObject({ status: 200, location: '' });
    expect(page.body).toContain('href="http://[::1]:5000/cb?code=gh_ac_');
  });

  it('forms lead nowhere but here: Chromium checks form-action on every redirect after a form', async () => {
    await browser.follow(await browser.open(authorizePath()));
    const login = await browser.open((await browser.open(authorizePath())).location);
    expect(login.headers['content-security-policy']).toContain("form-action 'self';");
    const consent = await browser.follow(await browser.press('login', credentials));
    expect(consent.headers['content-security-policy']).toContain("form-action 'self';");
  });
});
