import { createSecretKey, randomBytes } from 'node:crypto';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { token } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import type { Gateway } from '../gateway/gateway';
import { openPersistence, type Persistence } from '../persistence';
import { TypeormFailureStore, type FailureRecord } from '../stores/typeorm-failure.store';
import { TableSizes } from './table-sizes';

describeOnEveryDatabase('upkeep', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true, serve: true });
    persistence.unitOfWork.proveAuditWith(createSecretKey(randomBytes(32)));
    gateway = persistence['database'].gateway;
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  describe('settings', () => {
    const put = (name: string, value: number | boolean) =>
      persistence.unitOfWork.runUpkeep((stores) => stores.settings.put(name, value, 1));

    it('have their defaults until they are set, and again when they are removed', async () => {
      const { settings } = persistence.upkeep;
      expect(settings.values['retention.access_token']).toBe(604_800);
      await put('retention.access_token', 0);
      await put('retention.access_token', 60);
      await settings.read();
      expect(settings.values['retention.access_token']).toBe(60);
      await persistence.unitOfWork.runUpkeep((stores) => stores.settings.remove('retention.access_token'));
      await settings.read();
      expect(settings.values['retention.access_token']).toBe(604_800);
    });

    it('that this version does not know, or would not accept, do not count', async () => {
      await put('retention.of_a_later_version', 5);
      await put('retention.refresh_token', -1);
      await put('sweeps.enabled', 7);
      const { settings } = persistence.upkeep;
      await settings.read();
      expect(settings.values['retention.refresh_token']).toBe(2_592_000);
      expect(settings.values['sweeps.enabled']).toBe(true);
    });

    it('are followed by other replicas', async () => {
      const other = await openPersistence({ databaseUrl: database.url });
      await other.upkeep.settings.follow();
      try {
        await put('failures.kept', 77);
        await other.catalogueWatch.check();
        for (let each = 0; other.upkeep.settings.values['failures.kept'] !== 77; each++) {
          if (each > 100) throw new Error('it was not followed');
          await new Promise((resume) => setTimeout(resume, 20));
        }
      } finally {
        await other.close();
        await persistence.unitOfWork.runUpkeep((stores) => stores.settings.remove('failures.kept'));
        await persistence.upkeep.settings.read();
      }
    });
  });

  describe('refused requests', () => {
    const at = Date.now();
    const failure = (overrides: Partial<FailureRecord> = {}): FailureRecord => ({
      id: newTimeOrderedId(at),
      reference: 'REFERENCE1',
      at,
      endpoint: 'token',
      clientId: 'web',
      check: 'client.secret',
      error: 'invalid_client',
      ip: '192.0.2.1',
      detail: { status: 401 },
      ...overrides,
    });
    const writer = () => persistence.upkeep.failureWriter();
    const report = async (to: ReturnType<typeof writer>, ...records: FailureRecord[]) => {
      for (const record of records) {
        to.report({ clientId: record.clientId, ip: record.ip, at: record.at, describe: () => record });
      }
      await to.flush();
    };
    beforeEach(() => gateway.transaction((connection) => connection.change('DELETE FROM failure')));

    it('are found again as they were written', async () => {
      const record = failure();
      await report(writer(), record);
      expect(await persistence.upkeep.failures.find('REFERENCE1')).toEqual(record);
      expect(await persistence.upkeep.failures.find('REFERENCE2')).toBeUndefined();
    });

    it('are listed newest first, by client, endpoint, check and time', async () => {
      const records = [
        failure({ id: newTimeOrderedId(at), clientId: 'a', endpoint: 'authorize' }),
        failure({ id: newTimeOrderedId(at), clientId: 'b', check: 'code.expired' }),
        failure({ id: newTimeOrderedId(at), clientId: 'a', check: 'code.expired' }),
        failure({ id: newTimeOrderedId(at), clientId: null, ip: null }),
      ];
      await report(writer(), ...records);
      const { failures } = persistence.upkeep;
      const ids = async (...parameters: Parameters<typeof failures.list>) =>
        (await failures.list(...parameters)).map(({ id }) => records.findIndex((record) => record.id === id));
      expect(await ids({}, { limit: 9 })).toEqual([3, 2, 1, 0]);
      expect(await ids({ clientId: 'a' }, { limit: 9 })).toEqual([2, 0]);
      expect(await ids({ checks: ['code.expired'] }, { limit: 9 })).toEqual([2, 1]);
      expect(await ids({ clientId: 'a', checks: ['code.expired', 'x'], endpoint: 'token' }, { limit: 9 })).toEqual([2]);
      expect(await ids({ endpoint: 'authorize', from: at - 1_000 }, { limit: 9 })).toEqual([0]);
      expect(await ids({ until: at - 1_000 }, { limit: 9 })).toEqual([]);
      expect(await ids({}, { limit: 2, before: records[2]?.id ?? '' })).toEqual([1, 0]);
    });

    it('are limited by client and address within a minute, each for itself', async () => {
      const to = writer();
      const minute = Math.ceil(at / 60_000) * 60_000;
      const many = (count: number, overrides: Partial<FailureRecord>) =>
        Array.from({ length: count }, () => failure({ id: newTimeOrderedId(at), at: minute, ...overrides }));
      await report(to, ...many(50, { clientId: 'flooded', ip: null }), ...many(1, { clientId: 'other', ip: null }));
      await report(to, ...many(50, { clientId: null, ip: '192.0.2.9' }));
      await report(to, ...many(10, { clientId: 'flooded', ip: null, at: minute + 60_000 }));
      const rows = await gateway.reads.rows<{ client_id: string | null; stored: number }>(
        'SELECT client_id, COUNT(*) AS stored FROM failure GROUP BY client_id ORDER BY client_id',
      );
      expect(rows.map(({ client_id, stored }) => [client_id, Number(stored)])).toEqual([
        [null, 30],
        ['flooded', 40],
        ['other', 1],
      ]);
      expect(to.suppressed).toBe(40);
    });

    it('of one client make room for its own newer ones alone', async () => {
      await gateway.transaction(async (connection) => {
        const store = new TypeormFailureStore(connection);
        for (let each = 0; each < 20; each++) {
          for (const clientId of ['a', 'b', null]) {
            await store.insert(failure({ id: newTimeOrderedId(at), clientId, reference: `${each}` }));
          }
        }
        await store.keepNewest('a', 5);
        await store.keepNewest(null, 7);
      });
      const list = await persistence.upkeep.failures.list({}, { limit: 200 });
      const of = (clientId: string | null) => list.filter((each) => each.clientId === clientId);
      expect([of('a').length, of('b').length, of(null).length]).toEqual([5, 20, 7]);
      expect(of('a').map(({ reference }) => reference)).toEqual(['19', '18', '17', '16', '15']);
    });

    it('that cannot be told or written fail nobody and take no others along', async () => {
      const failed: unknown[] = [];
      const to = persistence.upkeep.failureWriter((error) => failed.push(error));
      const facts = { clientId: null, ip: null, at };
      to.report({ ...facts, describe: () => Promise.reject(new Error('no words')) });
      to.report({ ...facts, describe: () => failure() });
      await to.close();
      expect(failed).toHaveLength(1);
      expect(await persistence.upkeep.failures.find('REFERENCE1')).toBeDefined();
      to.report({ ...facts, describe: () => failure() });
      expect(to.suppressed).toBe(2);
    });

    it('that come faster than they can be written are dropped, not kept in memory', () => {
      const to = persistence.upkeep.failureWriter();
      for (let each = 0; each < 2_000; each++)
        to.report({ clientId: null, ip: null, at: each * 60_000, describe: failure });
      expect(to['queue'].length).toBe(500);
      expect(to.suppressed).toBe(1_500);
      to['queue'] = [];
    });
  });

  describe('sizes', () => {
    it('are about right, and told without counting', async () => {
      const at = Date.now();
      const records = Array.from(
        { length: 3_000 },
        () => token({ id: newTimeOrderedId(at), familyId: null, clientId: 'machine', subject: 'machine' }).record,
      );
      await persistence.unitOfWork.record(records);
      if (dialect === 'mariadb') await persistence.dataSource.query('ANALYZE TABLE token');
      const asked: string[] = [];
      const { reads } = gateway;
      const size = await new TableSizes({
        dialect: reads.dialect,
        rows: (sql, values) => {
          asked.push(sql);
          return reads.rows(sql, values);
        },
        change: (sql, values) => reads.change(sql, values),
        orm: (work) => reads.orm(work),
      }).read();
      expect(asked.join('\n')).not.toMatch(/[\s(]COUNT\s*\(/i);
      const tokens = size.tables.find(({ table }) => table === 'token');
      expect(tokens?.rows).toBeGreaterThan(2_000);
      expect(tokens?.rows).toBeLessThan(4_500);
      expect(tokens?.bytes).toBeGreaterThan(300_000);
      expect(size.bytes).toBeGreaterThanOrEqual(tokens?.bytes ?? 0);
      expect(size.tables.find(({ table }) => table === 'catalogue')?.rows).toBeLessThan(10);
    });
  });
});
