// Millions of short-lived tokens with sweeping on: does the database stop growing, and what do those notice who want a
// token meanwhile? Goals 26 and 27.
import { setTimeout as delay } from 'node:timers/promises';
import { show, tableLines } from '../measure/report.mjs';
import { median, ratio } from '../measure/statistics.mjs';
import { changeRows, ledgerRows, queryRows } from '../servers/ledger.mjs';
import { machineHeaders, OPAQUE_API, OPAQUE_FORM } from '../servers/registry.mjs';

/** Tokens live this long, and are kept no longer. */
const LIFETIME_SECONDS = 5;
const CONNECTIONS = 32;
/** By then tokens have expired, their block is closed, and the sweep has found its pace. */
const SETTLING_SECONDS = 40;
/** In each half, to tell whether the rows still grow. */
const FEWEST_SAMPLES = 3;
/** How many times the rows of the first half of the samples the second half may have, and still be level. */
const LEVEL = 1.25;

export async function soak(bench) {
  const { tokens, tokensOfMariadb, sliceSeconds, rounds } = bench.timing.soak;
  const mariadb = await bench.mariadb();
  const runs = [await soakOne(bench, { label: 'SQLite', tokens, sliceSeconds, rounds })];
  if (mariadb) {
    const databaseUrl = await mariadb.newDatabase();
    runs.push(await soakOne(bench, { label: 'MariaDB', databaseUrl, tokens: tokensOfMariadb, sliceSeconds, rounds }));
  }
  const [sqlite, other] = runs;
  return {
    lines: runs.flatMap(linesOf),
    figures: Object.fromEntries(runs.map((run) => [run.label, run])),
    measured: {
      '26a': sqlite.growth,
      '26b': other?.growth,
      '27a': sqlite.p99Ratio,
      '27b': other?.p99Ratio,
    },
  };
}

/** One database: tokens until there were enough, then rounds with the sweeps at rest and at work, in turn. */
async function soakOne(bench, { label, databaseUrl, tokens, sliceSeconds, rounds }) {
  const server = await bench.gatehouse({ databaseUrl });
  const set = (name, value) => changeSetting(server.databaseUrl, name, value);
  await set('retention.access_token', 0);
  await set('sweeps.rows_per_second', 1_000_000);
  await changeRows(server.databaseUrl, 'UPDATE api SET access_token_lifetime = ? WHERE identifier = ?', [
    LIFETIME_SECONDS,
    OPAQUE_API,
  ]);
  await raiseVersion(server.databaseUrl);
  const load = async (seconds) => {
    const request = { method: 'POST', path: '/oauth/token', headers: machineHeaders, body: OPAQUE_FORM };
    const order = { url: server.origin, request, connections: CONNECTIONS, seconds, expect: '"access_token":"gh_at_' };
    const result = await bench.generator.load(order);
    if (result.errors > 0 || result.unexpected !== undefined || result.statuses['200'] !== result.completed) {
      throw new Error(`${label}: ${result.errors} errors, statuses ${JSON.stringify(result.statuses)}`);
    }
    return result;
  };

  await load(bench.timing.warmUpSeconds);
  const samples = [];
  const began = performance.now();
  for (let issued = 0; issued < tokens;) {
    bench.progress(`${label}: ${issued} of ${tokens} tokens`);
    const { completed, perSecond, p50, p99 } = await load(sliceSeconds);
    issued += completed;
    const { removed, lag } = await progressOf(server.databaseUrl);
    const rows = await ledgerRows(server.databaseUrl);
    samples.push({ second: (performance.now() - began) / 1000, issued, rows, removed, lag, perSecond, p50, p99 });
  }

  const measured = { atRest: [], atWork: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of round % 2 === 0 ? ['atRest', 'atWork'] : ['atWork', 'atRest']) {
      bench.progress(`${label}: sweeps ${which === 'atRest' ? 'at rest' : 'at work'}, round ${round + 1} of ${rounds}`);
      await set('sweeps.enabled', which === 'atWork');
      // Followed within a second.
      await delay(1_500);
      const before = await progressOf(server.databaseUrl);
      const { perSecond, p50, p99 } = await load(sliceSeconds);
      const after = await progressOf(server.databaseUrl);
      measured[which].push({ perSecond, p50, p99, removed: after.removed - before.removed });
    }
  }
  await set('sweeps.enabled', true);
  if (measured.atRest.some(({ removed }) => removed > 0)) throw new Error(`${label}: the sweeps did not rest`);
  if (measured.atWork.every(({ removed }) => removed === 0)) throw new Error(`${label}: the sweeps did not work`);
  const size = await sizeOf(server.databaseUrl);
  await bench.stop(server);
  const of = (which, member) => median(measured[which].map((each) => each[member]));
  const summary = (which) => ({
    perSecond: of(which, 'perSecond'),
    p50: of(which, 'p50'),
    p99: of(which, 'p99'),
    removed: of(which, 'removed'),
  });
  const [atRest, atWork] = [summary('atRest'), summary('atWork')];
  return {
    label,
    samples,
    growth: growthOf(samples),
    atRest,
    atWork,
    rounds: measured,
    p50Ratio: ratio(atWork.p50, atRest.p50),
    p99Ratio: ratio(atWork.p99, atRest.p99),
    size,
  };
}

