/** The whole road from a client to its code in a real Chromium, with scripts and without, watched by the pages' policies. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { client, publicClient } from '@gatehouse/protocol/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { authorizePath, STATE } from '../in-memory/authorization-request';
import { PASSWORD, startTestApplication, type TestApplication } from '../in-memory/test-application';

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';

/** What arrived at the client: method, target and body. */
interface Arrival {
  readonly method: string;
  readonly target: URL;
  readonly body: URLSearchParams;
  readonly referrer: string | undefined;
}

let application: TestApplication;
let site: Server;
let browser: Browser;
let siteOrigin: string;
const arrivals: Arrival[] = [];

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

beforeAll(async () => {
  site = createServer((request, response) => {
    void textOf(request).then((text) => {
      const target = new URL(request.url ?? '', siteOrigin);
      const { method = '', headers } = request;
      if (target.pathname === '/callback') {
        arrivals.push({ method, target, body: new URLSearchParams(text), referrer: headers.referer });
      }
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end('<!doctype html><title>client</title>here');
    });
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  // Another host name than the issuer's, so that the two are different sites.
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const redirectUris = [`${siteOrigin}/callback?kept=1`];
  application = await startTestApplication(
    client({ redirectUris, postLogoutRedirectUris: [`${siteOrigin}/callback`] }),
    publicClient({ clientId: 'phone', applicationType: 'native', redirectUris: ['com.example.phone:/cb'] }),
  );
  browser = await chromium.launch({
    executablePath: process.env['GATEHOUSE_TEST_CHROMIUM'] || '/usr/bin/chromium',
    args: FLAGS.split(' '),
  });
});
afterAll(async () => {
  await browser?.close();
  await application?.close();
  site?.close();
});
beforeEach(() => {
  arrivals.length = 0;
  application.context.unitOfWork.state.consents.clear();
});

async function withPage(javaScriptEnabled: boolean, visit: (page: Page, context: BrowserContext) => Promise<void>) {
  const context = await browser.newContext({ javaScriptEnabled });
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await visit(page, context);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

function issuer(path: string): string {
  return `http://localhost:${application.port}${path}`;
}

function request(changes: Record<string, string> = {}): string {
  return issuer(authorizePath({ redirect_uri: `${siteOrigin}/callback?kept=1`, ...changes }));
}

async function signIn(page: Page): Promise<void> {
  await page.fill('#username', 'ada');
  await page.fill('#password', PASSWORD);
  await page.click('button[value=login]');
}

const reply = { code: expect.stringMatching(/^gh_ac_/), state: STATE, iss: 'http://localhost:4000' };

describe.each([false, true])('[browser] RFC 6749 §4.1 in Chromium (scripts: %s)', (scripts) => {
  it('signs in, agrees and lands at the client', async () => {
    await withPage(scripts, async (page) => {
      await page.goto(request());
      await signIn(page);
      await page.click('button[value=allow]');
      await page.waitForURL(`${siteOrigin}/**`);
      expect(arrivals).toHaveLength(1);
      expect(arrivals[0]).toMatchObject({ method: 'GET', referrer: undefined });
      expect(Object.fromEntries(arrivals[0]?.target.searchParams ?? [])).toEqual({ kept: '1', ...reply });
    });
  });

  it('refuses at sign-in and lands at the client', async () => {
    await withPage(scripts, async (page) => {
      await page.goto(request());
      await page.click('button[value=deny]');
      await page.waitForURL(`${siteOrigin}/**`);
      expect(arrivals[0]?.target.searchParams.get('error')).toBe('access_denied');
    });
  });

  it('form_post after consent', async () => {
    await withPage(scripts, async (page) => {
      await page.goto(request({ response_mode: 'form_post' }));
      await signIn(page);
      await page.click('button[value=allow]');
      if (!scripts) await page.click('form button');
      await page.waitForURL(`${siteOrigin}/**`);
      expect(arrivals[0]?.method).toBe('POST');
      expect(Object.fromEntries(arrivals[0]?.body ?? [])).toEqual(reply);
      expect([...(arrivals[0]?.target.searchParams ?? [])]).toEqual([['kept', '1']]);
    });
  });

  it('offers the way to an installed program', async () => {
    await withPage(scripts, async (page) => {
      await page.goto(request({ client_id: 'phone', redirect_uri: 'com.example.phone:/cb' }));
      await signIn(page);
      await page.click('button[value=allow]');
      const link = page.locator('a.button');
      await link.waitFor();
      expect(await link.getAttribute('href')).toMatch(/^com\.example\.phone:\/cb\?code=gh_ac_/);
    });
  });

  it('signs out after a question and returns to the client', async () => {
    await withPage(scripts, async (page) => {
      await page.goto(issuer('/login'));
      await signIn(page);
      const back = new URLSearchParams({ client_id: 'web-shop', post_logout_redirect_uri: `${siteOrigin}/callback` });
      await page.goto(issuer(`/oauth/logout?${back.toString()}`));
      await page.click('button[value=logout]');
      await page.waitForURL(`${siteOrigin}/**`);
      await page.goto(request({ prompt: 'none' }));
      expect(arrivals.at(-1)?.target.searchParams.get('error')).toBe('login_required');
    });
  });
});

describe('[browser] SameSite=Lax in Chromium', () => {
  it('a form that another site posts here still finds who is signed in', async () => {
    await withPage(true, async (page) => {
      await page.goto(request());
      await signIn(page);
      await page.click('button[value=allow]');
      await page.waitForURL(`${siteOrigin}/**`);
      arrivals.length = 0;
      await page.goto(`${siteOrigin}/start`);
      const fields = [...new URL(request({ prompt: 'none' })).searchParams];
      await page.evaluate(
        ({ action, inputs }) => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action });
          for (const [name = '', value = ''] of inputs) {
            form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
          }
          document.body.append(form);
          form.submit();
        },
        { action: issuer('/oauth/authorize'), inputs: fields },
      );
      await page.waitForURL(`${siteOrigin}/callback**`);
      expect(Object.fromEntries(arrivals[0]?.target.searchParams ?? [])).toEqual({ kept: '1', ...reply });
    });
  });
});
