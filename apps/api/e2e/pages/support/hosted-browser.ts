/** Chromium, and people in it: each in a context of their own that writes down everything that goes wrong on a page. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['GATEHOUSE_SCREENSHOTS'];

export type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/** The four ways of looking at a page. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  ([1280, 375] as const).map((width) => ({
    colorScheme,
    viewport: { width, height: width === 375 ? 812 : 900 },
    deviceScaleFactor: width === 375 ? 2 : 1,
    reducedMotion: 'reduce' as const,
  })),
);

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** CSP violations, script errors, dialogs and files that did not load. */
  readonly faults: readonly string[];
}

export async function launchChromium(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['GATEHOUSE_TEST_CHROMIUM'] || '/usr/bin/chromium',
    args: [...FLAGS.split(' '), ...more],
  });
}

export async function newPerson(browser: Browser, options: ContextOptions = {}): Promise<Person> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // A page of ours with a 4xx status is no fault of the page; what it loads is looked at below.
    if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
    faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400 || response.request().isNavigationRequest()) return;
    faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, faults };
}

/** Presses a button or link by its whole name, and waits for the page that it leads to, past pages that move on. */
export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).or(page.getByRole('link', { name, exact: true }));
  const loaded = page.waitForEvent('load', { predicate: async () => !(await isMovingOn(page)) });
  await button.click({ noWaitAfter: true });
  await loaded;
}

/** Whether the page that has loaded leads to a web site by itself; one that is gone already did. */
async function isMovingOn(page: Page): Promise<boolean> {
  try {
    return /<meta http-equiv="refresh" content="0; url=https?:/.test(await page.content());
  } catch {
    return true;
  }
}

export async function signIn(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.getByLabel('Username or email').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign in');
}

/** What axe-core finds wrong with the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map((violation) => ({ id: violation.id, nodes: violation.nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })))`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** Keeps a picture of the page when GATEHOUSE_SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (screenshots === undefined) return;
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
