/** Every hosted page and the demo's, as really served: accessible in every look, and proof against hostile words (H27). */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { hostileTexts } from '../../src/interaction/pages/testing/hostile-texts';
import { ApiProcess, freePort } from '../support/instance';
import { ADA, authorizationRequest, CONFIGURATION, SITE } from './support/clients';
import { DemoProcess } from './support/demo-process';
import { type ContextOptions, LOOKS, newPerson, picture, press, signIn, violations } from './support/hosted-browser';
import { startStage, type Stage } from './support/stage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One client per hostile text, and one API whose scopes say them all. What a file may not hold is left out. */
const hostileNames = hostileTexts.filter((text) => !/\p{Cc}|\p{Cf}/u.test(text));
const SCOPES = hostileNames.map((description, index) => ({ name: `hostile:${index}`, description }));
const HOSTILE = `version: 1
apis: ${JSON.stringify([{ identifier: 'https://api.example.com/hostile', name: hostileNames[0], scopes: SCOPES }])}
clients: ${JSON.stringify(
  hostileNames.map((client_name, index) => ({
    client_id: `hostile-${index}`,
    client_name,
    application_type: 'web',
    redirect_uris: [`${SITE}/callback`],
    post_logout_redirect_uris: [`${SITE}/signed-out`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    scope: ['openid', 'profile', ...SCOPES.map(({ name }) => name)].join(' '),
    token_endpoint_auth_method: 'none',
  })),
)}
users: ${JSON.stringify(
  hostileNames.map((name, index) => ({
    username: `person-${index}`,
    email: `person-${index}@example.com`,
    password: ADA.password,
    claims: { name },
  })),
)}
`;

const nameOf = ({ colorScheme, viewport }: (typeof LOOKS)[number]) => `${colorScheme}.${viewport.width}`;

