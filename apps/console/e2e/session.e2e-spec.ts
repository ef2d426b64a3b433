/** Signing in and out of the console, what its browser may and may not hold, and who may send it what. RFC 10017. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { DATABASES, newPerson, violations, type DatabaseKind, type Person } from '@gatehouse/api/testing';
import type { Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const TOKEN = /eyJ[\w-]{5,}\.|gh_(at|rt|ac|ss)_[\w-]{20,}/;

/** Everything that a script on the page can reach. */
const reachable = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const storage = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases]);
    return `${document.cookie}\n${storage}\n${document.documentElement.outerHTML}`;
  });

describeInBrowser.each(DATABASES)('[browser] [%s] the console’s session', (database: DatabaseKind) => {
  let stage: ConsoleStage;
  let elsewhere: Server;
  /** Another site: 127.0.0.1 is not localhost. */
  let evil: string;
  let lure = '';

  beforeAll(async () => {
    stage = await ConsoleStage.start(database);
    elsewhere = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(lure));
    await new Promise<void>((resume) => elsewhere.listen(0, '127.0.0.1', resume));
    evil = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await stage?.stop();
    elsewhere?.close();
  });

  const sessionCookie = async ({ context }: Person) =>
    (await context.cookies(stage.url)).find(({ name }) => name === 'gh_sid');
  const clientExists = async (id: string) => (await stage.admin.get(`/clients/${id}`)).status === 200;
  const newClient = (id: string) => ({
    client_id: id,
    client_name: id,
    application_type: 'machine',
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'orders:read',
  });
  const signInPage = (page: Page) => page.waitForURL((url) => url.origin === stage.issuer && url.pathname === '/login');

  it('BF1 leaves no token in cookies, storage, HTML, payloads or answers', async () => {
    const person = await newPerson(stage.browser, { viewport: { width: 1280, height: 900 } });
    const { page, context, faults } = person;
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(stage.url)) return;
      bodies.push(response.text().catch(() => ''));
    });
    await page.goto(`${stage.url}/overview`);
    await stage.fillInSignIn(person, 'owner');
    for (const path of ['/clients', '/tokens', '/users', '/audit']) {
      await page.goto(`${stage.url}${path}`, { waitUntil: 'networkidle' });
      expect(await reachable(page)).not.toMatch(TOKEN);
    }
    const all = await Promise.all(bodies);
    expect(all.length).toBeGreaterThan(10);
    for (const body of all) expect(body).not.toMatch(TOKEN);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('BF2 holds one random id in a cookie that scripts and other sites do not get', async () => {
    const person = await stage.signIn('owner');
    const ours = (await person.context.cookies(stage.url)).filter(({ name }) => name.startsWith('gh_'));
    expect(ours).toEqual([expect.objectContaining({ name: 'gh_sid', httpOnly: true, sameSite: 'Strict', path: '/' })]);
    expect(ours[0]?.expires).toBe(-1);
    expect(ours[0]?.value).toMatch(/^[\w-]{43}$/);
    expect(await violations(person.page)).toEqual([]);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  it('BF3 takes no change from another site, nor from a request that does not say where it comes from', async () => {
    const person = await stage.signIn('owner');
    const cookie = await sessionCookie(person);
    const id = `forged-${database}`;
    const body = JSON.stringify(newClient(id));
    const send = (headers: Readonly<Record<string, string>>) =>
      fetch(`${stage.url}/bff/admin/v1/clients`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', cookie: `gh_sid=${cookie?.value}`, ...headers },
      });
    for (const headers of [
      {},
      { 'x-gh-csrf': '1' },
      { 'sec-fetch-site': 'same-origin' },
      { 'x-gh-csrf': '1', 'sec-fetch-site': 'cross-site' },
      { 'x-gh-csrf': '1', 'sec-fetch-site': 'same-site' },
      { 'x-gh-csrf': '1', origin: evil.slice(0, -1) },
      { 'x-gh-csrf': '1', origin: 'null' },
    ]) {
      const answer = await send(headers);
      expect([headers, answer.status]).toEqual([headers, 403]);
      expect(await answer.json()).toMatchObject({ code: 'cross_site' });
    }
    lure = `<!doctype html><form method="post" enctype="text/plain" action="${stage.url}/bff/admin/v1/clients"><input name='${body.slice(0, -1)},"x' value='"}'></form><form method="post" action="${stage.url}/auth/logout"></form>`;
    for (const form of [0, 1]) {
      await person.page.goto(evil);
      const answered = person.page.waitForResponse((response) => response.url().startsWith(stage.url));
      await person.page.evaluate((index) => document.forms[index]?.submit(), form);
      expect((await answered).status()).toBe(403);
      await person.page.waitForURL((url) => url.origin === stage.url);
    }
    expect(await clientExists(id)).toBe(false);
    // The same request from a page of ours is taken, so what was refused above was refused for where it came from.
    await person.page.goto(`${stage.url}/overview`);
    expect((await send({ 'x-gh-csrf': '1', 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect(await clientExists(id)).toBe(true);
    await person.context.close();
  });

  it('BF3 reads nothing for another site either', async () => {
    const person = await stage.signIn('owner');
    const cookie = await sessionCookie(person);
    const answer = await fetch(`${stage.url}/bff/admin/v1/clients`, {
      headers: { cookie: `gh_sid=${cookie?.value}`, 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    await person.context.close();
  });

  it('BF4 refreshes once for twenty requests at the end of a token', async () => {
    const refreshes = async () => {
      const query = 'client_id=gatehouse-console&grant_type=refresh_token&kind=access_token';
      return (await stage.admin.get(`/tokens?${query}`)).body.items.length as number;
    };
    await stage.restartConsole({ NODE_OPTIONS: `--require=${resolve(__dirname, 'support/short-lived-tokens.cjs')}` });
    const { page, context } = await stage.signIn('owner');
    const before = await refreshes();
    await new Promise((resume) => setTimeout(resume, 2_500));
    const statuses = await page.evaluate(() =>
      Promise.all(Array.from({ length: 20 }, () => fetch('/bff/admin/v1/me').then(({ status }) => status))),
    );
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    // The ledger's search is up to a second behind.
    await new Promise((resume) => setTimeout(resume, 1_500));
    expect(await refreshes()).toBe(before + 1);
    await context.close();
    await stage.restartConsole();
  });

  it('asks for no password again after the console was restarted', async () => {
    const { page, context } = await stage.signIn('owner');
    await stage.restartConsole();
    await page.goto(`${stage.url}/overview`);
    await page.waitForURL(`${stage.url}/overview`);
    expect(await page.locator('h1').innerText()).toBe('Overview');
    await context.close();
  });

  it('BF5 is over when the session at the issuer is ended', async () => {
    const { page, context } = await stage.signIn('support');
    const me = await page.evaluate(async () => (await fetch('/bff/admin/v1/me')).json());
    const { etag } = await stage.admin.get(`/sessions/${me.session_id}`);
    const ended = await stage.admin.post(`/sessions/${me.session_id}/end`, { body: { reason: 'test' }, ifMatch: etag });
    expect(ended.status).toBe(200);
    await page.goto(`${stage.url}/sessions?q=x`);
    await signInPage(page);
    await context.close();
  });

  it('BF6 refuses an answer that this browser did not ask for', async () => {
    const { page, context } = await newPerson(stage.browser);
    const begun = await context.request.get(`${stage.url}/auth/login`, { maxRedirects: 0 });
    const asked = new URL(begun.headers()['location'] ?? '');
    const pending = (await context.cookies(stage.url)).find(({ name }) => name.startsWith('gh_tx_'));
    expect(pending).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    const state = asked.searchParams.get('state') ?? '';
    // The cookie of one attempt does not open another, even under its name.
    const other = `${state.slice(0, 8)}${'A'.repeat(state.length - 8)}`;
    for (const wrong of [other, 'unknown', '']) {
      const answer = await page.goto(`${stage.url}/auth/callback?code=x&state=${wrong}&iss=${stage.issuer}`);
      expect(answer?.status()).toBe(400);
      expect(await page.locator('h1').innerText()).toBe('This sign-in was not begun here');
    }
    // The right state with a code that is not from the issuer signs nobody in.
    const answer = await page.goto(`${stage.url}/auth/callback?code=x&state=${state}&iss=${stage.issuer}`);
    expect(answer?.status()).toBe(400);
    expect((await context.cookies(stage.url)).filter(({ name }) => name.startsWith('gh_'))).toEqual([]);
    await context.close();
  });

  it('BF8 shows a page that another site links to, without a new sign-in', async () => {
    const { page, context } = await stage.signIn('owner');
    lure = `<!doctype html><a href="${stage.url}/clients?q=web">Look</a>`;
    await page.goto(evil);
    const visited: string[] = [];
    page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
    await page.getByText('Look').click();
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=web');
    expect(visited.filter((path) => path === '/login' || path.startsWith('/auth/'))).toEqual([]);
    await context.close();
  });

  it('signs out here and at the issuer, and forgets the tokens', async () => {
    const person = await stage.signIn('auditor');
    const cookie = await sessionCookie(person);
    await person.page.getByRole('button', { name: /^Account menu/ }).click();
    await person.page.getByRole('button', { name: 'Sign out' }).click();
    await person.page.waitForURL(`${stage.url}/auth/signed-out`);
    expect(await sessionCookie(person)).toBeUndefined();
    const again = await fetch(`${stage.url}/bff/admin/v1/me`, {
      headers: { cookie: `gh_sid=${cookie?.value}`, 'sec-fetch-site': 'same-origin' },
    });
    expect(again.status).toBe(401);
    await person.page.getByRole('link', { name: 'Sign in again' }).click();
    await signInPage(person.page);
    await person.context.close();
  });

  it('tells a person without a role why there is nothing for them', async () => {
    const { page, context, faults } = await stage.signIn('nobody');
    expect(await page.locator('h1').innerText()).toBe('Your account may not use the console');
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/auth/logout', '/bff/admin/v1/me'])(
    'goes to its first page instead of %s after the sign-in',
    async (returnTo) => {
      const { page, context } = await newPerson(stage.browser);
      await page.goto(`${stage.url}/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      await stage.fillInSignIn({ page, context, faults: [] }, 'owner');
      expect(page.url()).toBe(`${stage.url}/overview`);
      await context.close();
    },
  );

  it('has answers of its own for what is no page and no route of the admin API', async () => {
    const { page, context } = await stage.signIn('owner');
    const statuses = await page.evaluate(async () =>
      Promise.all(
        ['/bff/health/ready', '/bff/admin/v1/../../oauth/token', '/bff/admin/v1/%2e%2e/x', '/nothing-here'].map(
          async (path) => (await fetch(path)).status,
        ),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
    await context.close();
  });
});
