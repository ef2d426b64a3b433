import type BetterSqlite3 from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import type { Connection, Value } from '../gateway';
import { sqliteFault } from './sqlite-faults';

/** Prepared statements of one database handle. The texts are a fixed set of ours, so the cache does not grow. */
export class SqliteStatements {
  private readonly prepared = new Map<string, BetterSqlite3.Statement>();

  constructor(readonly database: BetterSqlite3.Database) {}

  get(sql: string): BetterSqlite3.Statement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}

/** One SQLite handle as a connection; `close` ends its use when the unit of work it was lent to is over. */
export class SqliteConnection implements Connection {
  readonly dialect = 'sqlite';
  private open = true;

  constructor(
    private readonly statements: SqliteStatements,
    private readonly manager: EntityManager,
  ) {}

  async rows<Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    this.expectOpen();
    try {
      return this.statements.get(sql).all(...values) as Row[];
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  async change(sql: string, values: readonly Value[] = []): Promise<number> {
    this.expectOpen();
    try {
      return this.statements.get(sql).run(...values).changes;
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  async orm<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.expectOpen();
    try {
      return await work(this.manager);
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  close(): void {
    this.open = false;
  }

  private expectOpen(): void {
    if (!this.open) throw new Error('the unit of work is over: its stores cannot be used any more');
  }
}
