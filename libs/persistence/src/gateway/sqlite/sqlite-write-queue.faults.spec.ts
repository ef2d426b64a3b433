import BetterSqlite3 from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../testing';
import { sqliteOptions } from '../../data-source.options';
import { SharedDataSource } from '../shared-data-source';
import { StoreBusyError, StoreUnavailableError } from '../store-errors';
import type { Work } from '../gateway';
import { SqliteStatements } from './sqlite-connection';
import { sqliteFile } from './sqlite-file';
import { SqliteWriteQueue } from './sqlite-write-queue';

/** The statements of a real database, of which those named in `failing` fail once each. */
class FailingStatements extends SqliteStatements {
  readonly failing: string[] = [];

  override get(sql: string): BetterSqlite3.Statement {
    const at = this.failing.indexOf(sql);
    if (at < 0) return super.get(sql);
    this.failing.splice(at, 1);
    throw new Error(`${sql} failed on purpose`);
  }
}

describe('[sqlite] SqliteWriteQueue, when', () => {
  let database: TestDatabase;
  let dataSource: SharedDataSource;
  let reader: BetterSqlite3.Database;
  let statements: FailingStatements;
  let queue: SqliteWriteQueue;

  beforeEach(async () => {
    database = await createTestDatabase('sqlite');
    const file = sqliteFile(database.url.slice('sqlite:'.length));
    dataSource = await new SharedDataSource(sqliteOptions(file, 'write')).initialize();
    const { databaseConnection } = dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database };
    databaseConnection.exec('CREATE TABLE note (name TEXT PRIMARY KEY)');
    statements = new FailingStatements(databaseConnection);
    queue = new SqliteWriteQueue(statements, dataSource.manager, { wait: 5_000, work: 30, length: 100 });
    reader = new BetterSqlite3(file.path, { readonly: true });
  });

  afterEach(async () => {
    await queue.close();
    reader.close();
    await dataSource.disconnect();
    await database.drop();
  });

  const INSERT = 'INSERT INTO note (name) VALUES (?)';
  const note =
    (name: string): Work<unknown> =>
    (connection) =>
      connection.change(INSERT, [name]);
  const noteAndFail: Work<unknown> = async (connection) => {
    await connection.change(INSERT, ['failing']);
    throw new Error('rolled back on purpose');
  };
  const stored = () => reader.prepare('SELECT name FROM note ORDER BY name').pluck().all();
  const statuses = async (answers: Promise<unknown>[]) =>
    (await Promise.allSettled(answers)).map((outcome) =>
      outcome.status === 'rejected' ? outcome.reason : outcome.status,
    );

  it.each([
    ['SAVEPOINT fails', ['SAVEPOINT unit']],
    ['COMMIT fails', ['COMMIT']],
    ['COMMIT and ROLLBACK fail', ['COMMIT', 'ROLLBACK']],
    ['SAVEPOINT and ROLLBACK fail', ['SAVEPOINT unit', 'ROLLBACK']],
  ])('%s, refuses whoever was in the transaction and serves the next', async (_title, failing) => {
    statements.failing.push(...failing);
    const [first] = await statuses([queue.run(note('first'))]);
    expect(first).toBeInstanceOf(StoreUnavailableError);
    await queue.run(note('second'));
    expect(stored()).toEqual(['second']);
  });

  it.each([
    ['ROLLBACK TO fails', ['ROLLBACK TO unit']],
    ['ROLLBACK TO and ROLLBACK fail', ['ROLLBACK TO unit', 'ROLLBACK']],
  ])('%s, refuses all of the transaction and serves those after it', async (_title, failing) => {
    statements.failing.push(...failing);
    const [before, inHand, after] = await statuses([
      queue.run(note('before')),
      queue.run(noteAndFail),
      queue.run(note('after')),
    ]);
    expect(before).toBeInstanceOf(StoreUnavailableError);
    expect(inHand).toBeInstanceOf(StoreUnavailableError);
    expect(after).toBe('fulfilled');
    expect(stored()).toEqual(['after']);
  });

  it('ROLLBACK keeps failing, refuses who waits and recovers', async () => {
    statements.failing.push('COMMIT', 'ROLLBACK', 'ROLLBACK');
    await expect(queue.run(note('first'))).rejects.toThrow(StoreUnavailableError);
    await expect(queue.run(note('second'))).rejects.toThrow(StoreUnavailableError);
    await queue.run(note('third'));
    expect(stored()).toEqual(['third']);
  });

  it('work took too long, lets it use no manager that it still has', async () => {
    let kept: EntityManager | undefined;
    const stuck = queue.run(async (connection) => {
      await connection.orm(async (manager) => (kept = manager));
      await kept?.query(INSERT, ['in time']);
      await new Promise(() => undefined);
    });
    await expect(stuck).rejects.toThrow(StoreBusyError);
    await queue.run(async (connection) => {
      await connection.change(INSERT, ['mine']);
      await expect(kept?.query(INSERT, ['late'])).rejects.toThrow('the unit of work is over');
    });
    expect(stored()).toEqual(['mine']);
  });

  it('work fails while a statement of its own is under way, keeps that out of the next unit', async () => {
    const failed = queue.run(async (connection) => {
      void connection.orm((manager) => manager.query(INSERT, ['stray']));
      throw new Error('rolled back on purpose');
    });
    const next = queue.run(note('mine'));
    await expect(failed).rejects.toThrow('rolled back on purpose');
    await next;
    expect(stored()).toEqual(['mine']);
  });
});
