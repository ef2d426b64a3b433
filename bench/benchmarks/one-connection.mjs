// What one client waits for a token when nobody else is there: grouping commits must not slow it. Goal 8.
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { throughputLines } from '../measure/report.mjs';
import { runLoad } from '../measure/run-load.mjs';
import { median } from '../measure/statistics.mjs';
import { control, ourTokens } from './contenders.mjs';

const COMMITS = 400;

/** Milliseconds of one durable commit of one row on this disk. */
function commitTime(directory) {
  const database = new BetterSqlite3(join(directory, 'commit.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
  const times = [];
  for (let commit = 0; commit < COMMITS; commit++) {
    const start = performance.now();
    insert.run('x'.repeat(300));
    times.push(performance.now() - start);
  }
  database.close();
  return median(times);
}

export async function oneConnection(bench) {
  const ours = await bench.gatehouse();
  const figures = await runLoad(
    bench,
    {
      bare: control('F  bare node:http', await bench.bareHttp()),
      jwt: ourTokens('Gatehouse JWT, SQLite', ours, 'jwt'),
      opaque: ourTokens('Gatehouse opaque, SQLite', ours, 'opaque'),
    },
    { connections: 1 },
  );
  const commit = commitTime(bench.newDirectory());
  const beyond = ({ p50 }) => p50 - 1.2 * (figures.bare.p50 + commit);
  return {
    lines: [...throughputLines(Object.values(figures)), `one commit: ${commit.toFixed(3)} ms`],
    figures: { ...figures, commit },
    measured: { '8a': beyond(figures.opaque), '8b': beyond(figures.jwt) },
  };
}
