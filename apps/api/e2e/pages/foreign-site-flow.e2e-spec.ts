/** What another browser, and another site in the same browser, can do to a person: nothing but begin. F03, F04, F20, H26. */
import type { Page } from 'playwright-core';
import { ADA, authorizationRequest, SITE } from './support/clients';
import { newPerson, press, type Person, signIn } from './support/hosted-browser';
import { startStage, type Stage } from './support/stage';

const EVIL = 'https://evil.example';

let stage: Stage;
let person: Person;
let page: Page;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

beforeEach(async () => {
  person = await newPerson(stage.browser);
  ({ page } = person);
});
afterEach(() => person.context.close());

const heading = (where: Page = page) => where.locator('h1').innerText();
const sent = (clientId: string, more: Record<string, string> = {}) =>
  authorizationRequest(stage.issuer, clientId, more);
const session = async ({ context }: Person = person) =>
  (await context.cookies(stage.issuer)).find(({ name }) => name === 'gatehouse_session');

/** Sends a form from a page of another site in the person's browser, as that site would. */
async function postFromEvil(action: string, fields: Readonly<Record<string, string>>, from: Page = page) {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
  );
  const button = '<button>You have won</button>';
  stage.site.show('/lure', `<!doctype html><form method="post" action="${action}">${inputs.join('')}${button}</form>`);
  await from.goto(`${EVIL}/lure`);
  const answered = from.waitForResponse((response) => response.url().startsWith(stage.issuer));
  await press(from, 'You have won');
  return (await answered).status();
}

/** The hidden fields of the form with this button: more than any other site can ever see. */
async function fieldsOf(button: string): Promise<Record<string, string>> {
  const form = page.locator('form', { has: page.locator(`button[value="${button}"]`) });
  const fields = await form.locator('input[type="hidden"]').all();
  const pairs = fields.map(async (field) => [await field.getAttribute('name'), await field.getAttribute('value')]);
  return Object.fromEntries(await Promise.all(pairs)) as Record<string, string>;
}

describe('[browser] [sqlite] another browser', () => {
  it('cannot go on with what one browser began, at any step', async () => {
    const stranger = await newPerson(stage.browser);
    const guest = await newPerson(stage.browser);
    await guest.page.goto(`${stage.issuer}/login`);
    await signIn(guest.page, { ...ADA, username: 'bob' });

    await page.goto(sent('shop', { prompt: 'consent' }).url);
    const atSignIn = page.url();
    await signIn(page, ADA);
    const atConsent = page.url();
    expect(new URL(atConsent).pathname).toBe('/consent');
    const back = `${stage.issuer}/oauth/authorize${new URL(atConsent).search}`;
    for (const other of [stranger, guest]) {
      for (const address of [atSignIn, atConsent, back]) {
        await other.page.goto(address);
        expect(await heading(other.page)).toBe('This was started in another browser');
        const text = await other.page.locator('main').innerText();
        expect(text).toContain('start again from the application');
        expect(text).toMatch(/Reference/);
        expect(await other.page.locator('form').count()).toBe(0);
      }
      expect(other.faults).toEqual([]);
    }
    expect(await session(stranger)).toBeUndefined();

    // The one who began is not harmed by any of that.
    await press(page, 'Allow');
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String) });
    await stranger.context.close();
    await guest.context.close();
  });

  it('is told from one that blocks cookies', async () => {
    await page.goto(sent('shop').url);
    await person.context.clearCookies();
    await signIn(page, ADA);
    expect(await heading()).toBe('Your browser blocks cookies');
    expect(await session()).toBeUndefined();
  });
});

