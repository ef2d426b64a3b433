/** What a person with JavaScript turned off goes through: sign-in, consent, being asked again, and the browser's buttons. */
import type { Page } from 'playwright-core';
import { ADA, authorizationRequest, redeem, SITE } from './support/clients';
import { newPerson, press, type Person, signIn } from './support/hosted-browser';
import { startStage, type Stage } from './support/stage';

let stage: Stage;
let person: Person;
let page: Page;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

beforeEach(async () => {
  person = await newPerson(stage.browser, { javaScriptEnabled: false });
  ({ page } = person);
});
afterEach(async () => {
  await person.context.close();
  expect(person.faults).toEqual([]);
});

const heading = () => page.locator('h1').innerText();
const path = () => new URL(page.url()).pathname;
const sent = (clientId: string, more: Record<string, string> = {}) =>
  authorizationRequest(stage.issuer, clientId, more);

/** Opens a request, does what the pages ask, and ends at the client. */
async function approve(clientId: string, more: Record<string, string> = {}) {
  const request = sent(clientId, more);
  await page.goto(request.url);
  if (path() === '/login') await signIn(page, ADA);
  if (path() === '/consent') await press(page, 'Allow');
  return request;
}

async function sessionCookie(): Promise<string | undefined> {
  const cookies = await person.context.cookies(stage.issuer);
  return cookies.find(({ name }) => name === 'gatehouse_session')?.value;
}

describe('[browser] [sqlite] sign-in and consent', () => {
  it.each([
    ['confidential', 'shop', 'Example Shop'],
    ['public', 'spa', 'Example Reader'],
  ])('end at a %s client with a code that is worth tokens', async (_, clientId, name) => {
    const request = sent(clientId);
    await page.goto(request.url);
    expect(await heading()).toBe('Sign in');
    expect(await page.locator('main').innerText()).toMatch(new RegExp(`to continue to\\s+${name}`));
    await signIn(page, ADA);
    expect(path()).toBe('/consent');
    expect(await heading()).toBe(`${name} wants to use your account`);
    const text = await page.locator('main').innerText();
    for (const part of ['client.example', 'Ada Example', 'See your orders']) expect(text).toContain(part);
    expect(text).not.toContain('Change your orders');
    await press(page, 'Allow');

    const { method, url, parameters } = stage.site.last;
    expect({ method, path: url.origin + url.pathname }).toEqual({ method: 'GET', path: `${SITE}/callback` });
    expect(parameters).toEqual({ code: expect.any(String), state: request.state, iss: stage.issuer });
    const { status, tokens } = await redeem(stage.issuer, request, parameters['code']);
    expect(status).toBe(200);
    expect(String(tokens['scope']).split(' ').sort()).toEqual(['openid', 'orders:read', 'profile']);

    // The next time nobody is asked anything; for one scope more only that one is new.
    await page.goto(sent(clientId).url);
    expect(page.url()).toContain(`${SITE}/callback?code=`);
    await page.goto(sent(clientId, { scope: 'openid profile orders:read orders:write' }).url);
    expect(path()).toBe('/consent');
    expect(await page.locator('li', { hasText: 'Change your orders' }).innerText()).toContain('New');
    expect(await page.locator('li', { hasText: 'See your orders' }).innerText()).not.toContain('New');
  });

  it('a wrong password is told at once, keeps the username and forgets the password', async () => {
    await page.goto(sent('shop', { prompt: 'consent' }).url);
    await signIn(page, { username: 'ada', password: 'not this one' });
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toContain('That username and password do not match.');
    expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('alert');
    expect(await page.getByLabel('Username or email').inputValue()).toBe('ada');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    expect(await sessionCookie()).toBeUndefined();

    const unknown = await newPerson(stage.browser, { javaScriptEnabled: false });
    await unknown.page.goto(sent('shop').url);
    await signIn(unknown.page, { username: 'nobody', password: 'not this one' });
    expect(await unknown.page.getByRole('alert').innerText()).toBe(await alert.innerText());
    await unknown.context.close();

    await page.getByLabel('Password', { exact: true }).fill(ADA.password);
    await press(page, 'Sign in');
    expect(path()).toBe('/consent');
  });

  it.each([
    ['at sign-in', 'Cancel and go back to Example Shop', false],
    ['at consent', 'Don’t allow', true],
  ])('a refusal %s is told to the client (N1)', async (_, button, signedIn) => {
    const request = sent('shop', { prompt: 'consent' });
    await page.goto(request.url);
    if (signedIn) await signIn(page, ADA);
    await press(page, button);
    expect(stage.site.last.parameters).toEqual({
      error: 'access_denied',
      error_description: expect.any(String),
      state: request.state,
      iss: stage.issuer,
    });
  });

  it('another account can be taken at consent', async () => {
    await page.goto(sent('shop', { prompt: 'consent' }).url);
    await signIn(page, ADA);
    await press(page, 'Switch account');
    expect(await heading()).toBe('Sign in');
    await signIn(page, { ...ADA, username: 'bob' });
    expect(await page.locator('main').innerText()).toContain('Bob Example');
    await press(page, 'Allow');
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String) });
  });
});

