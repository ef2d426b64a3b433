/**
 * The only way to the database. Reads run at any time on connections of their own; every write belongs to a transaction
 * that is durable when its promise resolves, or has not happened at all.
 */
import type { EntityManager } from 'typeorm';
import type { Dialect } from '../columns/columns';

export type Value = string | number | Buffer | null;

export interface Connection {
  readonly dialect: Dialect;
  /** Runs a prepared SELECT (or an INSERT … RETURNING). */
  rows<Row>(sql: string, values?: readonly Value[]): Promise<Row[]>;
  /** Runs a prepared statement that changes something; answers how many rows its WHERE matched. */
  change(sql: string, values?: readonly Value[]): Promise<number>;
  /** The same connection through TypeORM, for what is not in a hurry. No `save`: it opens transactions of its own. */
  orm<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
}

export type Work<T> = (connection: Connection) => Promise<T>;

export abstract class Gateway {
  abstract readonly dialect: Dialect;
  /** Outside any transaction; sees what is committed. */
  abstract readonly reads: Connection;
  /**
   * Runs `work` in one transaction. It may run again after a deadlock, so it has no effect but through its connection.
   * @throws StoreBusyError, StoreUnavailableError, or what `work` throws
   */
  abstract transaction<T>(work: Work<T>): Promise<T>;
  /** The same for work that is a single statement, which needs no BEGIN where statements commit by themselves. */
  abstract statement<T>(work: Work<T>): Promise<T>;
  /** Units of work that wait for their turn; what is not urgent lets them go first. */
  abstract get waiting(): number;
  /** Waits for what is under way, then closes every connection. */
  abstract close(): Promise<void>;
}

/** The first row of a query that finds at most one. */
export async function oneRow<Row>(
  connection: Connection,
  sql: string,
  values: readonly Value[],
): Promise<Row | undefined> {
  const rows = await connection.rows<Row>(sql, values);
  return rows[0];
}

/** `a, b, c` and as many question marks. */
export function insertInto(table: string, columns: readonly string[], rows = 1): string {
  const marks = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => marks).join(', ')}`;
}
