// Searches of a ledger with 1 M live and 5 M expired tokens over the admin API: every filter, and combinations of them;
// the first page and the fiftieth; and what memory does while somebody pages through everything. Goal 23.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { residentMemory } from '../measure/process-usage.mjs';
import { tableLines } from '../measure/report.mjs';
import { usualAndSlow } from '../measure/statistics.mjs';
import { FULL_SIZE, seedLedger } from '../seed-ledger.mjs';
import { changeRows, queryRows } from '../servers/ledger.mjs';
import { auditorConfiguration, auditorToken } from '../servers/registry.mjs';
import { openMariadb } from '../servers/databases.mjs';
import { freePort } from '../../tools/test-services.mjs';

const DAY = 86_400_000;
const QUICK_SIZE = { live: 10_000, expired: 50_000, clients: 100, people: 2_000, seed: 1 };
const LIMIT = 50;
const LIMIT_OF_PAGING = 200;
const MANY_PAGES = 50;

const PARTS = { sqlite: 'a', mariadb: 'b' };

/** @param database `sqlite` or `mariadb` */
export async function ledgerSearch(bench, database) {
  const part = PARTS[database];
  const ledger = await openLedger(bench, database);
  if (!ledger) return { lines: [`${database} is not installed here.`], figures: {} };
  try {
    const figures = await measure(bench, ledger);
    const { searches, paging } = figures;
    const measured = {
      [`23${part}`]: Math.max(...searches.map(({ first }) => first.p95)),
      [`24${part}`]: Math.max(...searches.map(({ first, fiftieth }) => (fiftieth?.p50 ?? 0) - first.p50)),
      [`25${part}`]: paging.growth,
    };
    const rows = [...searches, { search: `paging through ${paging.rows} rows`, ...paging }];
    return { lines: tableLines(COLUMNS, rows), figures, measured };
  } finally {
    await bench.stopServers();
    await ledger.stop();
  }
}

const COLUMNS = [
  { title: 'search', of: (row) => row.search },
  { title: 'rows', of: (row) => row.rows },
  { title: 'p50 ms', of: (row) => row.first?.p50 },
  { title: 'p95 ms', of: (row) => row.first?.p95 },
  { title: 'page 50 p50', of: (row) => row.fiftieth?.p50 },
  { title: 'page 50 p95', of: (row) => row.fiftieth?.p95 },
  { title: 'short pages', of: (row) => row.short },
  { title: 'RSS MB', of: (row) => row.memory },
  { title: 'highest', of: (row) => row.highest },
];

/**
 * A seeded ledger of the size that the run asks for; it is kept for the next run, as making it takes minutes.
 * Resolves to `{ url, directory, pid?, stop() }`; undefined where the database is not installed.
 */
async function openLedger(bench, database) {
  const size = bench.timing.search.size;
  const directory = join(tmpdir(), `gatehouse-bench-ledger-${size}`, database);
  mkdirSync(directory, { recursive: true });
  const server =
    database === 'mariadb' ? await openMariadb({ directory: join(directory, 'data'), large: true }) : undefined;
  if (database === 'mariadb' && !server) return undefined;
  const url = server ? await server.database('gatehouse_ledger') : `sqlite:${join(directory, 'ledger.sqlite')}`;
  const done = join(directory, 'seeded.json');
  const stop = async () => server?.stop();
  if (!existsSync(done)) {
    const plan = { ...(size === 'quick' ? QUICK_SIZE : FULL_SIZE), now: Date.now() };
    const made = await seedLedger(url, plan, (text) => bench.progress(`seeding ${database}: ${text}`)).catch(
      async (error) => {
        await stop();
        throw error;
      },
    );
    writeFileSync(done, JSON.stringify(made));
  }
  return { url, directory, pid: server?.pid, stop };
}

