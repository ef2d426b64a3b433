import type BetterSqlite3 from 'better-sqlite3';
import type { EntityManager, QueryRunner } from 'typeorm';
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
  private guarded: EntityManager | undefined;
  /** TypeORM's statements that have not come back yet; on SQLite they only pass through a few promises. */
  private readonly underWay = new Set<Promise<unknown>>();

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
      this.guarded ??= this.guard();
      return await work(this.guarded);
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  /** Refuses further statements, also through managers handed out, and waits for those under way. */
  async close(): Promise<void> {
    this.open = false;
    if (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  /** A manager of this connection alone: every statement of TypeORM passes through `query`. */
  private guard(): EntityManager {
    const { dataSource } = this.manager;
    const runner = dataSource.createQueryRunner();
    const query = (...statement: Parameters<QueryRunner['query']>): Promise<unknown> =>
      this.track(() => runner.query(...statement));
    return dataSource.createEntityManager(Object.create(runner, { query: { value: query } }) as QueryRunner);
  }

  private async track(run: () => Promise<unknown>): Promise<unknown> {
    this.expectOpen();
    const running = run();
    this.underWay.add(running);
    try {
      return await running;
    } finally {
      this.underWay.delete(running);
    }
  }

  private expectOpen(): void {
    if (!this.open) throw new Error('the unit of work is over: its stores cannot be used any more');
  }
}
