/** What can be seen without a database: the settings, the files, the disk. */
import { readFileSync, statSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigurationError, formatFinding, readConfiguration } from '@gatehouse/configuration';
import type { EnvironmentReading, Settings } from '@gatehouse/environment';
import { environmentValues } from '../config';
import { finding, type Finding } from './finding';

export function checkSettings({ faults, warnings }: EnvironmentReading): Finding[] {
  const fix = 'See .env.example for every variable.';
  const broken = faults.map((fault) => finding('settings', 'broken', fault, fix));
  // The doctor looks at the file of the master key itself.
  const others = warnings.filter((warning) => !warning.includes('chmod 600'));
  const doubtful = others.map((warning) => finding('settings', 'warning', warning, fix));
  const all = [...broken, ...doubtful];
  return all.length > 0 ? all : [finding('settings', 'ok', 'The environment is valid.')];
}

/** With https the name may be public; plain http is refused elsewhere than on this machine before we get here. */
export function checkIssuerUrl({ issuer }: Settings): Finding {
  if (issuer.secure) return finding('issuer.https', 'ok', `${issuer.url} is https.`);
  const detail = `${issuer.url} is plain http: it serves browsers on this machine only.`;
  return finding('issuer.https', 'ok', detail);
}

/** Files that hold secrets are their owner's alone. */
export function checkFiles({ database, dataDirectory }: Settings): Finding[] {
  if (process.platform === 'win32') return [];
  const own = Object.entries({ MASTER_KEY: 'master.key', CONSOLE_KEY: 'console.key' })
    .filter(([variable]) => !environmentValues()[variable])
    .map(([, file]) => join(dataDirectory, file));
  const stored = database.kind === 'sqlite' && database.file !== ':memory:' ? [database.file] : [];
  return [...own, ...stored, ...(holdsSecrets('.env') ? ['.env'] : [])].flatMap((file) => {
    const mode = modeOf(file);
    if (mode === undefined) return [];
    const path = resolve(file);
    if ((mode & 0o077) === 0) return [finding('files', 'ok', `${path} is its owner’s alone.`)];
    return [
      finding('files', 'broken', `${path} may be read by other users of this machine.`, `Run: chmod 600 ${path}`),
    ];
  });
}

function holdsSecrets(file: string): boolean {
  try {
    return /^\s*(?:MASTER_KEY|CONSOLE_KEY|GATEHOUSE_CLIENT_SECRET)\s*=\s*\S/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

function modeOf(file: string): number | undefined {
  try {
    return statSync(file).mode;
  } catch {
    return undefined;
  }
}

const MEBIBYTE = 1024 ** 2;
/** Below the first SQLite is about to fail, below the second somebody should make room. */
const DISK_BROKEN = 100 * MEBIBYTE;
const DISK_WARNING = 1024 * MEBIBYTE;

/** SQLite needs room for its journal to write at all. */
export async function checkDisk({ database }: Settings): Promise<Finding[]> {
  if (database.kind !== 'sqlite' || database.file === ':memory:') return [];
  const folder = dirname(resolve(database.file));
  try {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const detail = `${Math.floor(free / MEBIBYTE).toLocaleString('en')} MiB are free in ${folder}.`;
    if (free >= DISK_WARNING) return [finding('disk', 'ok', detail)];
    const fix = 'Make room, or move the database to a larger disk.';
    return [finding('disk', free < DISK_BROKEN ? 'broken' : 'warning', detail, fix)];
  } catch {
    return [finding('disk', 'skipped', `The free space in ${folder} cannot be read.`)];
  }
}

/** A server with a faulty CONFIG_FILE does not start. */
export async function checkConfigurationFile({ configurationFile: file }: Settings): Promise<Finding[]> {
  if (file === undefined) return [];
  try {
    readConfiguration(file, await readFile(file, 'utf8'), environmentValues());
    return [finding('configuration_file', 'ok', `${file} can be applied.`)];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.findings.map((fault) => finding('configuration_file', 'broken', formatFinding(fault)));
  }
}
