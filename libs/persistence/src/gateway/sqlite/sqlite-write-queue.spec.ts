import { setImmediate as nextTurn } from 'node:timers/promises';
import { token } from '@gatehouse/protocol/testing';
import BetterSqlite3 from 'better-sqlite3';
import { createTestDatabase, type TestDatabase } from '../../../testing';
import { sqliteOptions } from '../../data-source.options';
import { openPersistence, type Persistence } from '../../persistence';
import { TypeormUnitOfWork } from '../../stores/typeorm-unit-of-work';
import { SharedDataSource } from '../shared-data-source';
import { StoreBusyError, StoreUnavailableError } from '../store-errors';
import { SqliteGateway } from './sqlite-gateway';
import { sqliteFile } from './sqlite-file';
import type { QueueLimits } from './sqlite-write-queue';

/** The same numbers in every run: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('[sqlite] SqliteWriteQueue', () => {
  let database: TestDatabase;
  let path: string;
  const open: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    database = await createTestDatabase('sqlite');
    path = database.url.slice('sqlite:'.length);
  });

  afterEach(async () => {
    for (const opened of open.splice(0)) await opened.close();
    await database.drop();
  });

  async function openDatabase(): Promise<Persistence> {
    const persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    open.push(persistence);
    return persistence;
  }

  /** A second opening of the same file with limits that a test need not wait for. */
  async function openWith(limits: QueueLimits) {
    const file = sqliteFile(path);
    const write = await new SharedDataSource(sqliteOptions(file, 'write')).initialize();
    const read = await new SharedDataSource(sqliteOptions(file, 'read')).initialize();
    const gateway = new SqliteGateway(write, read, limits);
    open.push(gateway);
    return { gateway, unitOfWork: new TypeormUnitOfWork(gateway) };
  }

  const count = (persistence: Persistence): number => {
    const reader = new BetterSqlite3(path, { readonly: true });
    const { rows } = reader.prepare('SELECT COUNT(*) AS rows FROM token').get() as { rows: number };
    reader.close();
    expect(persistence.dialect).toBe('sqlite');
    return rows;
  };

  // TypeORM shares one query runner for SQLite: transactions of two requests run into each other, and what one was told
  // is committed goes away with the other's rollback.
  it('loses no acknowledged write in 10,000 random interleavings with others that roll back', async () => {
    const persistence = await openDatabase();
    const { unitOfWork } = persistence;
    const random = seeded(20260115);
    const wanted = new Set<string>();
    const unwanted = new Set<string>();
    let acknowledged = 0;

    const transaction = async (fails: boolean): Promise<void> => {
      const records = Array.from({ length: 1 + Math.floor(random() * 3) }, () => token().record);
      const pauses = Math.floor(random() * 4);
      const turns = random() < 0.02;
      for (const { id } of records) (fails ? unwanted : wanted).add(id);
      const work = unitOfWork.run(async (stores) => {
        for (const record of records) {
          await stores.tokens.insert([record]);
          for (let pause = 0; pause < pauses; pause++) await Promise.resolve();
          if (turns) await nextTurn();
        }
        if (fails) throw new Error('rolled back on purpose');
      });
      if (fails) await expect(work).rejects.toThrow('rolled back on purpose');
      else await work;
      acknowledged += 1;
    };
    const single = async (): Promise<void> => {
      const { record } = token();
      wanted.add(record.id);
      await unitOfWork.record([record]);
      acknowledged += 1;
    };

    const running = new Set<Promise<void>>();
    for (let started = 0; started < 10_000; started++) {
      const choice = random();
      const one: Promise<void> = (
        choice < 0.35 ? transaction(false) : choice < 0.6 ? transaction(true) : single()
      ).finally(() => running.delete(one));
      running.add(one);
      if (running.size >= 48) await Promise.race(running);
    }
    await Promise.all(running);

    expect(acknowledged).toBe(10_000);
    for (const id of wanted) {
      if (!(await unitOfWork.reads.tokens.find(id))) throw new Error(`${id} was acknowledged and is lost`);
    }
    for (const id of unwanted) {
      if (await unitOfWork.reads.tokens.find(id)) throw new Error(`${id} was rolled back and is there`);
    }
    expect(count(persistence)).toBe(wanted.size);
  });

  it('shares commits between units of work that wait, and between callers of record', async () => {
    const persistence = await openDatabase();
    const before = new BetterSqlite3(path, { readonly: true });
    // Rises once per commit of another connection.
    const version = () => before.pragma('data_version', { simple: true }) as number;
    const commits = async (work: () => Promise<unknown>): Promise<number> => {
      const seen = new Set([version()]);
      let done = false;
      const finished = work().finally(() => (done = true));
      while (!done) {
        await nextTurn();
        seen.add(version());
      }
      await finished;
      return seen.size - 1;
    };
    const { unitOfWork } = persistence;
    const inserts = () =>
      Promise.all(Array.from({ length: 64 }, () => unitOfWork.run((stores) => stores.tokens.insert([token().record]))));
    expect(await commits(inserts)).toBeLessThanOrEqual(4);
    const records = () => Promise.all(Array.from({ length: 200 }, () => unitOfWork.record([token().record])));
    expect(await commits(records)).toBeLessThanOrEqual(4);
    before.close();
  });

  it('answers a unit of work only when it is committed, however long its neighbours take', async () => {
    const { unitOfWork } = await openDatabase();
    const reader = new BetterSqlite3(path, { readonly: true });
    const rows = () => (reader.prepare('SELECT COUNT(*) AS rows FROM token').get() as { rows: number }).rows;
    const first = unitOfWork.run((stores) => stores.tokens.insert([token().record])).then(rows);
    const recorded = unitOfWork.record([token().record]).then(rows);
    const slow = unitOfWork.run(async () => {
      for (let turn = 0; turn < 5; turn++) await nextTurn();
    });
    expect(await first).toBeGreaterThan(0);
    expect(await recorded).toBeGreaterThan(1);
    await slow;
    reader.close();
  });

  it('closes a unit of work behind its back: its stores cannot be used afterwards', async () => {
    const { unitOfWork } = await openDatabase();
    let kept: (() => Promise<void>) | undefined;
    await unitOfWork.run(async (stores) => {
      kept = () => stores.tokens.insert([token().record]);
    });
    await expect(kept?.()).rejects.toThrow('the unit of work is over');
  });

  it('gives up work that takes too long, and goes on with the rest', async () => {
    const persistence = await openDatabase();
    const { unitOfWork } = await openWith({ wait: 5_000, work: 30, length: 100 });
    const lost = token().record;
    const stuck = unitOfWork.run(async (stores) => {
      await stores.tokens.insert([lost]);
      await new Promise(() => undefined);
    });
    const next = unitOfWork.record([token().record]);
    await expect(stuck).rejects.toThrow(StoreBusyError);
    await next;
    expect(await unitOfWork.reads.tokens.find(lost.id)).toBeUndefined();
    expect(count(persistence)).toBe(1);
  });

  it('waits for another process that writes', async () => {
    const { unitOfWork } = await openDatabase();
    const other = new BetterSqlite3(path);
    other.exec('BEGIN IMMEDIATE');
    const { record } = token();
    let answered = false;
    const waiting = unitOfWork.record([record]).then(() => (answered = true));
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    expect(answered).toBe(false);
    other.exec('COMMIT');
    await waiting;
    expect(await unitOfWork.reads.tokens.find(record.id)).toBeDefined();
    other.close();
  });

  it('refuses what has waited too long, and serves again when the other process is done', async () => {
    await openDatabase();
    const { unitOfWork } = await openWith({ wait: 50, work: 5_000, length: 100 });
    const other = new BetterSqlite3(path);
    other.exec('BEGIN IMMEDIATE');
    const outcomes = await Promise.allSettled([
      unitOfWork.run((stores) => stores.tokens.insert([token().record])),
      unitOfWork.record([token().record]),
      unitOfWork.record([token().record]),
    ]);
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' ? outcome.reason : undefined).toBeInstanceOf(StoreBusyError);
    }
    other.exec('COMMIT');
    other.close();
    await unitOfWork.record([token().record]);
  });

  it('refuses at once when too much waits', async () => {
    await openDatabase();
    const { unitOfWork } = await openWith({ wait: 5_000, work: 5_000, length: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 15 }, () => unitOfWork.run((stores) => stores.tokens.insert([token().record]))),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes.slice(10)) {
      expect(outcome.status === 'rejected' ? outcome.reason : undefined).toBeInstanceOf(StoreBusyError);
    }
  });

  it('answers nothing that a full disk did not take, keeps reading, and recovers', async () => {
    const persistence = await openDatabase();
    const { unitOfWork } = persistence;
    const first = token().record;
    await unitOfWork.record([first]);
    const { gateway, unitOfWork: small } = await openWith({ wait: 5_000, work: 5_000, length: 10_000 });
    const pages = (limit: number) =>
      gateway.statement((connection) => connection.rows(`PRAGMA max_page_count = ${limit}`));
    await pages(1);
    const wide = () => ({ ...token().record, bindings: { filling: 'x'.repeat(2_000) } });
    const records = Array.from({ length: 300 }, wide);
    const outcomes = await Promise.allSettled(
      records.map((record, index) =>
        index % 2 ? small.record([record]) : small.run((stores) => stores.tokens.insert([record])),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const outcome of refused) expect(outcome.reason).toBeInstanceOf(StoreUnavailableError);
    for (const [index, outcome] of outcomes.entries()) {
      const stored = (await small.reads.tokens.find(records[index]!.id)) !== undefined;
      expect(stored).toBe(outcome.status === 'fulfilled');
    }
    expect(await small.reads.tokens.find(first.id)).toBeDefined();
    await pages(1_000_000);
    const last = token().record;
    await small.record([last]);
    expect(await small.reads.tokens.find(last.id)).toBeDefined();
  });

  it('finishes what waits before it closes, and takes nothing afterwards', async () => {
    const persistence = await openDatabase();
    const { unitOfWork } = persistence;
    const accepted = Array.from({ length: 300 }, () => unitOfWork.record([token().record]));
    await Promise.all([...accepted, persistence.close()]);
    await expect(unitOfWork.record([token().record])).rejects.toThrow(StoreUnavailableError);
    expect(count(persistence)).toBe(300);
  });
});
