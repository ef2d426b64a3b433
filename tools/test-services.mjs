// The real parts that tests run against: a throw-away MariaDB and a Chromium. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const isRoot = () => process.getuid?.() === 0;

/** The first of `names` that is an executable on PATH or in the usual system folders; undefined when none is. */
function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/bin'];
  for (const name of names) {
    for (const folder of folders) {
      if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/** Paths of the MariaDB server and its installer, or undefined. */
export function findMariadb() {
  const server = findProgram('mariadbd');
  const installer = findProgram('mariadb-install-db');
  return server && installer ? { server, installer } : undefined;
}

/** Path of a Chromium or Chrome; CHROMIUM_PATH wins. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  return findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');
}

/** Can this machine install Debian packages without asking anyone? */
function canInstall() {
  return process.platform === 'linux' && isRoot() && findProgram('apt-get') !== undefined;
}

function aptInstall(packages, log) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args) => spawnSync('apt-get', args, { env: environment, encoding: 'utf8' });
  log(`Installing ${packages.join(', ')} …`);
  run(['update', '-qq']);
  const result = run(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  if (result.status !== 0) log(`apt-get install failed: ${(result.stderr ?? '').trim().split('\n').at(-1)}`);
  return result.status === 0;
}

/**
 * Finds MariaDB and Chromium, and installs what is missing where it can. Returns
 * `{ mariadb?, chromium?, missing: { mariadb?: reason, chromium?: reason } }`.
 */
export function provideServices(log = console.log) {
  const packages = [];
  if (!findMariadb()) packages.push('mariadb-server');
  if (!findChromium()) packages.push('chromium', 'fonts-liberation');
  if (packages.length > 0 && canInstall()) aptInstall(packages, log);
  const mariadb = findMariadb();
  const chromium = findChromium();
  const advice = 'install it, or run as root on Debian';
  const missing = {};
  if (!mariadb) missing.mariadb = `mariadbd not found; ${advice}`;
  if (!chromium) missing.chromium = `chromium not found; ${advice}`;
  return { mariadb, chromium, missing };
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Does something answer with MariaDB's greeting on this port? */
function greets(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => done(false));
    socket.once('data', () => done(true)).once('error', () => done(false));
  });
}

// The server lives in its own process group under a shell that waits for the end of its input. That end comes when we
// close it or when this process dies, however it dies, so no server outlives a run.
// $0 is the folder to remove afterwards, if any.
const watched =
  '"$@" & server=$!; cat >/dev/null; kill -TERM $server 2>/dev/null; wait $server; [ -z "$0" ] || rm -rf -- "$0"';

/**
 * Starts a throw-away MariaDB on a random free port of 127.0.0.1.
 * `directory`: where its data goes (default: a new temporary folder, removed at the end).
 * `durable`: flush each commit to disk (default); false trades that for speed.
 * Returns `{ url, port, directory, stop() }`; `url` is for an administrator, who may create databases.
 */
export async function startMariadb({ directory, durable = true } = {}) {
  const programs = findMariadb();
  if (!programs) throw new Error('mariadbd not found');
  const home = directory ?? mkdtempSync(join(tmpdir(), 'gatehouse-mariadb-'));
  mkdirSync(home, { recursive: true });
  const data = join(home, 'data');
  const user = userInfo().username;
  if (!existsSync(join(data, 'mysql'))) {
    const install = spawnSync(
      programs.installer,
      [
        '--no-defaults',
        `--user=${user}`,
        `--datadir=${data}`,
        // A server that starts removes every temporary table that it finds, also those of a neighbour.
        `--tmpdir=${home}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ],
      { encoding: 'utf8' },
    );
    if (install.status !== 0) throw new Error(`mariadb-install-db failed: ${install.stderr}${install.stdout}`);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(programs.server, { home, data, user, durable, temporary: directory === undefined });
    } catch (error) {
      // Somebody may have taken the port between our looking and MariaDB's listening.
      if (attempt === 3) throw error;
    }
  }
}

async function launch(server, { home, data, user, durable, temporary }) {
  const port = await freePort();
  const logFile = join(home, 'mariadb.log');
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      watched,
      temporary ? home : '',
      server,
      '--no-defaults',
      `--user=${user}`,
      `--datadir=${data}`,
      `--tmpdir=${home}`,
      `--socket=${join(home, 's.sock')}`,
      `--pid-file=${join(home, 'mariadb.pid')}`,
      `--log-error=${logFile}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--default-time-zone=+00:00',
      `--innodb-flush-log-at-trx-commit=${durable ? 1 : 0}`,
      '--skip-log-bin',
      '--innodb-buffer-pool-size=128M',
      '--performance-schema=OFF',
      '--max-connections=400',
    ],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  let gone = false;
  const exited = new Promise((resolve) => child.once('exit', resolve)).then(() => (gone = true));
  child.stdin.on('error', () => {});
  // Nobody has to wait for it: a caller that ends without stop() takes it along.
  child.unref();
  child.stdin.unref?.();
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await exited;
  };
  const started = process.hrtime.bigint();
  while (!gone && process.hrtime.bigint() - started < 30_000_000_000n) {
    // The shell stays when the server has failed, so the log is asked too.
    if (await greets(port)) return { url: `mysql://root@127.0.0.1:${port}/mysql`, port, directory: home, stop };
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    if (/\[ERROR\] Aborting/.test(log)) break;
    await delay(30);
  }
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  child.stdin.end();
  await exited;
  rmSync(logFile, { force: true });
  throw new Error(`MariaDB did not start:\n${log.split('\n').slice(-15).join('\n')}`);
}
