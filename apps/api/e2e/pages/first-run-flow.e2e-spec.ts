/** The first ten minutes: what `npm start` starts, from the set-up link to a signed-in demo and out again. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ApiProcess, freePort } from '../support/instance';
import { DemoProcess } from './support/demo-process';
import { launchChromium, newPerson, press, signIn } from './support/hosted-browser';

/** Nobody listens there: the first run leads to the console's door, and its own specs go through it. */
const CONSOLE = 'http://localhost:4001';
const OWNER = { username: 'grace', password: 'a sentence nobody else would think of' };

let browser: Browser;
let directory: string;
let api: ApiProcess;
let demo: DemoProcess;
let issuer: string;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-first-run-'));
  const [port, demoPort] = [await freePort(), await freePort()];
  issuer = `http://localhost:${port}`;
  api = new ApiProcess(port, directory, {
    ISSUER_URL: issuer,
    HOST: '127.0.0.1',
    GATEHOUSE_STARTER: '1',
    CONSOLE_URL: CONSOLE,
    CONSOLE_KEY: randomBytes(32).toString('base64'),
    DEMO_PORT: String(demoPort),
  });
  await api.start();
  demo = await DemoProcess.start(demoPort, issuer);
});
afterEach(async () => {
  await demo?.stop();
  await api?.stop();
  await rm(directory, { recursive: true, force: true });
});

function setupLink(): string {
  const [, link] = /^GATEHOUSE_SETUP_URL=(\S+)$/m.exec(api.output) ?? [];
  if (link === undefined) throw new Error(`There is no set-up link:\n${api.output}`);
  return link;
}

async function createOwner(page: Page): Promise<void> {
  await page.getByLabel('Username').fill(OWNER.username);
  await page.getByLabel('Email address').fill('grace@example.com');
  await page.getByLabel('Display name').fill('Grace Example');
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByLabel('Password again').fill(OWNER.password);
  await press(page, 'Create account');
}

const heading = (page: Page) => page.locator('h1').innerText();

describe('[browser] [sqlite] the first run', () => {
  it.each([
    ['with scripts', true],
    ['with JavaScript turned off', false],
  ])('leads from the set-up link to a signed-in demo and out again, %s', async (_, javaScriptEnabled) => {
    const { context, page, faults } = await newPerson(browser, { javaScriptEnabled });
    await page.goto(setupLink());
    expect(await heading(page)).toBe('Create the owner account');

    // A mistake costs nothing but the passwords.
    await page.getByLabel('Username').fill(OWNER.username);
    await page.getByLabel('Email address').fill('grace@example.com');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByLabel('Password again').fill('short');
    await press(page, 'Create account');
    expect(await page.getByRole('alert').innerText()).toContain('The password is too short.');
    expect(await page.getByLabel('Username').inputValue()).toBe(OWNER.username);
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');

    await createOwner(page);
    expect(await heading(page)).toBe('Your account is ready');
    const toConsole = page.getByRole('link', { name: 'Go on to the console' });
    expect(await toConsole.getAttribute('href')).toBe(`${CONSOLE}/setup`);
    await press(page, 'Sign in');
    expect(new URL(page.url()).pathname).toBe('/login');

    // The second time the link says what it is, with a way on.
    await page.goto(setupLink());
    expect(await heading(page)).toBe('This set-up link has been used');
    expect(await page.locator('form').count()).toBe(0);

    await page.goto(demo.url);
    await press(page, 'Sign in');
    expect(page.url()).toContain(`${issuer}/login`);
    await signIn(page, OWNER);
    expect(await heading(page)).toBe('Gatehouse demo wants to use your account');
    expect(await page.locator('.scopes').allInnerTexts()).toEqual([
      expect.stringContaining('See your name and profile'),
      expect.stringContaining('Read your demo notes'),
    ]);
    await press(page, 'Allow');

    expect(page.url()).toBe(`${demo.url}/`);
    expect(await heading(page)).toBe('You are signed in');
    expect(await page.locator('main').innerText()).toContain('Grace Example');

    await press(page, 'Call the protected API');
    expect(await page.locator('#result h2').innerText()).toBe('The API answered 200');
    expect(await page.locator('#result').innerText()).toContain('this note is protected');

    await press(page, 'Refresh the tokens');
    expect(await page.getByRole('status').innerText()).toContain('The tokens were refreshed');
    expect(await page.locator('#result').count()).toBe(0);
    await press(page, 'Call the protected API');
    expect(await page.locator('#result h2').innerText()).toBe('The API answered 200');

    // The API asks nobody and still learns of it.
    await press(page, 'Revoke the access token');
    expect(await page.getByRole('status').innerText()).toContain('The access token was revoked');
    for (let attempt = 0; attempt < 100; attempt++) {
      await press(page, 'Call the protected API');
      if ((await page.locator('#result h2').innerText()) === 'The API answered 401') break;
      await page.waitForTimeout(50);
    }
    expect(await page.locator('#result').innerText()).toContain('The access token has been revoked.');
    await press(page, 'Refresh the tokens');
    await press(page, 'Call the protected API');
    expect(await page.locator('#result h2').innerText()).toBe('The API answered 200');

    // RP-initiated: the demo proves whose session it is, so nobody is asked and the browser comes back.
    await press(page, 'Sign out');
    expect(page.url()).toBe(`${demo.url}/`);
    expect(await heading(page)).toBe('A demo that signs you in with Gatehouse');
    expect((await context.cookies(issuer)).map(({ name }) => name)).not.toContain('gatehouse_session');

    // Signed out means the password is asked again, and consent too: any program could answer at this loopback address.
    await press(page, 'Sign in');
    expect(page.url()).toContain(`${issuer}/login`);
    await signIn(page, OWNER);
    expect(new URL(page.url()).pathname).toBe('/consent');
    await press(page, 'Allow');
    expect(page.url()).toBe(`${demo.url}/`);
    expect(await heading(page)).toBe('You are signed in');

    expect(faults).toEqual([]);
    await context.close();
  });

  it('closes the link for everybody, also where the form was open already', async () => {
    const first = await newPerson(browser);
    const second = await newPerson(browser);
    await first.page.goto(setupLink());
    await second.page.goto(setupLink());
    await createOwner(first.page);
    await createOwner(second.page);
    expect(await heading(second.page)).toBe('This set-up link has been used');
    await second.page.goto(`${issuer}/setup`);
    expect(await second.page.locator('form').count()).toBe(0);
    expect([...first.faults, ...second.faults]).toEqual([]);
    await first.context.close();
    await second.context.close();
  });
});