async function measure(bench, ledger) {
  const { samples: count, pages } = bench.timing.search;
  // Sweeps would take away what is to be searched.
  await changeRows(ledger.url, 'DELETE FROM setting WHERE name = ?', ['sweeps.enabled']);
  await changeRows(ledger.url, 'INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)', [
    'sweeps.enabled',
    'false',
    Date.now(),
  ]);
  const server = await bench.gatehouse(await settingsOf(bench, ledger));
  const token = renewed(() => auditorToken(server));
  const ask = async (words) => {
    const authorization = `Bearer ${await token()}`;
    const url = `${server.origin}/admin/v1/tokens?${new URLSearchParams(words)}`;
    const began = performance.now();
    const response = await fetch(url, { headers: { authorization } });
    const text = await response.text();
    const milliseconds = performance.now() - began;
    if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
    return { milliseconds, ...JSON.parse(text) };
  };

  const samples = await sample(ledger.url, count);
  // The first look at a database is the operating system's business.
  for (const words of Object.values(searchesOf(samples[0]))) await ask(words);
  const searches = [];
  for (const name of Object.keys(searchesOf(samples[0]))) {
    bench.progress(name);
    searches.push(await measureSearch(name, samples, ask));
  }
  return { searches, paging: await pageThrough(bench, server, ask, pages) };
}

/** Tokens for the admin API live ten minutes: a fresh one in time. */
function renewed(fetchToken) {
  let token;
  let until = 0;
  return () => {
    if (Date.now() > until) [token, until] = [fetchToken(), Date.now() + 300_000];
    return token;
  };
}

/** Page 1 with other values each time; page 50 for the values that lead so far. */
async function measureSearch(name, samples, ask) {
  const [first, fiftieth] = [[], []];
  let [rows, short] = [0, 0];
  for (const sample of samples) {
    const words = { ...searchesOf(sample)[name], limit: LIMIT };
    const page = await ask(words);
    first.push(page.milliseconds);
    rows += page.items.length;
    if (page.next !== null && page.items.length < LIMIT) short += 1;
    if (fiftieth.length === 0) fiftieth.push(...(await askAgain(words, page, samples.length, ask)));
  }
  return {
    search: name,
    rows: Math.round(rows / samples.length),
    short,
    first: usualAndSlow(first),
    fiftieth: usualAndSlow(fiftieth),
  };
}

/** Goes to page 50 and asks for it again and again; nothing when there are not so many pages. */
async function askAgain(words, firstPage, times, ask) {
  let { next } = firstPage;
  for (let page = 2; page < MANY_PAGES && next !== null; page++) ({ next } = await ask({ ...words, cursor: next }));
  const took = [];
  if (next !== null)
    for (let time = 0; time < times; time++) took.push((await ask({ ...words, cursor: next })).milliseconds);
  return took;
}

/** Every token there is, 200 at a time, with a look at the memory now and then. */
async function pageThrough(bench, server, ask, pages) {
  const took = [];
  const memory = [];
  let rows = 0;
  let cursor;
  // What the searches before have left over is no growth.
  for (let page = 0; page < 50; page++) await ask({ limit: LIMIT_OF_PAGING });
  await delay(2_000);
  const before = residentMemory(server.pid).now;
  for (let page = 0; page < pages && cursor !== null; page++) {
    const { milliseconds, items, next } = await ask({ limit: LIMIT_OF_PAGING, ...(cursor && { cursor }) });
    took.push(milliseconds);
    rows += items.length;
    cursor = next;
    if (page % 100 === 0) {
      memory.push(residentMemory(server.pid).now);
      bench.progress(`paging: ${rows} rows`);
    }
  }
  await delay(2_000);
  const { now, highest } = residentMemory(server.pid);
  return { rows, first: usualAndSlow(took), before, memory: now, highest, growth: now - before, trail: memory };
}

