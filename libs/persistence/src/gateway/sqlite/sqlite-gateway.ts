import type BetterSqlite3 from 'better-sqlite3';
import { Gateway, type Work } from '../gateway';
import type { SharedDataSource } from '../shared-data-source';
import { SqliteConnection, SqliteStatements } from './sqlite-connection';
import { SqliteWriteQueue, type QueueLimits } from './sqlite-write-queue';

/** One connection that writes, behind a queue, and one that reads. */
export class SqliteGateway extends Gateway {
  override readonly dialect = 'sqlite';
  override readonly reads: SqliteConnection;
  private readonly queue: SqliteWriteQueue;

  constructor(
    private readonly writeDataSource: SharedDataSource,
    private readonly readDataSource: SharedDataSource,
    limits?: QueueLimits,
  ) {
    super();
    this.reads = new SqliteConnection(statementsOf(readDataSource), readDataSource.manager);
    this.queue = new SqliteWriteQueue(statementsOf(writeDataSource), writeDataSource.manager, limits);
  }

  override transaction<T>(work: Work<T>): Promise<T> {
    return this.queue.run(work);
  }

  override statement<T>(work: Work<T>): Promise<T> {
    return this.queue.run(work);
  }

  override get waiting(): number {
    return this.queue.length;
  }

  override async close(): Promise<void> {
    await this.queue.close();
    for (const dataSource of [this.readDataSource, this.writeDataSource]) {
      if (dataSource.isInitialized) await dataSource.disconnect();
    }
  }
}

function statementsOf(dataSource: SharedDataSource): SqliteStatements {
  // TypeORM types its drivers as one interface; the handle is public in the better-sqlite3 driver.
  const { databaseConnection } = dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database };
  return new SqliteStatements(databaseConnection);
}
