/* global window, document, MutationObserver, PerformanceObserver, requestAnimationFrame -- some functions run in the page */
// The console over a large instance: when its lists show their first rows, how many requests they take, and how quickly
// the tokens answer to a hand that scrolls and filters. 5,000 clients, 100,000 people, about 200,000 sessions, 1.75 M
// tokens. Goals 29 and 30.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { tableLines } from '../measure/report.mjs';
import { percentile, usualAndSlow } from '../measure/statistics.mjs';
import { seedLedger } from '../seed-ledger.mjs';
import { changeRows, queryRows } from '../servers/ledger.mjs';
import { configuration, PASSWORD, usernames } from '../servers/registry.mjs';
import { startServer } from '../servers/start-server.mjs';
import { root } from '../../tools/install.mjs';
import { findChromium, freePort } from '../../tools/test-services.mjs';

const SIZE = { live: 350_000, expired: 1_400_000, clients: 5_000, people: 100_000, seed: 2, signIns: 1 };
const QUICK_SIZE = { live: 5_000, expired: 20_000, clients: 200, people: 2_000, seed: 2 };
const LISTS = ['/clients', '/users', '/sessions', '/tokens', '/audit'];
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';

export async function consoleLists(bench) {
  const executablePath = findChromium();
  if (!executablePath) return { lines: ['Chromium is not installed: the console was not measured.'], figures: {} };
  const quick = bench.timing.search.size === 'quick';
  const ledger = await openLedger(bench, quick);
  const served = await startConsole(bench, ledger);
  const browser = await chromium.launch({ executablePath, args: FLAGS.split(' ') });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await signIn(page, served.origin);
    await page.addInitScript(noteFirstRow);
    const samples = quick ? 2 : 20;
    const lists = [];
    for (const path of LISTS) lists.push(await measureList(bench, page, served.origin, path, samples));
    const hand = await measureHand(bench, page, served.origin, quick ? 3 : 40);
    const slowest = Math.max(...lists.map(({ p95 }) => p95));
    return {
      lines: [
        `${ledger.sizes.client} clients, ${ledger.sizes.account} people, ${ledger.sizes.session} sessions, ${ledger.sizes.token} tokens`,
        ...tableLines(
          [
            { title: 'list', of: ({ path }) => path },
            { title: 'first rows p50 ms', of: ({ p50 }) => p50 },
            { title: 'p95 ms', of: ({ p95 }) => p95 },
            { title: 'requests', of: ({ requests }) => requests },
          ],
          lists,
        ),
        `tokens, scrolled to row ${hand.rows}: ${hand.interactions} interactions, p98 ${hand.p98} ms, worst ${hand.worst} ms`,
      ],
      figures: { sizes: ledger.sizes, lists, hand },
      measured: { 29: slowest, 30: hand.p98 },
    };
  } finally {
    await browser.close();
    await served.stop();
  }
}

/** The seeded database; it is kept for the next run. */
async function openLedger(bench, quick) {
  const directory = join(tmpdir(), `gatehouse-bench-ledger-console${quick ? '-quick' : ''}`);
  mkdirSync(directory, { recursive: true });
  const url = `sqlite:${join(directory, 'ledger.sqlite')}`;
  const done = join(directory, 'seeded.json');
  if (!existsSync(done)) {
    const plan = { ...(quick ? QUICK_SIZE : SIZE), now: Date.now() };
    writeFileSync(done, JSON.stringify(await seedLedger(url, plan, (text) => bench.progress(`seeding: ${text}`))));
  }
  await changeRows(url, 'DELETE FROM setting WHERE name = ?', ['sweeps.enabled']);
  await changeRows(url, 'INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)', [
    'sweeps.enabled',
    'false',
    Date.now(),
  ]);
  const sizes = {};
  for (const table of ['client', 'account', 'session', 'token']) {
    sizes[table] = Number((await queryRows(url, `SELECT COUNT(*) AS count FROM ${table}`, []))[0].count);
  }
  return { url, directory, sizes };
}

