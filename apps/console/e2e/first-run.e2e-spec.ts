/** The first run in the console: from nobody to an owner, checks of the environment, a client, a sign-in through it. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort, Instance, launchChromium, LOOKS, newPerson, picture, violations } from '@gatehouse/api/testing';
import type { Person } from '@gatehouse/api/testing';
import type { Browser, Page } from 'playwright-core';
import { ConsoleProcess } from './support/console-process';
import { describeInBrowser } from './support/stage';

const OWNER = { username: 'grace', password: 'a sentence nobody else would think of' };
const CALLBACK = 'http://127.0.0.1:9/callback';

describeInBrowser('[browser] [sqlite] the first run in the console', () => {
  let browser: Browser;
  let api: Instance;
  let served: ConsoleProcess;
  let proxy: Server;
  /** The same API at an address that it does not know. */
  let elsewhere: string;
  let owner: Person;
  let page: Page;
  const consoleKey = randomBytes(32).toString('base64');

  beforeAll(async () => {
    browser = await launchChromium();
    const port = await freePort();
    // So that one who guesses codes can come from another address than the owner.
    const environment = { CONSOLE_KEY: consoleKey, CONSOLE_URL: `http://localhost:${port}`, TRUST_PROXY: '1' };
    api = await Instance.start({ database: 'sqlite', environment });
    served = await ConsoleProcess.start(port, api.issuer, consoleKey);
    proxy = createServer((incoming, outgoing) => {
      const { method, headers, url } = incoming;
      const onward = request(`${api.issuer}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(onward);
    });
    await new Promise<void>((resume) => proxy.listen(0, '127.0.0.1', resume));
    elsewhere = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    owner = await newPerson(browser, { viewport: { width: 1280, height: 900 } });
    ({ page } = owner);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
    await api?.stop();
    proxy?.close();
  });

  const heading = (of: Page = page) => of.locator('h1').innerText();
  const setupCode = () => /\/setup\?code=(gh_su_[\w-]+)/.exec(api.processes[0]?.output ?? '')?.[1] ?? '';
  const statusOf = async (url: string) => (await fetch(url, { redirect: 'manual' })).status;
  const progress = () => page.getByRole('status').filter({ hasText: 'of 4 done' });

  it.each(LOOKS)('FR1 tells whoever comes first where the code is: %j', async (look) => {
    const { page: seen, context, faults } = await newPerson(browser, look);
    await seen.goto(`${served.url}/`);
    await seen.waitForURL(`${served.url}/setup`);
    expect(await heading(seen)).toBe('Make the owner account');
    expect(await seen.locator('main').innerText()).toContain('npm run gatehouse -- setup-code');
    expect(await seen.content()).not.toContain(setupCode());
    expect(await violations(seen)).toEqual([]);
    await picture(seen, `first-run-${look.colorScheme}-${look.viewport.width}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('FR1 refuses what is no code at once, and five wrong codes with a clear wait', async () => {
    const { page: seen, context, faults } = await newPerson(browser);
    await context.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.9' });
    const enter = async (code: string) => {
      await seen.goto(`${served.url}/setup`);
      await seen.getByLabel('Set-up link or code').fill(code);
      await seen.getByRole('button', { name: 'Make the owner account' }).click();
    };
    await enter('hello');
    expect(await seen.locator('main').innerText()).toContain('This is not a set-up code.');
    const headings: string[] = [];
    for (let each = 0; each < 5; each++) {
      await enter(`gh_su_${randomBytes(48).toString('base64url')}`);
      await seen.waitForURL((url) => url.origin === api.issuer);
      expect(await seen.locator('form').count()).toBe(0);
      headings.push(await heading(seen));
    }
    const [refused, locked] = ['This set-up link no longer works', 'Too many wrong set-up codes'];
    expect(headings).toEqual([refused, refused, refused, refused, locked]);
    expect(await seen.locator('main').innerText()).toMatch(/Open the set-up link again in (1 minute|\d+ seconds)\./);
    expect(await violations(seen)).toEqual([]);
    // Nothing is looked at meanwhile, from there.
    await enter(setupCode());
    await seen.waitForURL((url) => url.origin === api.issuer);
    expect(await heading(seen)).toBe(locked);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('FR4 names the two addresses and the headers when the API is told a wrong public URL', async () => {
    const wrong = await ConsoleProcess.start(await freePort(), elsewhere, consoleKey);
    try {
      const { page: seen, context, faults } = await newPerson(browser);
      await seen.goto(`${wrong.url}/`);
      await seen.waitForURL(`${wrong.url}/setup`);
      const text = await seen.locator('main').innerText();
      expect(text).toContain('The API calls itself by another address');
      for (const part of [elsewhere, api.issuer, `ISSUER_URL=${elsewhere}`, 'X-Forwarded-Proto', 'Host']) {
        expect(text).toContain(part);
      }
      expect(await violations(seen)).toEqual([]);
      const signIn = await seen.context().request.get(`${wrong.url}/auth/login`);
      expect([signIn.status(), await signIn.text()]).toEqual([
        502,
        expect.stringMatching(new RegExp(`calls itself by another address[^]*ISSUER_URL=${elsewhere}`)),
      ]);
      expect(faults).toEqual([]);
      await context.close();
    } finally {
      await wrong.stop();
    }
  });

  it('FR4 says so when nothing answers at the public URL', async () => {
    const wrong = await ConsoleProcess.start(await freePort(), `http://127.0.0.1:${await freePort()}`, consoleKey);
    try {
      await page.goto(`${wrong.url}/setup`);
      expect(await heading()).toBe('Nobody can sign in at the moment');
      expect(await page.locator('main').innerText()).toContain('Nothing listens at that address.');
      const signIn = await page.context().request.get(`${wrong.url}/auth/login`);
      expect(await signIn.text()).toContain('The API does not answer at its public address');
    } finally {
      await wrong.stop();
    }
  });

  it('FR2 leads from the code to an owner who is signed in to the set-up', async () => {
    await page.goto(`${served.url}/setup`);
    await page.getByLabel('Set-up link or code').fill(`  ${api.issuer}/setup?code=${setupCode()}`);
    await page.getByRole('button', { name: 'Make the owner account' }).click();
    await page.getByLabel('Username').fill(OWNER.username);
    await page.getByLabel('Email address').fill('grace@example.com');
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByLabel('Password again').fill(OWNER.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('link', { name: 'Go on to the console' }).click();
    await page.getByLabel('Username or email').fill(OWNER.username);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${served.url}/setup`);
    await progress().waitFor();
    expect(await progress().innerText()).toContain('2 of 4 done');
    expect(await page.locator('h2').innerText()).toContain('First client');
  });

  it('FR2 checks the environment and shows the defaults that the server has', async () => {
    await page.goto(`${served.url}/setup?step=checks`);
    const checks = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
    await checks.first().waitFor();
    const titles = await checks.getByRole('heading').allInnerTexts();
    expect(titles).toEqual([
      'The API answers at its public address',
      'Connections stay on this machine',
      'Requests arrive as they were sent',
      'The API sees where people come from',
      'The clocks agree',
      'The session cookie arrives',
      'The API takes requests',
    ]);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('Checked again: everything is fine.').waitFor();
    await page.getByRole('button', { name: 'Next: Defaults' }).click();
    await page.getByText('1 day', { exact: true }).waitFor();
    await page.getByRole('link', { name: /RS256/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?step=defaults');
  });

  it('FR4 names the header of a proxy that disagrees with CONSOLE_URL', async () => {
    const cookie = (await owner.context.cookies(served.url)).find(({ name }) => name === 'gh_sid');
    const answer = await fetch(`${served.url}/setup/checks`, {
      headers: { cookie: `gh_sid=${cookie?.value}`, 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' },
    });
    const { checks } = (await answer.json()) as { checks: { id: string; level: string; text: string; fix?: string }[] };
    expect(checks.find(({ id }) => id === 'proxy')).toMatchObject({
      level: 'bad',
      text: expect.stringContaining('X-Forwarded-Proto: https'),
      fix: expect.stringContaining('CONSOLE_URL=https://'),
    });
  });

  it('tells strangers nothing of the checks', async () => {
    const ask = (headers: Readonly<Record<string, string>>) => fetch(`${served.url}/setup/checks`, { headers });
    expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(401);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('O5 offers a test sign-in instead of empty charts', async () => {
    await page.goto(`${served.url}/overview`);
    await page.getByRole('heading', { name: 'No sign-ins yet' }).waitFor();
    expect(await page.getByRole('link', { name: 'Run a test sign-in' }).getAttribute('href')).toBe('/playground');
    expect(await page.locator('svg.recharts-surface').count()).toBe(0);
    expect(await page.getByText('2 of 4 done').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  it('closes the list of first steps for good', async () => {
    const list = page.getByRole('region', { name: 'First steps' });
    await list.getByRole('button', { name: 'Close the list of first steps' }).click();
    await list.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'No sign-ins yet' }).waitFor();
    expect(await list.count()).toBe(0);
    await owner.context.clearCookies({ name: 'gh_first_steps' });
    await page.reload();
    await list.waitFor();
  });

  it('FR2 counts the first client and the first sign-in through it', async () => {
    const made = await page.evaluate(
      async ([callback]) => {
        const response = await fetch('/bff/admin/v1/clients', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-gh-csrf': '1' },
          body: JSON.stringify({
            client_id: 'shop',
            client_name: 'Shop',
            application_type: 'native',
            redirect_uris: [callback],
            grant_types: ['authorization_code'],
            response_types: ['code'],
            scope: 'openid',
            token_endpoint_auth_method: 'none',
          }),
        });
        return response.status;
      },
      [CALLBACK],
    );
    expect(made).toBe(201);
    await page.goto(`${served.url}/setup`);
    await progress().waitFor();
    expect(await progress().innerText()).toContain('3 of 4 done');
    const test = page.getByRole('link', { name: 'Run a test sign-in with Shop' });
    expect(await test.getAttribute('href')).toBe('/playground?client_id=shop');

    await page.route(`${CALLBACK}*`, (route) => route.fulfill({ contentType: 'text/plain', body: 'back' }));
    const challenge = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url');
    const query = new URLSearchParams({
      client_id: 'shop',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    await page.goto(`${api.issuer}/oauth/authorize?${query}`);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(`${CALLBACK}*`);

    // The search of the ledger is up to a second behind.
    for (let attempt = 0; attempt < 50; attempt++) {
      await page.goto(`${served.url}/setup`);
      await progress().waitFor();
      if ((await progress().innerText()).includes('4 of 4')) break;
    }
    expect(await progress().innerText()).toBe('4 of 4 done. Gatehouse is ready.');
    await page.goto(`${served.url}/overview`);
    await page.getByRole('heading', { name: 'Tokens issued, by grant type' }).waitFor();
    expect(await page.getByRole('region', { name: 'First steps' }).count()).toBe(0);
    expect(owner.faults).toEqual([]);
  });

  it.each(LOOKS)('has nothing that axe objects to in any step: %j', async ({ colorScheme, viewport }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    for (const step of ['owner', 'checks', 'defaults', 'client', 'sign-in']) {
      await page.goto(`${served.url}/setup?step=${step}`, { waitUntil: 'networkidle' });
      await progress().waitFor();
      expect([step, await violations(page)]).toEqual([step, []]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([step, overflow <= 0]).toEqual([step, true]);
      await picture(page, `set-up-${step}-${colorScheme}-${viewport.width}`);
    }
  });

  it('FR3 is over for good: 404 at the API, the sign-in at the console', async () => {
    for (const path of ['/setup', `/setup?code=${setupCode()}`])
      expect(await statusOf(`${api.issuer}${path}`)).toBe(404);
    const { page: seen, context } = await newPerson(browser);
    for (const path of ['/', '/setup']) {
      await seen.goto(`${served.url}${path}`);
      await seen.waitForURL((url) => url.origin === api.issuer && url.pathname === '/login');
    }
    await context.close();
  });
});
