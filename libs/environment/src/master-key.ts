/** The key that wraps signing keys, for an installation on SQLite that was not given one. D-01. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { decodeKey } from './environment-rules';

/**
 * Reads the key file, and makes it (0600) when it does not exist. Two processes starting at once end up with one key.
 * @returns 32 bytes, and a warning when others may read the file
 * @throws Error with one line for people when the file cannot be made, read or understood
 */
export function readOrCreateMasterKey(path: string): { readonly key: Buffer; readonly warning?: string } {
  return withAdvice(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    create(path);
    return read(path);
  });
}

/** Like `readOrCreateMasterKey`, but leaves everything as it is. @throws Error when there is no such file */
export function readMasterKey(path: string): { readonly key: Buffer; readonly warning?: string } {
  if (!existsSync(path)) {
    throw new Error(`It is not set, and ${path} does not exist yet. \`gatehouse migrate\` or a first start makes it.`);
  }
  return withAdvice(path, () => read(path));
}

function read(path: string): { readonly key: Buffer; readonly warning?: string } {
  const key = decodeKey(readFileSync(path, 'utf8'));
  if (key === undefined) {
    throw new Error(
      `${path} does not hold 32 bytes in base64. Restore it from a backup; without it the signing keys are lost.`,
    );
  }
  if ((statSync(path).mode & 0o077) === 0) return { key };
  return { key, warning: `${path} may be read by other users of this machine. Run: chmod 600 ${path}` };
}

function withAdvice<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const advice = 'Make its folder writable for this user, or set MASTER_KEY.';
    throw new Error(`${path} cannot be made or read (${error.code}). ${advice}`, { cause: error });
  }
}

/** Under a name of its own first, then linked: a process that starts beside us sees no key or the whole key. */
function create(path: string): void {
  if (existsSync(path)) return;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return typeof (error as NodeJS.ErrnoException | undefined)?.code === 'string';
}
