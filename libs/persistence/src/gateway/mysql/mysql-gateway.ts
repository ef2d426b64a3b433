import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolConnection } from 'mysql2';
import type { Dialect } from '../../columns/columns';
import { dialectOf } from '../dialect-of';
import { Gateway, type Work } from '../gateway';
import type { SharedDataSource } from '../shared-data-source';
import { StoreUnavailableError } from '../store-errors';
import { MysqlReads, MysqlTransaction } from './mysql-connection';
import { isConflict, isConnectionLost, mysqlFault } from './mysql-faults';
import { ANSWER_LIMIT } from './mysql-pool';

/** How often work runs again after a deadlock or a lost connection. */
const RETRIES = 3;
/** Longest pause before the first retry, milliseconds; grows with each. */
const PAUSE = 20;

/** MySQL, MariaDB and what speaks their protocol: a pool, READ COMMITTED, and bounded retries. */
export class MysqlGateway extends Gateway {
  override readonly dialect: Exclude<Dialect, 'sqlite'>;
  override readonly reads: MysqlReads;
  /** Units of work that run or wait for a connection. */
  private underWay = 0;

  constructor(private readonly dataSource: SharedDataSource) {
    super();
    const dialect = dialectOf(dataSource);
    if (dialect === 'sqlite') throw new TypeError('not a MySQL data source');
    this.dialect = dialect;
    this.reads = new MysqlReads(dialect, poolOf(dataSource), dataSource.manager);
  }

  override transaction<T>(work: Work<T>): Promise<T> {
    return this.retried(work, true);
  }

  override statement<T>(work: Work<T>): Promise<T> {
    return this.retried(work, false);
  }

  override get waiting(): number {
    return this.underWay;
  }

  override async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.disconnect();
  }

  private async retried<T>(work: Work<T>, inTransaction: boolean): Promise<T> {
    this.underWay++;
    try {
      return await this.attempts(work, inTransaction);
    } finally {
      this.underWay--;
    }
  }

  private async attempts<T>(work: Work<T>, inTransaction: boolean): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.attempt(work, inTransaction);
      } catch (error) {
        const again = isConflict(error) || (inTransaction && isConnectionLost(error));
        if (!again || attempt === RETRIES) throw mysqlFault(error);
        await delay(randomInt(1, PAUSE * (attempt + 1)));
      }
    }
  }

  private async attempt<T>(work: Work<T>, inTransaction: boolean): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const connection = (await runner.connect()) as PoolConnection;
    const transaction = new MysqlTransaction(this.dialect, connection, runner.manager);
    try {
      if (inTransaction) await command(connection, 'START TRANSACTION');
      const value = await work(transaction);
      transaction.close();
      if (transaction.doomed) throw transaction.doomed.error;
      if (inTransaction) await commit(connection);
      return value;
    } catch (error) {
      transaction.close();
      await giveUp(connection, transaction.doomed?.error ?? error, inTransaction);
      throw error;
    } finally {
      // Does nothing to a destroyed connection: it has left the pool already.
      await runner.release();
    }
  }
}

/** If the connection breaks here, nobody knows whether the commit took place: then the work must not run again. */
async function commit(connection: PoolConnection): Promise<void> {
  try {
    await command(connection, 'COMMIT');
  } catch (error) {
    connection.destroy();
    if (!isConnectionLost(error)) throw error;
    throw new StoreUnavailableError('the connection was lost during the commit', { cause: error });
  }
}

async function giveUp(connection: PoolConnection, error: unknown, inTransaction: boolean): Promise<void> {
  if (isConnectionLost(error)) {
    connection.destroy();
    return;
  }
  if (!inTransaction) return;
  try {
    await command(connection, 'ROLLBACK');
  } catch {
    // Closing the connection rolls back as well.
    connection.destroy();
  }
}

function command(connection: PoolConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, timeout: ANSWER_LIMIT }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function poolOf(dataSource: SharedDataSource): Pool {
  // TypeORM types its drivers as one interface; the pool is public in the MySQL driver.
  return (dataSource.driver as unknown as { pool: Pool }).pool;
}