/**
 * Rows at most in the second half of the samples, against the first half: 1 when they have levelled off. What comes before
 * the first tokens can have left does not count.
 */
function growthOf(samples) {
  const settled = samples.filter(({ second }) => second > SETTLING_SECONDS);
  const half = Math.floor(settled.length / 2);
  if (half < FEWEST_SAMPLES) return undefined;
  const most = (part) => Math.max(...part.map(({ rows }) => rows));
  return ratio(most(settled.slice(-half)), most(settled.slice(0, settled.length - half)));
}

async function changeSetting(databaseUrl, name, value) {
  await changeRows(databaseUrl, 'DELETE FROM setting WHERE name = ?', [name]);
  const values = [name, JSON.stringify(value), Date.now()];
  await changeRows(databaseUrl, 'INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)', values);
  await raiseVersion(databaseUrl);
}

const raiseVersion = (databaseUrl) => changeRows(databaseUrl, 'UPDATE catalogue SET version = version + 1', []);

/** Rows removed so far, and seconds that the oldest due block has been waiting. */
async function progressOf(databaseUrl) {
  const [sweep] = await queryRows(databaseUrl, `SELECT removed_total FROM sweep WHERE kind = 'token'`, []);
  const [block] = await queryRows(databaseUrl, 'SELECT MIN(next_due_at) AS due_at FROM ledger_block', []);
  const dueAt = block?.due_at ?? undefined;
  const lag = dueAt === undefined ? 0 : Math.max(0, (Date.now() - Number(dueAt)) / 1000);
  return { removed: Number(sweep?.removed_total ?? 0), lag };
}

/** Megabytes of the database. */
async function sizeOf(databaseUrl) {
  if (databaseUrl.startsWith('sqlite:')) {
    const [row] = await queryRows(
      databaseUrl,
      'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
      [],
    );
    return Number(row.bytes) / 2 ** 20;
  }
  const [row] = await queryRows(
    databaseUrl,
    'SELECT SUM(DATA_LENGTH + INDEX_LENGTH + DATA_FREE) AS bytes FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
    [],
  );
  return Number(row.bytes) / 2 ** 20;
}

const MOST_LINES = 24;

function linesOf({ label, samples, growth, atRest, atWork, p50Ratio, p99Ratio, size }) {
  const every = Math.ceil(samples.length / MOST_LINES);
  const shown = samples.filter((_sample, index) => index % every === every - 1 || index === samples.length - 1);
  const overTime = tableLines(
    [
      { title: `${label}: second`, of: ({ second }) => Math.round(second) },
      { title: 'issued', of: ({ issued }) => issued },
      { title: 'rows', of: ({ rows }) => rows },
      { title: 'removed', of: ({ removed }) => removed },
      { title: 'lag s', of: ({ lag }) => lag },
      { title: 'per s', of: ({ perSecond }) => perSecond },
      { title: 'p50 ms', of: ({ p50 }) => p50 },
      { title: 'p99 ms', of: ({ p99 }) => p99 },
    ],
    shown,
  );
  const beside = tableLines(
    [
      { title: `${label}: sweeps`, of: ({ title }) => title },
      { title: 'per s', of: ({ perSecond }) => perSecond },
      { title: 'p50 ms', of: ({ p50 }) => p50 },
      { title: 'p99 ms', of: ({ p99 }) => p99 },
      { title: 'rows removed', of: ({ removed }) => removed },
    ],
    [
      { title: 'at rest', ...atRest },
      { title: 'at work', ...atWork },
      {
        title: 'ratio',
        perSecond: ratio(atWork.perSecond, atRest.perSecond),
        p50: p50Ratio,
        p99: p99Ratio,
        removed: undefined,
      },
    ],
  );
  const levels = growth === undefined ? 'too short to tell' : growth <= LEVEL ? 'yes' : 'NO';
  const last = `rows level off: ${levels} (second half against the first: ${show(growth)}); ${show(size)} MB at the end`;
  return [...overTime, '', ...beside, last, ''];
}
