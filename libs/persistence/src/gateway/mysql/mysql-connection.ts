import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { EntityManager } from 'typeorm';
import type { Dialect } from '../../columns/columns';
import type { Connection, Value } from '../gateway';
import { isConflict, isConnectionLost, mysqlFault } from './mysql-faults';
import { ANSWER_LIMIT } from './mysql-pool';

function execute<Result extends RowDataPacket[] | ResultSetHeader>(
  on: PoolConnection,
  sql: string,
  values: readonly Value[],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    on.execute<Result>({ sql, values: [...values], timeout: ANSWER_LIMIT }, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

function acquire(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error) reject(error);
      else resolve(connection);
    });
  });
}

/** Statements outside transactions: each on its own, each its own commit. */
export class MysqlReads implements Connection {
  constructor(
    readonly dialect: Exclude<Dialect, 'sqlite'>,
    private readonly pool: Pool,
    private readonly manager: EntityManager,
  ) {}

  async rows<Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    try {
      return await this.attempt<Row>(sql, values);
    } catch (error) {
      // A pooled connection may have died since it was used last; one fresh try tells that from a database that is down.
      if (!isConnectionLost(error)) throw mysqlFault(error);
    }
    try {
      return await this.attempt<Row>(sql, values);
    } catch (error) {
      throw mysqlFault(error);
    }
  }

  private async attempt<Row>(sql: string, values: readonly Value[]): Promise<Row[]> {
    const connection = await acquire(this.pool);
    try {
      return (await execute<RowDataPacket[]>(connection, sql, values)) as Row[];
    } catch (error) {
      if (isConnectionLost(error)) connection.destroy();
      throw error;
    } finally {
      connection.release();
    }
  }

  change(): Promise<number> {
    return Promise.reject(new Error('writes belong to a unit of work'));
  }

  async orm<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.manager);
    } catch (error) {
      throw mysqlFault(error);
    }
  }
}

/**
 * One connection for one unit of work. When the server has rolled the transaction back (a deadlock) or the connection is
 * gone, nothing more may run on it, even if the work ignores the error: it would be committed by itself.
 */
export class MysqlTransaction implements Connection {
  /** Why the transaction cannot be committed any more. */
  doomed: { readonly error: unknown } | undefined;
  private open = true;

  constructor(
    readonly dialect: Exclude<Dialect, 'sqlite'>,
    private readonly connection: PoolConnection,
    private readonly manager: EntityManager,
  ) {}

  rows<Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.guard(async () => (await execute<RowDataPacket[]>(this.connection, sql, values)) as Row[]);
  }

  change(sql: string, values: readonly Value[] = []): Promise<number> {
    return this.guard(async () => (await execute<ResultSetHeader>(this.connection, sql, values)).affectedRows);
  }

  orm<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.guard(() => work(this.manager));
  }

  close(): void {
    this.open = false;
  }

  private async guard<T>(statement: () => Promise<T>): Promise<T> {
    if (!this.open) throw new Error('the unit of work is over: its stores cannot be used any more');
    if (this.doomed) throw this.doomed.error;
    try {
      return await statement();
    } catch (error) {
      if (isConflict(error) || isConnectionLost(error)) this.doomed = { error };
      throw error;
    }
  }
}
