import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { contentSecurityPolicy } from '../../src/interaction/pages/content-security-policy';
import { chooseLocale } from '../../src/interaction/pages/messages/locales';
import { stylesheet } from '../../src/interaction/pages/stylesheet';
import { hostileTexts } from '../../src/interaction/pages/testing/hostile-texts';
import { type PageState, pageStates } from '../../src/interaction/pages/testing/page-states';

const screenshots = process.env['GATEHOUSE_SCREENSHOTS'];
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';

/** The page sets: as designed, filled with hostile or very long strings, and written from right to left. */
const endless = 'Donaudampfschifffahrtsgesellschaft'.repeat(9);
/** Gives every string of a page another hostile text; each offset another mix. The specs try all with all. */
const mixed = (offset: number) => {
  let count = offset * 7;
  return () => hostileTexts[count++ % hostileTexts.length] ?? '';
};
const sets = new Map<string, PageState[]>([
  ['plain', pageStates()],
  ['endless', pageStates(() => endless)],
  ['rtl', pageStates((text) => text, { ...chooseLocale(), direction: 'rtl' })],
  ...[0, 1, 2, 3].map((offset): [string, PageState[]] => [`hostile-${offset}`, pageStates(mixed(offset))]),
]);
const plain = sets.get('plain') ?? [];
// One error page stands for all: only its words differ, and the specs read those.
const looked = plain.filter(
  ({ name }) =>
    !name.startsWith('error-') ||
    name === 'error-redirect-uri-mismatch' ||
    name === 'error-page-not-found' ||
    name === 'error-page-expired',
);

let server: Server;
let browser: Browser;
let origin: string;

/**
 * Serves `/<set>/<state>` with the real policy, and the style sheet; anything else is a 404, which the console tells.
 * With `?still` the page has no script of its own: what people see who have turned scripts off.
 */
