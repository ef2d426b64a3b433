// Our own API as it was built, on a database of its own.
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/install.mjs';
import { freePort } from '../../tools/test-services.mjs';
import { configuration } from './registry.mjs';
import { startServer } from './start-server.mjs';

const BUILT = join(root, 'dist/apps/api');
const MEASURED = join(root, 'dist/bench/api');
const WITHOUT_AUDIT = join(root, 'dist/bench/api-without-audit');

/** Keeps a copy of what was built, so that all rounds of a run measure the same even if somebody builds meanwhile. */
export function keepBuild() {
  cpSync(BUILT, MEASURED, { recursive: true });
}

/** Where the audit log is written; what was built has it exactly once. */
const APPENDING = /async append\(\.\.\.events\) \{/g;

/**
 * A copy of what was built whose audit log writes nothing, to measure what it costs. It is changed here, in a file of its
 * own: what people run has no such switch that somebody could turn.
 */
function buildWithoutAudit() {
  cpSync(MEASURED, WITHOUT_AUDIT, { recursive: true });
  const text = readFileSync(join(MEASURED, 'main.js'), 'utf8');
  if ([...text.matchAll(APPENDING)].length !== 1) {
    throw new Error('The place where the audit log is written was not found in what was built.');
  }
  writeFileSync(join(WITHOUT_AUDIT, 'main.js'), text.replace(APPENDING, '$& return;'));
  return WITHOUT_AUDIT;
}

/**
 * Starts the API. `directory`: an empty folder for its files; `databaseUrl`: default an SQLite file in there;
 * `people`: accounts to have (undefined: no configuration file at all, as at a first start); `audit`: false for a build
 * that does not write the audit log.
 * Resolves to what `startServer` gives, with `issuer`, `databaseUrl` and `environment` (to start it once more).
 */
export async function startGatehouse({
  directory,
  databaseUrl,
  people = 0,
  environment,
  nodeOptions = [],
  audit = true,
}) {
  const url = databaseUrl ?? `sqlite:${join(directory, 'gatehouse.sqlite')}`;
  const settings = environment ?? (await settingsOf(directory, url, people));
  const server = await startServer({
    program: join(audit ? MEASURED : buildWithoutAudit(), 'main.js'),
    directory,
    environment: settings,
    readyPath: '/health/ready',
    nodeOptions,
  });
  return { ...server, issuer: settings.ISSUER_URL, databaseUrl: url, environment: settings };
}

async function settingsOf(directory, databaseUrl, people) {
  const port = String(await freePort());
  const settings = {
    PORT: port,
    ISSUER_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    MASTER_KEY: randomBytes(32).toString('base64'),
    SHUTDOWN_DELAY: '0',
  };
  if (people === undefined) return settings;
  const file = join(directory, 'gatehouse.yaml');
  writeFileSync(file, configuration(people));
  return { ...settings, CONFIG_FILE: file };
}
