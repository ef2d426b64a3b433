/** The file of an SQLite database: private to its owner, and served by one process at a time. */
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { isBusy } from './sqlite-faults';

export interface SqliteFile {
  readonly path: string;
  /** Held in memory in spirit: a private temporary file that goes when it is closed. */
  readonly temporary: boolean;
  /** Removes what is temporary. */
  remove(): void;
}

/**
 * Makes sure that the file exists and is readable by its owner alone; SQLite gives its journal files the same mode.
 * @param name a path, or `:memory:` for a database that goes when it is closed
 */
export function sqliteFile(name: string): SqliteFile {
  if (name === ':memory:') {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'));
    const remove = (): void => rmSync(folder, { recursive: true, force: true });
    return { path: create(join(folder, 'gatehouse.sqlite')), temporary: true, remove };
  }
  const path = resolve(name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return { path: create(path), temporary: false, remove: () => undefined };
}

function create(path: string): string {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

/** Another process serves this database file already. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';
}

/**
 * Claims the file for this process until the returned function is called or the process ends, however it ends: the claim
 * is SQLite's own lock on a file beside it. Links to the file lead to the same claim.
 * @param path of a file that exists
 * @throws DatabaseInUseError
 */
export function claimSqliteFile(path: string): () => void {
  const claim = new BetterSqlite3(create(`${realpathSync(path)}.in-use`), { timeout: 0 });
  try {
    claim.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    claim.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseInUseError(
      `${path} is served by another process. Stop it first, or use MariaDB or MySQL to run several.`,
    );
  }
  return () => claim.close();
}