describe('[browser] [sqlite] the pages as served', () => {
  let stage: Stage;
  let fresh: ApiProcess;
  let demo: DemoProcess;
  let directory: string;
  let issuer: string;

  beforeAll(async () => {
    stage = await startStage(CONFIGURATION);
    directory = await mkdtemp(join(tmpdir(), 'gatehouse-pages-'));
    const [port, demoPort] = [await freePort(), await freePort()];
    issuer = `http://localhost:${port}`;
    fresh = new ApiProcess(port, directory, {
      ISSUER_URL: issuer,
      GATEHOUSE_STARTER: '1',
      DEMO_PORT: String(demoPort),
      CONSOLE_KEY: randomBytes(32).toString('base64'),
    });
    await fresh.start();
    demo = await DemoProcess.start(demoPort, issuer);
  });
  afterAll(async () => {
    await demo?.stop();
    await fresh?.stop();
    await stage?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** Collects what axe finds and what Chromium complains of, page by page. */
  async function looking(look: ContextOptions, name: string) {
    const person = await newPerson(stage.browser, look);
    const found: Record<string, string[]> = {};
    const check = async (state: string) => {
      await picture(person.page, `served-${state}.${name}`);
      const wrong = await violations(person.page);
      if (wrong.length > 0) found[state] = wrong;
    };
    const end = async () => {
      expect(found).toEqual({});
      expect(person.faults).toEqual([]);
      await person.context.close();
    };
    return { ...person, check, end };
  }

  const sent = (clientId: string, more: Record<string, string> = {}) =>
    authorizationRequest(stage.issuer, clientId, more).url;

  it.each(LOOKS.map((look) => [nameOf(look), look] as const))('are accessible: %s', async (name, look) => {
    const { page, check, end } = await looking(look, name);
    await page.goto(`${stage.issuer}/`);
    await check('home');
    await page.goto(`${stage.issuer}/login`);
    await check('sign-in-alone');
    await page.goto(
      sent('shop', { prompt: 'consent', scope: 'openid profile email offline_access orders:read orders:write' }),
    );
    await check('sign-in');
    await signIn(page, { username: 'ada', password: 'not this one' });
    await check('sign-in-wrong');
    await page.getByLabel('Password', { exact: true }).fill(ADA.password);
    await press(page, 'Sign in');
    expect(new URL(page.url()).pathname).toBe('/consent');
    await check('consent');
    const loopback = { redirect_uri: 'http://127.0.0.1:50123/callback' };
    await page.goto(sent('desktop', loopback));
    await check('consent-loopback');
    await page.goto(sent('shop', { prompt: 'select_account' }));
    expect(await page.locator('h1').innerText()).toBe('Choose an account');
    await check('choose-account');
    await page.goto(sent('shop', { prompt: 'login' }));
    await check('sign-in-again');
    await page.goto(sent('phone', { redirect_uri: 'com.example.phone:/callback' }));
    await check('consent-phone');
    for (const [state, address] of Object.entries({
      'error-redirect-uri': sent('shop', { redirect_uri: `${SITE}/elsewhere` }),
      'error-unknown-client': sent('nobody'),
      'error-other-browser': `${stage.issuer}/login?interaction=AAAA`,
      'error-not-found': `${stage.issuer}/nowhere`,
      'set-up-closed': `${stage.issuer}/setup?code=wrong`,
    })) {
      await page.goto(address);
      await check(state);
    }
    await page.goto(`${stage.issuer}/oauth/logout`);
    await check('sign-out');
    await press(page, 'Sign out');
    await check('signed-out');
    await page.goto(`${stage.issuer}/oauth/logout?client_id=shop&post_logout_redirect_uri=${SITE}/elsewhere`);
    await check('signed-out-refused');
    await end();
  });

  it.each(LOOKS.map((look) => [nameOf(look), look] as const))(
    'of the first run are accessible: %s',
    async (name, look) => {
      const owner = { username: 'grace', password: 'a sentence nobody else would think of' };
      const { page, check, end } = await looking(look, name);
      const [, link = ''] = /^GATEHOUSE_SETUP_URL=(\S+)$/m.exec(fresh.output) ?? [];
      await page.goto(link);
      if ((await page.locator('form').count()) > 0) {
        // The first look creates the owner, and so it is the only one that meets the open form.
        for (const [otherName, other] of LOOKS.map((each) => [nameOf(each), each] as const)) {
          const visitor = await looking(other, otherName);
          await visitor.page.goto(link);
          await visitor.check('set-up');
          await visitor.page.getByLabel('Username').fill('a b');
          await press(visitor.page, 'Create account');
          await visitor.check('set-up-wrong');
          await visitor.end();
        }
        await page.getByLabel('Username').fill(owner.username);
        await page.getByLabel('Email address').fill('grace@example.com');
        await page.getByLabel('Display name').fill('Grace Example');
        await page.getByLabel('Password', { exact: true }).fill(owner.password);
        await page.getByLabel('Password again').fill(owner.password);
        await press(page, 'Create account');
        await check('set-up-done');
        await page.goto(link);
      }
      await check('set-up-used');
      await page.goto(demo.url);
      await check('demo-home');
      await press(page, 'Sign in');
      await signIn(page, owner);
      if (page.url().startsWith(issuer)) await press(page, 'Allow');
      expect(await page.locator('h1').innerText()).toBe('You are signed in');
      await check('demo-signed-in');
      await press(page, 'Refresh the tokens');
      await check('demo-refreshed');
      await press(page, 'Call the protected API');
      await check('demo-called');
      await press(page, 'Sign out');
      await page.goto(`${demo.url}/callback?error=access_denied`);
      await check('demo-failed');
      await end();
    },
  );

  it('stand at 320 px without scrolling sideways', async () => {
    const { page, end } = await looking({ viewport: { width: 320, height: 640 } }, '320');
    const wide: string[] = [];
    const measure = async () => {
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 320) wide.push(`${page.url()}: ${width}`);
    };
    for (const address of [stage.issuer, sent('shop', { prompt: 'consent' }), demo.url, `${demo.url}/nowhere`]) {
      await page.goto(address);
      await measure();
    }
    await page.goto(sent('shop', { prompt: 'consent' }));
    await signIn(page, ADA);
    await measure();
    expect(wide).toEqual([]);
    await end();
  });
});

describe('[browser] [sqlite] hostile words', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage(HOSTILE);
  });
  afterAll(() => stage?.stop());

  async function texts(page: Page): Promise<string> {
    return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  }

  it.each([0, 1, 2, 3])('stay words on every page, and reach the client as they were sent: part %i', async (part) => {
    for (const [index, words] of hostileNames.entries()) {
      if (index % 4 !== part) continue;
      const { context, page, faults } = await newPerson(stage.browser);
      const request = authorizationRequest(stage.issuer, `hostile-${index}`, {
        scope: ['openid', 'profile', ...SCOPES.map(({ name }) => name)].join(' '),
        state: words,
        login_hint: words,
        ui_locales: words,
      });
      await page.goto(request.url);
      // Exactly the text, so that nothing of it was taken for markup.
      const visible = words
        .replace(/[\s\p{Cf}]+/gu, ' ')
        .trim()
        .slice(0, 60);
      expect(await texts(page)).toContain(visible);
      expect(await page.getByLabel('Username or email').inputValue()).toBe(words.replaceAll(/[\r\n]/g, ''));
      await signIn(page, { username: `person-${index}`, password: ADA.password });
      expect(new URL(page.url()).pathname).toBe('/consent');
      expect(await texts(page)).toContain(visible);
      expect(await page.locator('.scopes li').count()).toBe(SCOPES.length + 2);
      if (index === 0) await picture(page, 'served-hostile-consent');
      await press(page, 'Allow');
      expect(stage.site.last.parameters).toMatchObject({ code: expect.any(String), state: words });
      await page.goto(authorizationRequest(stage.issuer, `hostile-${index}`, { prompt: 'select_account' }).url);
      expect(await page.locator('h1').innerText()).toBe('Choose an account');
      await page.goto(`${stage.issuer}/oauth/logout?client_id=hostile-${index}&state=${encodeURIComponent(words)}`);
      expect(await texts(page)).toContain('Sign out');
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  it('are not shown on error pages, and pass through form_post unharmed', async () => {
    const { context, page, faults } = await newPerson(stage.browser);
    for (const words of hostileTexts) {
      const query = encodeURIComponent(words);
      for (const address of [
        authorizationRequest(stage.issuer, words).url,
        authorizationRequest(stage.issuer, 'hostile-0', { redirect_uri: words }).url,
        `${stage.issuer}/login?interaction=${query}`,
        `${stage.issuer}/error/${query}`,
        `${stage.issuer}/setup?code=${query}`,
        `${stage.issuer}/${query}`,
        `${stage.issuer}/oauth/logout?post_logout_redirect_uri=${query}&id_token_hint=${query}&client_id=${query}`,
      ]) {
        const answer = await page.goto(address);
        expect(answer?.status()).toBeLessThan(500);
      }
      // A control character is no part of a state (RFC 6749 appendix A.5), and no form can carry it.
      if (/\p{Cc}/u.test(words)) continue;
      const posted = { state: words, prompt: 'none', response_mode: 'form_post' };
      const arrived = stage.site.arrivals.length;
      await page.goto(authorizationRequest(stage.issuer, 'hostile-0', posted).url, { waitUntil: 'commit' });
      await page.waitForURL(`${SITE}/callback`);
      expect(stage.site.arrivals).toHaveLength(arrived + 1);
      expect(stage.site.last.parameters).toMatchObject({ error: 'login_required', state: words });
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
