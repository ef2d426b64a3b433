/** The database of an instance, past the API: for what an operator would do there, and for what a thief would find. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { Instance } from './instance';

/** Runs one statement. */
export async function runStatement({ databaseUrl }: Pick<Instance, 'databaseUrl'>, statement: string): Promise<void> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new Database(databaseUrl.slice('sqlite:'.length), { timeout: 5_000 });
    database.exec(statement);
    database.close();
    return;
  }
  const connection = await createConnection(databaseUrl);
  await connection.query(statement);
  await connection.end();
}

type Stored = Pick<Instance, 'databaseUrl'>;

/** What one SELECT finds, as the database has it; of the audit log, once all that waits there has its place in it. */
export async function storedRows<Row>(instance: Stored, select: string): Promise<Row[]> {
  const waiting = 'SELECT COUNT(*) AS count FROM audit_pending';
  for (let round = 0; select.includes('audit_event') && round < 200; round++) {
    const [pending] = await rowsOf<{ count: number }>(instance, waiting);
    if (Number(pending?.count) === 0) break;
    await pause(50);
  }
  return rowsOf<Row>(instance, select);
}

async function rowsOf<Row>({ databaseUrl }: Stored, select: string): Promise<Row[]> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new Database(databaseUrl.slice('sqlite:'.length), { readonly: true, timeout: 5_000 });
    const rows = database.prepare(select).all();
    database.close();
    return rows as Row[];
  }
  const connection = await createConnection(databaseUrl);
  const [rows] = await connection.query<RowDataPacket[]>(select);
  await connection.end();
  return rows as unknown as Row[];
}

/** Everything that lies there, by file or table: the raw bytes of SQLite's files, or each row of each MariaDB table. */
export async function everythingStored({ databaseUrl }: Pick<Instance, 'databaseUrl'>): Promise<Map<string, Buffer>> {
  if (!databaseUrl.startsWith('sqlite:')) return everyTable(databaseUrl);
  const file = databaseUrl.slice('sqlite:'.length);
  const stored = new Map<string, Buffer>();
  for (const name of await readdir(dirname(file))) {
    // The write-ahead log and the shared memory lie beside it.
    if (name.startsWith(basename(file))) stored.set(name, await readFile(join(dirname(file), name)));
  }
  return stored;
}

async function everyTable(databaseUrl: string): Promise<Map<string, Buffer>> {
  const connection = await createConnection(databaseUrl);
  const stored = new Map<string, Buffer>();
  for (const name of await tablesOf(connection)) {
    const [rows] = await connection.query<RowDataPacket[][]>({ sql: `SELECT * FROM \`${name}\``, rowsAsArray: true });
    stored.set(name, Buffer.concat(rows.flatMap((row) => (row as unknown[]).map(cell))));
  }
  await connection.end();
  return stored;
}

async function tablesOf(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[][]>({ sql: 'SHOW TABLES', rowsAsArray: true });
  return rows.map(([name]) => String(name));
}

function cell(value: unknown): Buffer {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return Buffer.concat([bytes, Buffer.from('\n')]);
}
