// What every command of the project does first: the right Node, installed packages, a fresh build. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(fileURLToPath(import.meta.url), '../..');
const stampFile = join(root, 'node_modules/.gatehouse-install');
const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gatehouse/prebuilds');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Is `version` (of Node) one that the project runs on? The same ranges as `engines` in package.json. */
export function isSupportedNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 13;
  return (major === 24 && minor >= 11) || major > 24;
}

/** Ends the process with advice when this Node is too old. */
export function requireNode() {
  if (isSupportedNode(process.versions.node)) return;
  console.error(
    `Gatehouse needs Node 20.19 or newer, 22.13 or newer, or 24.11 or newer; this is ${process.version}.\n` +
      'Get one at https://nodejs.org, or with a version manager: `nvm install` in this folder.',
  );
  process.exit(1);
}

/** What an installation depends on: change any of it and packages are installed again. */
function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.version} ${process.platform} ${process.arch}`)
    .digest('hex');
}

/** Did someone run `npm ci` by hand, with this Node and this lock? */
function isInstalledByHand() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  for (const [folder, entry] of Object.entries(wanted)) {
    if (folder === '' || entry.optional || entry.peer || entry.devOptional) continue;
    if (installed[folder]?.version !== entry.version) return false;
  }
  // The one compiled package tells whether this is the same Node.
  const probe = spawnSync(process.execPath, ['-e', "require('better-sqlite3')(':memory:')"], { cwd: root });
  return probe.status === 0;
}

/** The name under which a compiled better-sqlite3 is kept: prebuild-install looks for exactly this file. */
function prebuiltSqlite() {
  const { version } = readJson(join(root, 'package-lock.json')).packages['node_modules/better-sqlite3'];
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime ? 'musl' : '';
  const platform = `${process.platform}${musl}-${process.arch}`;
  return join(cacheFolder, `better-sqlite3-v${version}-node-v${process.versions.modules}-${platform}.tar.gz`);
}

/** Compiling better-sqlite3 takes over a minute, so the result is kept for the next clone. Losing it costs only time. */
function keepCompiledSqlite(file) {
  const binary = 'build/Release/better_sqlite3.node';
  const folder = join(root, 'node_modules/better-sqlite3');
  if (existsSync(file) || !existsSync(join(folder, binary))) return;
  try {
    mkdirSync(cacheFolder, { recursive: true });
    const partial = `${file}.${process.pid}`;
    const packed = spawnSync('tar', ['czf', partial, '-C', folder, binary]);
    if (packed.status === 0) renameSync(partial, file);
  } catch {
    // A read-only home must not fail an installation.
  }
}

/** Runs a program with our output as its own; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Installs the packages of package-lock.json unless they are there already. Ends the process when that fails. */
export async function install() {
  requireNode();
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === wanted) return;
  if (!isInstalledByHand()) {
    console.log('Installing packages (the first time takes one to four minutes) …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      shell: process.platform === 'win32',
      env: { ...process.env, npm_config_better_sqlite3_local_prebuilds: cacheFolder },
    });
    if (code !== 0) {
      console.error('npm ci failed; the reason is above.');
      process.exit(1);
    }
  }
  keepCompiledSqlite(prebuiltSqlite());
  writeFileSync(stampFile, `${wanted}\n`);
}

/** The environment of our own tools: nothing is sent anywhere, nothing stays behind. */
export const quietEnvironment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
};

/**
 * `nx run-many` for a target, cached. `projects`: which (default: all that have the target). `quiet`: print nothing
 * unless it fails. `extra`: further arguments of nx. Resolves to the exit code.
 */
export async function nx(target, { projects, quiet = false, extra = [] } = {}) {
  const args = [nxProgram(), 'run-many', '-t', target, '--outputStyle=static', ...extra];
  if (projects) args.push('-p', projects.join(','));
  if (!quiet) return run(process.execPath, args, { env: quietEnvironment });
  const child = spawn(process.execPath, args, { cwd: root, env: quietEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) process.stderr.write(Buffer.concat(output));
  return code ?? 1;
}

function nxProgram() {
  const { bin } = readJson(join(root, 'node_modules/nx/package.json'));
  return join(root, 'node_modules/nx', bin.nx);
}

/** Installs, then builds what is stale. Ends the process when either fails. */
export async function prepare(projects) {
  await install();
  if (!existsSync(join(root, 'dist'))) console.log('Building …');
  const code = await nx('build', { projects, quiet: true });
  if (code === 0) return;
  console.error('The build failed; the reason is above.');
  process.exit(1);
}

/** Is dist/apps/<name>/main.js newer than everything it is made of? Cheaper than asking nx. */
export function isFresh(name) {
  const result = join(root, 'dist/apps', name, 'main.js');
  if (!existsSync(result) || !existsSync(stampFile)) return false;
  if (readFileSync(stampFile, 'utf8').trim() !== fingerprint()) return false;
  const builtAt = statSync(result).mtimeMs;
  const newer = (file) => statSync(file).mtimeMs > builtAt;
  const sources = [join(root, 'apps', name, 'src'), join(root, 'libs')];
  if (newer(join(root, 'tools/build-node.mjs')) || newer(join(root, 'tsconfig.base.json'))) return false;
  return !sources.some((folder) => readdirSync(folder, { recursive: true }).some((file) => newer(join(folder, file))));
}
