// node bench/seed-ledger.mjs --database URL [--live N] [--expired N] [--clients N] [--people N] [--seed N]
// Fills a database with a ledger of the given size, and indexes it the way the API does. The rows are not tokens: nobody
// has what they are digests of. A ledger that has rows already is only indexed.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateLedger } from './ledger/generate.mjs';
import { openRowWriter } from './ledger/row-writers.mjs';
import { buildControl } from './servers/build-controls.mjs';
import { queryRows } from './servers/ledger.mjs';
import { root } from '../tools/install.mjs';

export const FULL_SIZE = { live: 1_000_000, expired: 5_000_000, clients: 2_000, people: 100_000, seed: 1 };

/**
 * @param url `sqlite:<path>` or `mysql://…`
 * @param plan as `FULL_SIZE`; `now`: the present, epoch milliseconds
 * @param progress told what is being done, one line at a time
 * @returns what was made: rows by table, seconds for rows and index
 */
export async function seedLedger(url, plan, progress = () => undefined) {
  const persistence = await openLibrary(url);
  try {
    const began = performance.now();
    const isEmpty = (await queryRows(url, 'SELECT 1 FROM token LIMIT 1', [])).length === 0;
    const rows = isEmpty ? await writeRows(url, plan, progress) : {};
    const between = performance.now();
    const indexer = persistence.ledger.newIndexer();
    const done = { closed: 0, settled: 0 };
    for (let what; (what = await indexer.advance(plan.now + 60_000)); done[what] += 1) {
      if ((done.closed + done.settled) % 500 === 0) progress(`${done.closed} blocks, ${done.settled} read again`);
    }
    await indexer.release();
    return {
      rows,
      blocks: done.closed,
      rowSeconds: (between - began) / 1000,
      indexSeconds: (performance.now() - between) / 1000,
    };
  } finally {
    await persistence.close();
  }
}

/** Resolves to the number of rows by table. */
async function writeRows(url, plan, progress) {
  const rows = {};
  const writer = await openRowWriter(url);
  for (const [table, row] of generateLedger(plan)) {
    const written = writer.write(table, row);
    if (written) await written;
    rows[table] = (rows[table] ?? 0) + 1;
    if (table === 'token' && rows.token % 100_000 === 0) progress(`${rows.token} tokens`);
  }
  progress('statistics');
  await writer.finish();
  return rows;
}

/** The library, built from its source; its tables are there afterwards. */
async function openLibrary(url) {
  const directory = join(root, 'dist/bench');
  mkdirSync(directory, { recursive: true });
  const file = await buildControl('persistence', directory);
  const { openPersistence } = createRequire(import.meta.url)(file);
  return openPersistence({ databaseUrl: url, migrate: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const number = { type: 'string' };
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      live: number,
      expired: number,
      clients: number,
      people: number,
      seed: number,
    },
  });
  if (values.database === undefined) {
    console.error(
      'node bench/seed-ledger.mjs --database sqlite:<path>|mysql://… [--live N] [--expired N] [--clients N] [--people N]',
    );
    process.exit(2);
  }
  const { database, ...sizes } = values;
  const given = Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, Number(value)]));
  const plan = { ...FULL_SIZE, ...given, now: Date.now() };
  const print = (text) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K  ${text}` : `${text}\n`);
  console.log(JSON.stringify(await seedLedger(database, plan, print), undefined, 2));
}