/** The API over it, and the console beside. */
async function startConsole(bench, { url, directory }) {
  const [port, consolePort] = [await freePort(), await freePort()];
  const file = join(directory, 'gatehouse.yaml');
  writeFileSync(file, configuration(1));
  const environment = {
    ISSUER_URL: `http://localhost:${port}`,
    CONSOLE_URL: `http://localhost:${consolePort}`,
    CONSOLE_KEY: randomBytes(32).toString('base64'),
  };
  await bench.gatehouse({
    environment: {
      ...environment,
      PORT: String(port),
      DATABASE_URL: url,
      MASTER_KEY: keyOf(directory),
      CONFIG_FILE: file,
      SHUTDOWN_DELAY: '0',
    },
  });
  const server = await startServer({
    program: join(root, 'dist/apps/console/apps/console/server.js'),
    directory,
    environment: { ...environment, PORT: String(consolePort), HOSTNAME: '127.0.0.1', NEXT_TELEMETRY_DISABLED: '1' },
    readyPath: '/health',
  });
  return { origin: environment.CONSOLE_URL, stop: server.stop };
}

/** The same at every run over one database: it opens the keys in there. */
function keyOf(directory) {
  const file = join(directory, 'master.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'));
  return readFileSync(file, 'utf8');
}

async function signIn(page, origin) {
  await page.goto(`${origin}/settings`);
  await page.getByLabel('Username or email').fill(usernames(1)[0]);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${origin}/settings`);
}

/** Runs in every page before its own scripts: looking from outside finds a row up to half a second late. */
function noteFirstRow() {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[data-row-link]')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (window.firstRowPainted = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** A whole load of the page each time: from the navigation's start until the first row is painted. */
async function measureList(bench, page, origin, path, samples) {
  const times = [];
  let requests = 0;
  for (let sample = 0; sample <= samples; sample += 1) {
    bench.progress(`${path}: ${sample} of ${samples}`);
    const asked = [];
    const note = (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // A line above the audit log asks when the log was last verified: another question to the same address.
      if (searchParams.get('event') !== 'audit.verified') asked.push(pathname);
    };
    page.on('request', note);
    await page.goto(`${origin}${path}`, { waitUntil: 'commit' });
    const painted = await (await page.waitForFunction(() => window.firstRowPainted)).jsonValue();
    page.off('request', note);
    // The first load warms the server up.
    if (sample > 0) times.push(painted);
    requests = Math.max(requests, asked.filter((each) => each === `/bff/admin/v1${path}`).length);
  }
  return { path, ...usualAndSlow(times), requests };
}

/** Scrolls through pages of tokens, then opens, sets and removes filters. Durations as browsers report them for INP. */
async function measureHand(bench, page, origin, rounds) {
  await page.goto(`${origin}/tokens`);
  await page.locator('[data-row-link]').first().waitFor();
  // Loading is measured above.
  await page.waitForLoadState('networkidle');
  await delay(1_000);
  await page.evaluate(() => {
    window.ghInteractions = [];
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.ghInteractions.push({ interactionId, duration });
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
  await page.mouse.move(640, 600);
  for (let round = 0; round < rounds; round += 1) {
    bench.progress(`scrolling ${round} of ${rounds}`);
    await page.mouse.wheel(0, 1_500);
    await page.keyboard.press('PageDown');
    await delay(150);
  }
  const rows = await page.evaluate(
    () =>
      Math.max(...[...document.querySelectorAll('tbody tr[data-index]')].map((row) => Number(row.dataset.index))) + 1,
  );
  await page.evaluate(() => window.scrollTo(0, 0));
  for (let round = 0; round < rounds; round += 1) await page.keyboard.press('j');
  const filters = page.getByRole('button', { name: /^Filters/ });
  await filters.click();
  const choice = page.locator('select').first();
  await choice.waitFor();
  for (let round = 0; round < Math.min(rounds, 8); round += 1) {
    bench.progress(`filtering ${round} of ${rounds}`);
    await choice.press('ArrowDown');
    await delay(250);
  }
  await page.getByRole('button', { name: 'Clear all' }).click();
  await delay(500);
  const seen = await page.evaluate(() => window.ghInteractions);
  const byInteraction = new Map();
  for (const { interactionId, duration } of seen) {
    byInteraction.set(interactionId, Math.max(duration, byInteraction.get(interactionId) ?? 0));
  }
  const durations = [...byInteraction.values()].sort((one, other) => one - other);
  return {
    rows,
    interactions: byInteraction.size,
    p98: percentile(durations, 0.98) ?? 0,
    worst: durations.at(-1) ?? 0,
  };
}
