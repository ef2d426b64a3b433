import { newTimeOrderedId } from '@gatehouse/protocol';
import { family, START, token } from '@gatehouse/protocol/testing';
import { createConnection, type Connection as AdminConnection } from 'mysql2/promise';
import { createTestDatabase, mariadbAdminUrl, type TestDatabase } from '../../../testing';
import { openPersistence, type Persistence } from '../../persistence';
import type { Gateway } from '../gateway';
import { StoreBusyError, StoreUnavailableError } from '../store-errors';

// A server is not always there; without one these specs are one skipped line.
const describeWithServer = mariadbAdminUrl() === undefined ? describe.skip : describe;

describeWithServer('[mariadb] MysqlGateway', () => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  let admin: AdminConnection;

  beforeAll(async () => {
    database = await createTestDatabase('mariadb');
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    admin = await createConnection(database.url);
  });

  afterAll(async () => {
    await admin.end();
    await persistence.close();
    await database.drop();
  });

  const exists = async (id: string) => (await persistence.unitOfWork.reads.tokens.find(id)) !== undefined;
  const storedFamily = async () => {
    const record = family({ id: newTimeOrderedId(START) });
    await persistence.unitOfWork.run((stores) => stores.families.insert(record));
    return record;
  };
  const connectionId = async (run: Gateway['reads']) => {
    const [row] = await run.rows<{ id: number }>('SELECT CONNECTION_ID() AS id');
    return row!.id;
  };

  it('sets every connection up the same way', async () => {
    const variables = `SELECT @@session.tx_isolation AS isolation, @@session.time_zone AS zone, @@session.sql_mode AS mode,
      @@session.innodb_lock_wait_timeout AS lock_wait, @@session.max_statement_time AS statement_time,
      @@session.collation_connection AS collation`;
    const seen = await Promise.all(
      Array.from({ length: 10 }, () =>
        gateway.transaction(async (connection) => ({
          id: await connectionId(connection),
          row: (await connection.rows<Record<string, unknown>>(variables))[0],
        })),
      ),
    );
    expect(new Set(seen.map(({ id }) => id)).size).toBeGreaterThan(1);
    for (const { row } of seen) {
      expect(row).toMatchObject({
        isolation: 'READ-COMMITTED',
        zone: '+00:00',
        lock_wait: 3,
        collation: 'utf8mb4_unicode_ci',
      });
      expect(row?.['mode']).toContain('STRICT_ALL_TABLES');
      expect(Number(row?.['statement_time'])).toBe(3);
    }
  });

  it('compares keys byte for byte in every column that is looked up', async () => {
    const [rows] = await admin.query(
      `SELECT DISTINCT COLLATION_NAME AS name FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = DATABASE() AND COLLATION_NAME IS NOT NULL AND TABLE_NAME <> 'migration'`,
    );
    expect(rows).toEqual([{ name: 'utf8mb4_nopad_bin' }]);
  });

  it('runs the work again after a deadlock, until both are through', async () => {
    const [left, right] = [await storedFamily(), await storedFamily()];
    let runs = 0;
    let arrived = 0;
    let bothHoldOne: () => void = () => undefined;
    const crossing = new Promise<void>((resolve) => (bothHoldOne = resolve));
    const revoke = (first: string, second: string, at: number) =>
      persistence.unitOfWork.run(async (stores) => {
        runs += 1;
        await stores.families.revoke(first, at, 'revoked_by_admin');
        arrived += 1;
        if (arrived === 2) bothHoldOne();
        await crossing;
        await stores.families.revoke(second, at, 'revoked_by_admin');
      });
    await Promise.all([revoke(left.id, right.id, START + 1), revoke(right.id, left.id, START + 2)]);
    expect(runs).toBe(3);
    const times = [];
    for (const { id } of [left, right]) {
      times.push((await persistence.unitOfWork.reads.families.find(id))?.family.revokedAt);
    }
    expect(times[0]).toBe(times[1]);
  });

  it('never commits the rest of work that ignores its deadlock', async () => {
    const [left, right] = [await storedFamily(), await storedFamily()];
    const attempts: string[] = [];
    let arrived = 0;
    let bothHoldOne: () => void = () => undefined;
    const crossing = new Promise<void>((resolve) => (bothHoldOne = resolve));
    const work = (first: string, second: string) =>
      persistence.unitOfWork.run(async (stores) => {
        await stores.families.revoke(first, START, 'revoked_by_admin');
        arrived += 1;
        if (arrived === 2) bothHoldOne();
        await crossing;
        await stores.families.revoke(second, START, 'revoked_by_admin').catch(() => undefined);
        const { record } = token({ id: newTimeOrderedId(START) });
        attempts.push(record.id);
        await stores.tokens.insert([record]);
        return record.id;
      });
    const committed = await Promise.all([work(left.id, right.id), work(right.id, left.id)]);
    expect(attempts).toHaveLength(3);
    for (const id of attempts) expect(await exists(id)).toBe(committed.includes(id));
  });

  it('gives up with StoreBusyError when a lock is never free', async () => {
    const locked = await storedFamily();
    await admin.query('START TRANSACTION');
    await admin.query('SELECT id FROM family WHERE id = ? FOR UPDATE', [
      Buffer.from(locked.id.replaceAll('-', ''), 'hex'),
    ]);
    let runs = 0;
    const blocked = gateway.transaction(async (connection) => {
      runs += 1;
      // Sooner than the three seconds of every connection.
      await connection.rows('SET SESSION innodb_lock_wait_timeout = 1');
      try {
        await connection.change('UPDATE family SET revoked_at = 1 WHERE id = ?', [
          Buffer.from(locked.id.replaceAll('-', ''), 'hex'),
        ]);
      } finally {
        await connection.rows('SET SESSION innodb_lock_wait_timeout = 3').catch(() => undefined);
      }
    });
    await expect(blocked).rejects.toThrow(StoreBusyError);
    expect(runs).toBe(4);
    await admin.query('ROLLBACK');
  });

  it('runs the work again on another connection when its own is killed', async () => {
    const ids: number[] = [];
    const { record } = token({ id: newTimeOrderedId(START) });
    await gateway.transaction(async (connection) => {
      const id = await connectionId(connection);
      ids.push(id);
      if (ids.length === 1) await admin.query(`KILL ${id}`);
      await connection.change('UPDATE catalogue SET version = version + 1 WHERE id = 1');
    });
    expect(ids).toHaveLength(2);
    expect(ids[0]).not.toBe(ids[1]);
    await persistence.unitOfWork.record([record]);
    expect(await exists(record.id)).toBe(true);
  });

  it('reads on when every idle connection was killed', async () => {
    await Promise.all(Array.from({ length: 10 }, () => persistence.ping()));
    const [rows] = await admin.query(
      'SELECT id FROM information_schema.PROCESSLIST WHERE db = DATABASE() AND id <> CONNECTION_ID()',
    );
    for (const { id } of rows as { id: number }[]) await admin.query(`KILL ${id}`);
    const answers = await Promise.all(Array.from({ length: 10 }, () => persistence.ping()));
    for (const time of answers) expect(time).toBeGreaterThan(START);
  });

  it('refuses with StoreBusyError when no connection becomes free, and serves again afterwards', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const busy = Array.from({ length: 15 }, () => gateway.transaction(() => held));
    await expect(persistence.ping()).rejects.toThrow(StoreBusyError);
    finish();
    await Promise.all(busy);
    await persistence.ping();
  });

  it('ends a statement that takes too long', async () => {
    await expect(gateway.reads.rows('SELECT SLEEP(30)')).rejects.toThrow(StoreBusyError);
  });

  it('writes nothing outside a unit of work', async () => {
    await expect(gateway.reads.change('DELETE FROM token')).rejects.toThrow('writes belong to a unit of work');
  });

  it('cannot be used when the unit of work is over', async () => {
    let kept: (() => Promise<void>) | undefined;
    await persistence.unitOfWork.run(async (stores) => {
      kept = () => stores.tokens.insert([token().record]);
    });
    await expect(kept?.()).rejects.toThrow('the unit of work is over');
  });

  it('says that a server which is not there is unavailable', async () => {
    const url = 'mysql://nobody@127.0.0.1:1/nothing';
    await expect(openPersistence({ databaseUrl: url })).rejects.toThrow(StoreUnavailableError);
  });
});