describe('[browser] [sqlite] cookies', () => {
  it('stay with the issuer, out of reach of scripts, and the session is a new one at every sign-in', async () => {
    const seen = new Set<string>();
    for (let attempt = 0; attempt < 3; attempt++) {
      await page.goto(sent('spa', { prompt: 'login' }).url);
      await signIn(page, ADA);
      const cookie = await session();
      seen.add(cookie?.value ?? '');
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1', expires: -1 });
    }
    expect(seen.size).toBe(3);
    const all = await person.context.cookies(stage.issuer);
    expect(all.map(({ name }) => name).sort()).toEqual(['gatehouse_browser', 'gatehouse_session']);
    expect(all.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).toBe(true);
    await page.goto(`${stage.issuer}/`);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('of an earlier session are worth nothing after the next sign-in', async () => {
    await page.goto(`${stage.issuer}/login`);
    await signIn(page, ADA);
    const old = await session();
    await page.goto(sent('spa', { prompt: 'login' }).url);
    await signIn(page, ADA);
    const thief = await newPerson(stage.browser);
    if (old) await thief.context.addCookies([old]);
    await thief.page.goto(sent('spa', { prompt: 'none' }).url);
    expect(stage.site.last.parameters).toMatchObject({ error: 'login_required' });
    await thief.context.close();
  });
});

describe('[browser] [sqlite] another site', () => {
  it('cannot sign anybody in', async () => {
    await page.goto(sent('shop').url);
    const fields = { ...(await fieldsOf('login')), ...ADA, action: 'login' };
    expect(fields).toMatchObject({ csrf: expect.any(String), interaction: expect.any(String) });
    expect(await postFromEvil(`${stage.issuer}/login`, fields)).toBe(403);
    expect(await heading()).toBe('We couldn’t be sure this came from you');
    expect(await session()).toBeUndefined();
    expect(await postFromEvil(`${stage.issuer}/login`, { ...ADA, action: 'login' })).toBe(403);
    expect(await session()).toBeUndefined();
  });

  it('cannot agree to anything', async () => {
    await page.goto(`${stage.issuer}/login`);
    await signIn(page, { ...ADA, username: 'bob' });
    const before = await session();
    await page.goto(sent('shop', { scope: 'openid email' }).url);
    const fields = { ...(await fieldsOf('allow')), action: 'allow' };
    expect(fields).toMatchObject({ csrf: expect.any(String), shown: expect.any(String) });
    expect(await postFromEvil(`${stage.issuer}/consent`, fields)).toBe(403);
    expect(await session()).toEqual(before);
    await page.goto(sent('shop', { scope: 'openid email', prompt: 'none' }).url);
    expect(stage.site.last.parameters).toMatchObject({ error: 'consent_required' });
  });

  it('cannot sign anybody out', async () => {
    await page.goto(`${stage.issuer}/login`);
    await signIn(page, ADA);
    const before = await session();
    await page.goto(`${stage.issuer}/oauth/logout`);
    const fields = { ...(await fieldsOf('logout')), action: 'logout' };
    expect(await postFromEvil(`${stage.issuer}/oauth/logout`, fields)).toBe(403);
    expect(await session()).toEqual(before);
    // Without proof of whose session it is there is a question, also for a form of another site.
    expect(await postFromEvil(`${stage.issuer}/oauth/logout`, { client_id: 'shop' })).toBe(303);
    expect(await heading()).toMatch(/^Sign out of/);
    expect(await session()).toEqual(before);
  });

  it('may send a person here with a form: Lax cookies come with the repetition by GET', async () => {
    await page.goto(sent('spa').url);
    await signIn(page, ADA);
    if (new URL(page.url()).pathname === '/consent') await press(page, 'Allow');
    const arrived = stage.site.arrivals.length;
    const request = sent('spa', { prompt: 'none' });
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    expect(await postFromEvil(`${stage.issuer}/oauth/authorize`, fields)).toBe(303);
    expect(page.url()).toContain(`${SITE}/callback?code=`);
    expect(stage.site.arrivals).toHaveLength(arrived + 1);
    expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String), state: request.state });
    expect(person.faults).toEqual([]);
  });

  it.each(['/login', '/setup', '/'])('cannot show %s inside a page of its own', async (path) => {
    stage.site.show('/frame', `<!doctype html><iframe src="${stage.issuer}${path}"></iframe>`);
    await page.goto(`${EVIL}/frame`);
    const [, frame] = page.frames();
    if (frame === undefined) throw new Error('There is no frame.');
    await frame.waitForURL('chrome-error://chromewebdata/', { waitUntil: 'commit' });
    expect(person.faults).toEqual([expect.stringMatching(/frame-ancestors|X-Frame-Options/)]);
  });
});