describe('[browser] [sqlite] OpenID Connect Core §3.1.2.1', () => {
  it.each([{ prompt: 'login' }, { max_age: '0' }])('%j signs in again, into a new session', async (asked) => {
    await approve('shop');
    const before = await sessionCookie();
    const request = sent('shop', asked);
    await page.goto(request.url);
    expect(path()).toBe('/login');
    expect(await page.locator('main').innerText()).toMatch(/Example Shop (asks you to sign in again|needs a recent)/);
    await signIn(page, ADA);
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String), state: request.state });
    const after = await sessionCookie();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);

    // Going on without signing in is no way round it.
    await page.goto(sent('shop', asked).url);
    const { searchParams } = new URL(page.url());
    await page.goto(`${stage.issuer}/oauth/authorize?interaction=${searchParams.get('interaction') ?? ''}`);
    expect(path()).toBe('/login');
  });

  it('prompt=select_account shows who is signed in, and lets another one in', async () => {
    await approve('shop');
    await page.goto(sent('shop', { prompt: 'select_account' }).url);
    expect(await heading()).toBe('Choose an account');
    const arrived = stage.site.arrivals.length;
    await page.getByRole('button', { name: /^Continue as Ada Example/ }).click();
    await page.waitForURL(`${SITE}/**`);
    expect(stage.site.arrivals).toHaveLength(arrived + 1);
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String) });

    await page.goto(sent('shop', { prompt: 'select_account consent' }).url);
    await press(page, 'Use another account');
    expect(await heading()).toBe('Sign in');
    await signIn(page, { ...ADA, username: 'bob' });
    expect(path()).toBe('/consent');
    expect(await page.locator('main').innerText()).toContain('Bob Example');
  });

  it('prompt=none never shows a page: login_required, consent_required, then a code', async () => {
    const none = { prompt: 'none' };
    await page.goto(sent('spa', none).url);
    expect(stage.site.last.parameters).toMatchObject({ error: 'login_required', iss: stage.issuer });

    await page.goto(`${stage.issuer}/login`);
    await signIn(page, { ...ADA, username: 'bob' });
    await page.goto(sent('spa', none).url);
    expect(stage.site.last.parameters).toMatchObject({ error: 'consent_required', state: expect.any(String) });

    await page.goto(sent('spa').url);
    await press(page, 'Allow');
    await page.goto(sent('spa', none).url);
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String) });
  });

  it('login_hint fills in the username and nothing else', async () => {
    await page.goto(sent('shop', { login_hint: 'ada@example.com' }).url);
    expect(await page.getByLabel('Username or email').inputValue()).toBe('ada@example.com');
    expect(await page.evaluate('document.activeElement.id')).toBe('password');
    await page.getByLabel('Password', { exact: true }).fill(ADA.password);
    await press(page, 'Sign in');
    expect(await sessionCookie()).toBeDefined();
  });
});

describe('[browser] [sqlite] response modes', () => {
  it('form_post brings the response in the body, by a button', async () => {
    const request = await approve('shop', { response_mode: 'form_post' });
    expect(await heading()).toBe('Taking you back');
    await press(page, 'Continue');
    const { method, url, parameters } = stage.site.last;
    expect(method).toBe('POST');
    expect(url.search).toBe('');
    expect(parameters).toEqual({ code: expect.any(String), state: request.state, iss: stage.issuer });
  });

  it('form_post sends itself where scripts run', async () => {
    const other = await newPerson(stage.browser);
    const request = sent('shop', { response_mode: 'form_post', prompt: 'none' });
    await other.page.goto(request.url, { waitUntil: 'commit' });
    await other.page.waitForURL(`${SITE}/callback`);
    expect(stage.site.last).toMatchObject({
      method: 'POST',
      parameters: { error: 'login_required', state: request.state },
    });
    expect(other.faults).toEqual([]);
    await other.context.close();
  });

  it('fragment keeps the response from the server of the client', async () => {
    const request = await approve('shop', { response_mode: 'fragment' });
    expect(stage.site.last.parameters).toEqual({});
    const fragment = Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)));
    expect(fragment).toEqual({ code: expect.any(String), state: request.state, iss: stage.issuer });
  });
});

describe('[browser] [sqlite] the buttons of the browser', () => {
  it('reload and back do no harm at any step', async () => {
    const request = sent('shop', { prompt: 'consent' });
    await page.goto(request.url);
    await page.reload();
    expect(await heading()).toBe('Sign in');

    await signIn(page, { username: 'ada', password: 'not this one' });
    await page.reload();
    expect(await page.getByRole('alert').innerText()).toContain('do not match');
    await page.goto(request.url);
    await signIn(page, ADA);
    expect(path()).toBe('/consent');
    await page.reload();
    expect(await heading()).toBe('Example Shop wants to use your account');

    // Whoever is signed in already is not asked a second time: back leads forward to the question that is open.
    await page.goBack();
    expect(path()).toBe('/consent');
    await press(page, 'Allow');
    const first = stage.site.last.parameters['code'];
    expect(first).toBeDefined();

    // And back from the client leads to the question again, whose answer gives a new code, not the old one.
    await page.goBack();
    await page.waitForURL(`${stage.issuer}/**`);
    expect(path()).toBe('/consent');
    await press(page, 'Allow');
    await page.waitForURL(`${SITE}/callback?**`);
    const { parameters } = stage.site.last;
    expect(parameters).toMatchObject({ code: expect.any(String), state: request.state });
    expect(parameters['code']).not.toBe(first);
    expect((await redeem(stage.issuer, request, parameters['code'])).status).toBe(200);
  });
});