function serve(): Promise<Server> {
  const listening = createServer((request, response) => {
    if (request.url === stylesheet.path) {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' });
      response.end(stylesheet.body);
      return;
    }
    const url = new URL(request.url ?? '', origin);
    const [, set = '', name = ''] = url.pathname.split('/');
    const state = sets.get(set)?.find((candidate) => candidate.name === name);
    if (state === undefined) {
      response.writeHead(404).end();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy({ nonce, forms: state.forms }),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(state.render(url.searchParams.has('still') ? undefined : nonce));
  });
  return new Promise((resolve) => listening.listen(0, '127.0.0.1', () => resolve(listening)));
}

/** A page that writes down everything that went wrong in it. Nothing leaves this machine. */
async function open(options: Parameters<Browser['newContext']>[0] = {}) {
  const context: BrowserContext = await browser.newContext(options);
  const faults: string[] = [];
  const posted: { url: string; body: string | null }[] = [];
  await context.route('**', async (route) => {
    const request = route.request();
    if (request.url().startsWith(origin) || request.url().startsWith('data:')) return route.continue();
    posted.push({ url: request.url(), body: request.postData() });
    return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>client</title>' });
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    // What a browser says to a program's address that nobody pressed: the button on the page is for that.
    if (/^Not allowed to launch 'com\.example\.app:.*because a user gesture is required/.test(message.text())) return;
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, faults, posted };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map((violation) => ({ id: violation.id, nodes: violation.nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })))`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

beforeAll(async () => {
  server = await serve();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env['GATEHOUSE_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS.split(' '),
  });
  if (screenshots !== undefined) mkdirSync(screenshots, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

describe.each([
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 375 },
  { colorScheme: 'dark', width: 375 },
] as const)('$colorScheme at $width px', ({ colorScheme, width }) => {
  const look = {
    colorScheme,
    viewport: { width, height: width === 375 ? 812 : 900 },
    deviceScaleFactor: width === 375 ? 2 : 1,
    reducedMotion: 'reduce',
  } as const;

  it.each(['with', 'without'])('[browser] every page is accessible %s scripts of its own', async (scripts) => {
    const still = scripts === 'without';
    const { context, page, faults } = await open(look);
    const found: Record<string, string[]> = {};
    for (const { name, leaves } of looked) {
      if (leaves === 'by-script' && !still) continue;
      await page.goto(`${origin}/plain/${name}${still ? '?still' : ''}`);
      if (leaves === 'by-script') await page.locator('button.late').waitFor();
      if (screenshots !== undefined && (!still || leaves === 'by-script')) {
        await page.screenshot({ path: join(screenshots, `${name}.${colorScheme}.${width}.png`), fullPage: true });
      }
      const wrong = await violations(page);
      if (wrong.length > 0) found[name] = wrong;
    }
    expect(found).toEqual({});
    expect(faults).toEqual([]);
    await context.close();
  });

  it('[browser] every page stands with JavaScript off', async () => {
    const { context, page, faults } = await open({ ...look, javaScriptEnabled: false });
    for (const { name } of looked) {
      await page.goto(`${origin}/plain/${name}`);
      expect(await page.locator('h1:visible').count()).toBe(1);
      expect(await page.locator('[data-reveal]:visible, [data-copy]:visible').count()).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('in the browser', () => {
  it.each(['endless', 'rtl', 'plain'])('[browser] %s pages fit into 320 px without scrolling sideways', async (set) => {
    const { context, page, faults } = await open({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    const wide: string[] = [];
    for (const { name } of looked) {
      await page.goto(`${origin}/${set}/${name}`);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 320) wide.push(`${name}: ${width}`);
      if (screenshots !== undefined && set !== 'plain') {
        await page.screenshot({ path: join(screenshots, `${name}.${set}.320.png`), fullPage: true });
      }
    }
    expect(wide).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('[browser] hostile strings stay text: no dialog, no script, no refused load (H27)', async () => {
    const { context, page, faults, posted } = await open();
    for (const set of [...sets.keys()].filter((key) => key.startsWith('hostile-'))) {
      for (const { name, leaves } of looked) {
        if (leaves !== undefined || (name.startsWith('error-') && name !== 'error-page-expired')) continue;
        await page.goto(`${origin}/${set}/${name}`, { waitUntil: 'load' });
      }
    }
    expect(faults).toEqual([]);
    expect(posted).toEqual([]);
    await context.close();
  });

  it('[browser] a wrong password focuses the alert without any script, and keeps the username', async () => {
    const { context, page } = await open({ javaScriptEnabled: false });
    await page.goto(`${origin}/plain/sign-in-wrong-password`);
    await page.waitForFunction(`document.activeElement.getAttribute('role') === 'alert'`);
    expect(await page.locator('#username').inputValue()).toBe('alice');
    expect(await page.locator('#password').inputValue()).toBe('');
    expect(await page.locator('.reveal:visible').count()).toBe(0);
    await context.close();
  });

  it('[browser] the password can be shown while typing and is a password field again when sent', async () => {
    const { context, page } = await open();
    await page.goto(`${origin}/plain/sign-in`);
    const field = page.locator('#password');
    const button = page.getByRole('button', { name: 'Show password' });
    await field.fill('correct horse');
    await button.click();
    expect(await field.getAttribute('type')).toBe('text');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await page.evaluate(`document.forms[0].addEventListener('submit', (event) => event.preventDefault())`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await field.getAttribute('type')).toBe('password');
    await context.close();
  });

  it('[browser] form post sends itself with scripts, and by its button without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { context, page, faults, posted } = await open({ javaScriptEnabled });
      await page.goto(`${origin}/plain/form-post`, { waitUntil: 'commit' });
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL('https://shop.example.com/callback');
      expect(posted).toEqual([
        {
          url: 'https://shop.example.com/callback',
          body: 'code=SplxlOBeZQQYbYS6WxSbIA&state=xyz&iss=https%3A%2F%2Fid.example.com',
        },
      ]);
      expect(faults).toEqual([]);
      await context.close();
    }
  });
});