/** Settings under which the API opens this ledger, today as in earlier runs: its keys are sealed under one master key. */
async function settingsOf(bench, { directory, url }) {
  const file = join(directory, 'master.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  const home = bench.newDirectory();
  const configuration = join(home, 'gatehouse.yaml');
  writeFileSync(configuration, auditorConfiguration());
  const port = String(await freePort());
  const environment = {
    PORT: port,
    ISSUER_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: url,
    MASTER_KEY: readFileSync(file, 'utf8'),
    CONFIG_FILE: configuration,
    SHUTDOWN_DELAY: '0',
  };
  return { directory: home, databaseUrl: url, environment };
}

/** Rows from all over the ledger, with what they can be searched by. */
async function sample(url, count) {
  const [newest] = await queryRows(
    url,
    'SELECT issued_at FROM token WHERE family_id IS NOT NULL ORDER BY id DESC LIMIT 1',
    [],
  );
  const samples = [];
  const first = async (sql, ...values) => (await queryRows(url, sql, values))[0];
  for (let index = 0; index < count; index++) {
    const time = newest.issued_at - ((index + 0.5) / count) * 38 * DAY;
    const id = Buffer.alloc(16);
    id.writeUIntBE(Math.floor(time), 0, 6);
    const token = await first('SELECT * FROM token WHERE id >= ? AND family_id IS NOT NULL ORDER BY id LIMIT 1', id);
    const machine = await first(
      `SELECT * FROM token WHERE id >= ? AND grant_type = 'client_credentials' ORDER BY id LIMIT 1`,
      id,
    );
    const family = await first('SELECT consent_id FROM family WHERE id = ?', token.family_id);
    const text = (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    samples.push({
      id: text(token.id),
      client: token.client_id,
      subject: token.subject,
      session: text(token.session_id),
      family: text(token.family_id),
      consent: text(family.consent_id),
      scope: JSON.parse(machine.scope)[0],
      audience: JSON.parse(machine.audience)[0],
      ip: token.ip,
      machine: machine.client_id,
      machineIp: machine.ip,
      rareClient: `bench-client-${50 + ((index * 37) % 50)}`,
      time: Math.floor(time),
      now: newest.issued_at,
    });
  }
  return samples;
}

/** What is searched for, by name: every filter alone, then combinations. */
function searchesOf(sample) {
  const { client, rareClient, ip, scope, audience, time, now } = sample;
  const hour = { issued_from: time, issued_to: time + 3_600_000 };
  const nextWeek = { expires_from: now + 7 * DAY, expires_to: now + 7 * DAY + 3_600_000 };
  return {
    everything: {},
    'everything, oldest first': { sort: 'issued_at' },
    'client (by its share)': { client_id: client },
    'client (rare)': { client_id: rareClient },
    'subject (person)': { subject: sample.subject },
    'subject (client)': { subject: sample.machine },
    session: { session_id: sample.session },
    family: { family_id: sample.family },
    consent: { consent_id: sample.consent },
    'kind = code': { kind: 'authorization_code' },
    'kind = access': { kind: 'access_token' },
    'kind = refresh': { kind: 'refresh_token' },
    'kind = ID': { kind: 'id_token' },
    'grant type': { grant_type: 'client_credentials' },
    scope: { scope },
    audience: { audience },
    'ip (person)': { ip },
    'ip (machine)': { ip: sample.machineIp },
    'ip (nobody)': { ip: '203.0.113.77' },
    'state = active': { state: 'active' },
    'state = used': { state: 'used' },
    'state = rotated': { state: 'rotated' },
    'state = expired': { state: 'expired' },
    'state = revoked': { state: 'revoked' },
    'state = reused': { state: 'reused' },
    'issued in an hour': hour,
    'expires in an hour next week': nextWeek,
    'token id': { token_id: sample.id },
    'client + active': { client_id: client, state: 'active' },
    'client + revoked': { client_id: client, state: 'revoked' },
    'client + reused': { client_id: client, state: 'reused' },
    'client + refresh + rotated': { client_id: client, kind: 'refresh_token', state: 'rotated' },
    'client + ip': { client_id: client, ip },
    'client + another ip': { client_id: 'bench-client-0', ip: sample.machineIp },
    'rare client + expired + scope': { client_id: rareClient, state: 'expired', scope },
    'subject + refresh + active': { subject: sample.subject, kind: 'refresh_token', state: 'active' },
    'ip + revoked': { ip, state: 'revoked' },
    'scope + audience + active': { scope, audience, state: 'active' },
    'scope of another audience': { scope, audience: 'https://api-0.example.com/' },
    'active + ID': { kind: 'id_token', state: 'active' },
    'active, oldest first': { state: 'active', sort: 'issued_at' },
    'expired access, oldest first': { kind: 'access_token', state: 'expired', sort: 'issued_at' },
    'hour + ip': { ...hour, ip },
    'hour + revoked': { ...hour, state: 'revoked' },
    'next week + scope + refresh': { ...nextWeek, scope, kind: 'refresh_token' },
    'everything at once': {
      client_id: client,
      subject: sample.subject,
      session_id: sample.session,
      kind: 'access_token',
      grant_type: 'authorization_code',
      audience,
      ip,
      state: 'expired',
      ...hour,
    },
  };
}
