/**
 * All writes of a process, one after the other on one connection. TypeORM shares a single query runner for SQLite, so
 * transactions of different requests would otherwise run into each other and be lost together. Units of work that wait
 * share a commit: each runs in a savepoint of its own, and is answered only after the commit.
 */
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Work } from '../gateway';
import { StoreBusyError, StoreUnavailableError } from '../store-errors';
import { SqliteConnection, type SqliteStatements } from './sqlite-connection';
import { isBusy, sqliteFault } from './sqlite-faults';

export interface QueueLimits {
  /** Longest wait of a unit of work before it is refused, milliseconds. */
  readonly wait: number;
  /** Longest time that one unit of work may take, milliseconds. */
  readonly work: number;
  /** Units of work that may wait at once. */
  readonly length: number;
}

export const QUEUE_LIMITS: QueueLimits = { wait: 5_000, work: 5_000, length: 10_000 };

/** A commit takes in at most this much, so that answers are not held back for long. */
const UNITS_PER_COMMIT = 128;
const MILLISECONDS_PER_COMMIT = 20;
/** Between two tries for the lock of another process. */
const LOCK_RETRY = 10;

interface Unit {
  readonly work: Work<unknown>;
  readonly since: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** How a unit went, told when the commit is through. */
type Settle = () => void;

export class SqliteWriteQueue {
  private waiting: Unit[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly statements: SqliteStatements,
    private readonly manager: EntityManager,
    private readonly limits: QueueLimits = QUEUE_LIMITS,
  ) {}

  /** Units of work that wait for their turn. */
  get length(): number {
    return this.waiting.length;
  }

  /** Runs `work` in its turn; resolves when it is committed. */
  run<T>(work: Work<T>): Promise<T> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('the database is closed'));
    if (this.waiting.length >= this.limits.length) {
      return Promise.reject(new StoreBusyError('too much waits for the database'));
    }
    return new Promise<T>((resolve, reject) => {
      // The promise has the type of its own work; the queue only passes the value through.
      this.waiting.push({ work, since: performance.now(), resolve: resolve as (value: unknown) => void, reject });
      this.running ??= this.drain();
    });
  }

  /** Refuses new work and waits for the rest. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop gathers what has arrived together: that is what shares the commit.
    try {
      do {
        await nextTurn();
        await this.commitBatch();
      } while (this.waiting.length > 0);
    } finally {
      this.running = undefined;
    }
  }

  private async commitBatch(): Promise<void> {
    if (!(await this.begin())) return;
    const taken: Unit[] = [];
    const settled: Settle[] = [];
    const end = performance.now() + MILLISECONDS_PER_COMMIT;
    try {
      do {
        const unit = this.waiting.shift();
        if (!unit) break;
        taken.push(unit);
        settled.push(await this.attempt(unit));
      } while (settled.length < UNITS_PER_COMMIT && performance.now() < end);
      this.execute('COMMIT');
    } catch (error) {
      this.abandon();
      for (const unit of taken) unit.reject(lost(error));
      return;
    }
    for (const settle of settled) settle();
  }

  private abandon(): void {
    try {
      if (this.statements.database.inTransaction) this.execute('ROLLBACK');
    } catch {
      // The next beginning tries again, and tells who waits then.
    }
  }

  /** Takes the write lock, waiting for other processes without holding up this one. False when nobody waits any more. */
  private async begin(): Promise<boolean> {
    for (;;) {
      this.refuseOverdue();
      if (this.waiting.length === 0) return false;
      try {
        if (this.statements.database.inTransaction) this.execute('ROLLBACK');
        this.execute('BEGIN IMMEDIATE');
        return true;
      } catch (error) {
        if (!isBusy(error)) {
          for (const unit of this.waiting.splice(0)) unit.reject(lost(error));
          return false;
        }
        await delay(LOCK_RETRY);
      }
    }
  }

  private refuseOverdue(): void {
    const limit = performance.now() - this.limits.wait;
    while (this.waiting[0] && this.waiting[0].since < limit) {
      this.waiting.shift()?.reject(new StoreBusyError('waited too long for the database'));
    }
  }

  /** Runs one unit in a savepoint. @throws when the transaction as a whole is lost */
  private async attempt(unit: Unit): Promise<Settle> {
    const connection = new SqliteConnection(this.statements, this.manager);
    this.execute('SAVEPOINT unit');
    try {
      const value = await this.inTime(unit.work(connection));
      await connection.close();
      this.execute('RELEASE unit');
      return () => unit.resolve(value);
    } catch (error) {
      await connection.close();
      // A full disk rolls back everything, not only this unit.
      if (!this.statements.database.inTransaction) {
        unit.reject(sqliteFault(error));
        throw error;
      }
      this.execute('ROLLBACK TO unit');
      this.execute('RELEASE unit');
      return () => unit.reject(error);
    }
  }

  /** Work that waits for something else would hold up everybody's writes, so it may not take for ever. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new StoreBusyError('a unit of work took too long')), this.limits.work);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  private execute(sql: string): void {
    this.statements.get(sql).run();
  }
}

/** Why nothing of a transaction took place. */
function lost(error: unknown): unknown {
  const fault = sqliteFault(error);
  return fault === error ? new StoreUnavailableError('the transaction failed', { cause: error }) : fault;
}
