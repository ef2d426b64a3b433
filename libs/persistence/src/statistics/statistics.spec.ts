import { createSecretKey, randomBytes } from 'node:crypto';
import { auditKeys, type AuditEvent } from '@gatehouse/audit';
import { idToBytes, newTimeOrderedId } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { insertLedger, insertRows, randomLedger } from '../../testing/random-ledger';
import type { StatisticRow } from '../entities/statistic.entity';
import type { TokenRow } from '../entities/token.entity';
import type { Connection, Gateway, Value } from '../gateway/gateway';
import { openPersistence, type Persistence } from '../persistence';
import { DEFAULT_SETTINGS } from '../upkeep/setting-definitions';
import { StatisticSweep } from '../upkeep/statistic-sweep';
import { COUNT_LIMITS, readCurrentCounts } from './current-counts';
import { DAY, GRAINS, HOUR, OTHER_CLIENTS, type Series, SERIES, SUPPRESSED } from './series';
import { PROJECTOR_LIMITS, StatisticProjector } from './statistic-projector';
import { readClients, readReport } from './statistic-report';

/** A midnight. */
const START = 1_790_035_200_000;
const NOW = START + 40 * DAY;
const KEY = createSecretKey(randomBytes(32));
const FAMILY = newTimeOrderedId(START);

describeOnEveryDatabase('statistics', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let other: Persistence;
  let gateway: Gateway;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    other = await openPersistence({ databaseUrl: database.url });
    persistence.unitOfWork.proveAuditWith(KEY);
    gateway = persistence['database'].gateway;
  });
  beforeEach(async () => {
    const tables = [
      'statistic',
      'statistic_mark',
      'audit_event',
      'audit_pending',
      'audit_checkpoint',
      'lease',
      'token',
    ];
    await gateway.transaction(async (connection) => {
      for (const table of tables) await connection.change(`DELETE FROM ${table}`);
    });
  });
  afterAll(async () => {
    await other.close();
    await persistence.close();
    await database.drop();
  });

  /** Writes events down and gives them their places. */
  async function happen(...events: readonly AuditEvent[]): Promise<void> {
    await persistence.unitOfWork.record([], events);
    const sealer = persistence.audit.sealer(
      'sealer',
      auditKeys(() => KEY),
    );
    for (let more = true; more;) ({ more } = await sealer.seal(Date.now()));
    await sealer.release();
  }

  const times = (count: number, event: AuditEvent): AuditEvent[] => Array.from({ length: count }, () => event);
  const refused = (clientId: string | undefined, check: string, at = START): AuditEvent => ({
    id: 'token.refused',
    at,
    check,
    ...(clientId === undefined ? {} : { clientId }),
  });
  const projector = (owner = 'one', on = gateway, limits = PROJECTOR_LIMITS) =>
    new StatisticProjector(on, owner, limits);

  async function finish(by: StatisticProjector): Promise<number[]> {
    const done: number[] = [];
    for (let places; (places = await by.advance(NOW)) > 0; done.push(places));
    await by.release();
    return done;
  }

  const rows = (grain: string) =>
    gateway.reads.rows<StatisticRow>(
      'SELECT start, series, client_id, reason, counted FROM statistic WHERE grain = ? ORDER BY 1, 2, 3, 4',
      [grain],
    );
  const asText = (found: readonly StatisticRow[]) =>
    found.map((row) => `${(row.start - START) / HOUR} ${row.series} ${row.client_id} ${row.reason} ${row.counted}`);
  const sumOf = async (grain: string, series: Series): Promise<number> =>
    (await rows(grain)).filter((row) => row.series === series).reduce((sum, { counted }) => sum + counted, 0);

  describe('counting', () => {
    it('writes nothing while there is nothing to count, not even the lease', async () => {
      expect(await projector().advance(NOW)).toBe(0);
      expect(await rows('hour')).toEqual([]);
      expect(await gateway.reads.rows('SELECT * FROM lease')).toEqual([]);
    });

    it('sums events up by hour and day, for everybody and by client', async () => {
      await happen(
        ...times(3, refused('web', 'code.expired')),
        refused('web', 'code.unknown', START + HOUR - 1),
        refused('spa', 'code.expired', START + HOUR),
        refused(undefined, 'client.secret', START + DAY),
        { id: 'sign_in.succeeded', at: START, subject: 'ada' },
        { id: 'client.created', at: START },
      );
      expect(await finish(projector())).toEqual([8]);
      expect(asText(await rows('hour'))).toEqual([
        '0 sign_ins_succeeded   1',
        '0 token_refusals  code.expired 3',
        '0 token_refusals  code.unknown 1',
        '1 token_refusals  code.expired 1',
        '24 token_refusals  client.secret 1',
      ]);
      expect(asText(await rows('day'))).toEqual([
        '0 sign_ins_succeeded   1',
        '0 token_refusals  code.expired 4',
        '0 token_refusals  code.unknown 1',
        '24 token_refusals  client.secret 1',
      ]);
      expect(asText(await rows('client_hour'))).toEqual([
        '0 sign_ins_succeeded   1',
        '0 token_refusals web code.expired 3',
        '0 token_refusals web code.unknown 1',
        '1 token_refusals spa code.expired 1',
        '24 token_refusals  client.secret 1',
      ]);
      expect(asText(await rows('client_day'))).toEqual([
        '0 sign_ins_succeeded   1',
        '0 token_refusals spa code.expired 1',
        '0 token_refusals web code.expired 3',
        '0 token_refusals web code.unknown 1',
        '24 token_refusals  client.secret 1',
      ]);
    });

    it('knows every event of every series', async () => {
      for (const id of Object.values(SERIES).flat()) await happen({ id, at: START, clientId: 'web', check: 'a.check' });
      await finish(projector());
      for (const series of Object.keys(SERIES) as Series[]) {
        expect([series, await sumOf('hour', series)]).toEqual([series, SERIES[series].length]);
      }
    });

    it('tells what was issued by grant type, also where only the ledger knows it', async () => {
      const issued = (facts: Partial<AuditEvent>): AuditEvent => ({
        id: 'token.issued',
        at: START,
        clientId: 'web',
        ...facts,
      });
      const known = new Map(
        ['authorization_code', 'refresh_token', 'a_new_grant'].map((grant): [string, string] => [
          newTimeOrderedId(START),
          grant,
        ]),
      );
      await gateway.transaction((connection) =>
        insertRows(
          connection,
          'token',
          [...known].map(([id, grant]) => tokenRow(id, grant)),
        ),
      );
      const withToken = (token: string) =>
        issued({ familyId: FAMILY, detail: { before: 'x', tokens: [token, 'more'] } });
      await happen(
        issued({ detail: { tokens: [newTimeOrderedId(START)] } }),
        ...[...known.keys()].map(withToken),
        withToken(newTimeOrderedId(START)),
        issued({ familyId: FAMILY, detail: { tokens: [] } }),
        issued({ familyId: FAMILY, detail: {} }),
        issued({ id: 'refresh_token.rotated', familyId: FAMILY }),
        issued({ id: 'refresh_token.retried', familyId: FAMILY }),
      );
      await finish(projector());
      expect(asText(await rows('hour'))).toEqual([
        '0 tokens_issued  a_new_grant 1',
        '0 tokens_issued  authorization_code 1',
        '0 tokens_issued  client_credentials 1',
        '0 tokens_issued  refresh_token 3',
        '0 tokens_issued  unknown 3',
      ]);
    });

    it('counts refusals of which only the number is kept, and passes over what it cannot read', async () => {
      const counts = [
        { event: 'token.refused', client_id: 'web', count: 40 },
        { event: 'sign_in.failed', count: 2 },
        { event: 'admin.refused', count: 1_000 },
        { event: 'token.refused', count: 'many' },
        { count: 5 },
      ];
      await happen(
        refused('web', 'code.expired'),
        { id: 'events.suppressed', at: START + 1, detail: { total: 1_042, counts } },
        { id: 'events.suppressed', at: START + 1, detail: { dropped: 7 } },
        { id: 'events.suppressed', at: START + 1, detail: { counts: 'none' } },
      );
      await gateway.transaction((connection) =>
        connection.change(`UPDATE audit_event SET detail = 'not JSON' WHERE seq = 3`),
      );
      expect(await finish(projector())).toEqual([4]);
      expect(asText(await rows('client_hour'))).toEqual([
        `0 sign_ins_failed  ${SUPPRESSED} 2`,
        '0 token_refusals web code.expired 1',
        `0 token_refusals web ${SUPPRESSED} 40`,
      ]);
    });

    it('goes on stretch by stretch over places that are gone, from the first that is left', async () => {
      await happen(...times(30, refused('web', 'code.expired')));
      await gateway.transaction((connection) =>
        connection.change('DELETE FROM audit_event WHERE seq <= 5 OR seq BETWEEN 12 AND 18'),
      );
      expect(await finish(projector('one', gateway, { ...PROJECTOR_LIMITS, events: 10 }))).toEqual([22, 8]);
      expect(await sumOf('hour', 'token_refusals')).toBe(18);
    });

    it('remembers when the whole log was verified, and what was found', async () => {
      const verified = (at: number, outcome: 'success' | 'failed', next: number | null): AuditEvent => ({
        id: 'audit.verified',
        at,
        outcome,
        detail: { next_after: next },
      });
      await happen(verified(START + 1, 'success', null), verified(START + 2, 'success', 100));
      await finish(projector());
      expect(await persistence.statistics.verifications()).toEqual({ soundAt: START + 1, faultyAt: null });
      await happen(verified(START + 3, 'failed', null));
      await finish(projector());
      expect(await persistence.statistics.verifications()).toEqual({ soundAt: START + 1, faultyAt: START + 3 });
    });

    it('keeps a bounded number of clients apart, counts the others together, and loses none', async () => {
      const flood = Array.from({ length: 40 }, (_, index) => [
        refused(`client-${index % 20}`, 'code.expired'),
        refused(`client-${index % 20}`, 'code.unknown'),
      ]).flat();
      await happen(...flood, ...times(3, refused('client-0', 'code.expired')));
      await finish(projector('one', gateway, { events: 16, keysPerBucket: 10 }));
      for (const grain of ['client_hour', 'client_day']) {
        const found = await rows(grain);
        expect(found).toHaveLength(12);
        expect(found.reduce((sum, { counted }) => sum + counted, 0)).toBe(83);
        expect(found.find((row) => row.client_id === 'client-0' && row.reason === 'code.expired')?.counted).toBe(5);
        const others = found.filter((row) => row.client_id === OTHER_CLIENTS);
        expect(others.map(({ reason, counted }) => [reason, counted])).toEqual([
          ['code.expired', 30],
          ['code.unknown', 30],
        ]);
      }
      expect(await sumOf('hour', 'token_refusals')).toBe(83);
    });
  });

  describe('once, whatever happens', () => {
    it('when several count at the same time, each believing that the others are gone', async () => {
      await happen(...times(300, refused('web', 'code.expired')));
      const few = { ...PROJECTOR_LIMITS, events: 7 };
      const [one, two] = [projector('one', gateway, few), projector('two', other['database'].gateway, few)];
      let counted = 0;
      for (let round = 0; counted < 300; round++) {
        if (round > 500) throw new Error('no end');
        if (round % 3 === 0) {
          await gateway.transaction((connection) => connection.change('UPDATE lease SET expires_at = 0'));
        }
        const places = await Promise.all([one.advance(NOW), two.advance(NOW), one.advance(NOW)]);
        counted += places.reduce((sum, each) => sum + each, 0);
      }
      expect(counted).toBe(300);
      for (const grain of GRAINS) expect([grain, await sumOf(grain, 'token_refusals')]).toEqual([grain, 300]);
    });

    it('when it dies in the middle of a stretch: neither the counts nor the place are kept', async () => {
      await happen(...times(20, refused('web', 'code.expired')));
      const few = { ...PROJECTOR_LIMITS, events: 8 };
      expect(await projector('one', gateway, few).advance(NOW)).toBe(8);
      const dying = projector('one', failingAfter(gateway, 5), few);
      await expect(dying.advance(NOW)).rejects.toThrow('killed');
      expect(await sumOf('client_day', 'token_refusals')).toBe(8);
      expect(await finish(projector('one', gateway, few))).toEqual([8, 4]);
      for (const grain of GRAINS) expect([grain, await sumOf(grain, 'token_refusals')]).toEqual([grain, 20]);
    });

    it('by one replica at a time; another goes on when it gives up', async () => {
      await happen(...times(20, refused('web', 'code.expired')));
      const few = { ...PROJECTOR_LIMITS, events: 8 };
      const [one, two] = [projector('one', gateway, few), projector('two', other['database'].gateway, few)];
      expect(await one.advance(NOW)).toBe(8);
      expect(await two.advance(NOW)).toBe(0);
      await one.release();
      expect(await two.advance(NOW)).toBe(8);
      expect(await one.advance(NOW)).toBe(0);
    });
  });

  it('says up to when events are counted', async () => {
    expect(await persistence.statistics.countedUpTo(NOW)).toBe(NOW);
    await happen(refused('web', 'code.expired', START), refused('web', 'code.expired', START + 5));
    expect(await persistence.statistics.countedUpTo(NOW)).toBe(START);
    await projector('one', gateway, { ...PROJECTOR_LIMITS, events: 1 }).advance(NOW);
    expect(await persistence.statistics.countedUpTo(NOW)).toBe(START + 5);
    await finish(projector('one'));
    expect(await persistence.statistics.countedUpTo(NOW)).toBe(NOW);
    await persistence.unitOfWork.record([], [refused('web', 'code.expired', START + 9)]);
    expect(await persistence.statistics.countedUpTo(NOW)).toBe(START + 9);
  });

  describe('reports', () => {
    /** One refusal every hour for ten days, alternately of two clients, for one of two reasons. */
    const hourly = Array.from({ length: 240 }, (_, hour) =>
      refused(`client-${hour % 2}`, hour % 3 === 0 ? 'code.expired' : 'code.unknown', START + hour * HOUR + 1),
    );
    beforeEach(async () => {
      await happen(...hourly, ...times(2, { id: 'token.issued', at: START + 100 * HOUR, clientId: 'client-0' }));
      await finish(projector());
    });
    const at = (hour: number) => START + hour * HOUR;
    const inRange = (from: number, to: number) => hourly.slice(Math.max(0, from), to);

    it.each([
      [0, 24],
      [5, 20],
      [20, 30],
      [13, 100],
      [24, 96],
      [90, 111],
      [1, 239],
    ])('add up what happened from hour %i to %i, by hour and by day alike', async (from, to) => {
      const expected = inRange(from, to);
      const before = inRange(from - (to - from), from).length;
      for (const step of ['hour', 'day'] as const) {
        const { starts, series } = await readReport(gateway.reads, { from: at(from), to: at(to) }, step);
        const found = series.get('token_refusals');
        expect(found).toMatchObject({ total: expected.length, previousTotal: before });
        expect(found?.points).toHaveLength(starts.length);
        expect(found?.points.reduce((sum, count) => sum + count, 0)).toBe(expected.length);
        starts.forEach((start, index) => {
          const end = starts[index + 1] ?? at(to);
          const within = expected.filter((event) => event.at >= start && event.at < end);
          expect([index, found?.points[index]]).toEqual([index, within.length]);
        });
        for (const [reason, sum] of found?.reasons ?? []) {
          expect(sum.total).toBe(expected.filter(({ check }) => check === reason).length);
        }
        expect([...(found?.reasons.values() ?? [])].reduce((sum, { total }) => sum + total, 0)).toBe(expected.length);
      }
      const clients = await readClients(gateway.reads, { from: at(from), to: at(to) });
      for (const { clientId, refused: count, issued, top, others } of clients) {
        const own = expected.filter((event) => event.clientId === clientId);
        const most = Math.max(
          ...['code.expired', 'code.unknown'].map((reason) => own.filter(({ check }) => check === reason).length),
        );
        expect([clientId, count, top?.counted, others]).toEqual([clientId, own.length, most, false]);
        expect(issued).toBe(clientId === 'client-0' && from <= 100 && to > 100 ? 2 : 0);
      }
    });

    it('rank clients by what was refused', async () => {
      await happen(
        ...times(500, refused(undefined, 'client.secret', at(1))),
        refused('client-1', 'code.expired', at(1)),
      );
      await finish(projector());
      const [first, second, third] = await readClients(gateway.reads, { from: at(0), to: at(24) });
      expect(first).toMatchObject({ clientId: null, others: false, refused: 500, top: { reason: 'client.secret' } });
      expect([second?.clientId, second?.refused, third?.clientId, third?.refused]).toEqual([
        'client-1',
        13,
        'client-0',
        12,
      ]);
    });
  });

  it('rows leave when they are old enough, in steps, and none before', async () => {
    const hours = Array.from({ length: 60 }, (_, hour) => refused('web', 'code.expired', START + hour * HOUR));
    await happen(...hours);
    await finish(projector());
    const before = START + 30 * HOUR;
    const settings = { ...DEFAULT_SETTINGS, 'retention.statistic': DAY / 1000 };
    const sweep = new StatisticSweep();
    const pass = (position: Buffer | null, counting?: true) =>
      sweep.plan(gateway.reads, { now: before + DAY, settings, position, rows: 7, ...(counting ? { counting } : {}) });
    let due = 0;
    for (let plan = await pass(null, true); plan.position; plan = await pass(plan.position, true)) due += plan.due;
    let removed = 0;
    for (let position: Buffer | null = null; ;) {
      const plan = await pass(position);
      if (!plan.remove) break;
      const gone = await gateway.transaction((connection) => plan.remove!(connection));
      expect(gone).toBeLessThanOrEqual(7);
      removed += gone;
      position = plan.position;
    }
    // 30 hours twice, and of the days the first two: the second began 30 hours before its end.
    expect([due, removed]).toEqual([64, 64]);
    expect((await rows('hour'))[0]?.start).toBe(before);
    expect((await rows('day')).map(({ start }) => start)).toEqual([START + 2 * DAY]);
  });

  describe('what is there now', () => {
    const LEDGER_NOW = 1_790_000_000_000;
    const ledger = randomLedger(11, LEDGER_NOW, 300);
    beforeAll(() => gateway.transaction((connection) => insertLedger(connection, ledger)));

    const live = (ended: 'ended_at' | 'revoked_at', rowsOf: readonly object[]) =>
      (rowsOf as readonly Readonly<Record<string, number | null>>[]).filter(
        (row) => row[ended] === null && Number(row['expires_at']) > LEDGER_NOW,
      ).length;

    it('is counted exactly while there is little of it', async () => {
      const counts = await readCurrentCounts(gateway.reads, LEDGER_NOW, { ...COUNT_LIMITS, atOnce: 7 });
      expect(counts).toEqual({
        sessions: { count: live('ended_at', ledger.session), capped: false },
        families: { count: live('revoked_at', ledger.family), capped: false },
        clients: { count: ledger.client.length, capped: false },
        accounts: { count: ledger.account.length, capped: false },
      });
      expect(counts.families.count).toBeGreaterThan(10);
    });

    it('stops counting, and says so', async () => {
      const counts = await readCurrentCounts(gateway.reads, LEDGER_NOW, { counted: 3, lookedAt: 100, atOnce: 50 });
      for (const count of Object.values(counts)) expect(count).toEqual({ count: 3, capped: true });
      const { families } = await readCurrentCounts(gateway.reads, LEDGER_NOW, { counted: 100, lookedAt: 4, atOnce: 2 });
      expect(families.capped).toBe(true);
      expect(families.count).toBeLessThanOrEqual(4);
    });

    it('finds secrets by their end', async () => {
      await gateway.transaction((connection) =>
        insertRows(
          connection,
          'client_secret',
          [null, 5, 10, 20, 30].map((expires_at) => ({
            id: idToBytes(newTimeOrderedId(START)),
            client_id: 'web',
            digest: randomBytes(32),
            created_at: 1,
            expires_at,
            last_used_at: null,
            last_used_ip: null,
            last_used_method: null,
          })),
        ),
      );
      const ends = async (limit: number) =>
        (await persistence.statistics.endingSecrets({ from: 10, to: 30 }, limit)).map(({ expiresAt }) => expiresAt);
      expect([await ends(9), await ends(1)]).toEqual([[10, 20], [10]]);
    });
  });

  it('every statement follows an index, and none looks through a table', async () => {
    await happen(
      ...Array.from({ length: 300 }, (_, index) =>
        refused(`client-${index % 50}`, 'code.expired', START + index * HOUR),
      ),
      { id: 'events.suppressed', at: START, detail: { counts: [] } },
    );
    await finish(projector());
    await gateway.transaction((connection) => connection.change('DELETE FROM statistic_mark'));
    if (dialect === 'mariadb') {
      await persistence.dataSource.query('ANALYZE TABLE statistic, audit_event, session, family, client_secret');
    }
    const asked = new Map<string, readonly Value[]>();
    const noting = noted(gateway.reads, asked);
    const on = Object.create(gateway, { reads: { value: noting } }) as Gateway;
    await new StatisticProjector(on, 'one').advance(NOW);
    const range = { from: START + HOUR, to: START + 10 * DAY - HOUR };
    await readReport(noting, range, 'hour');
    await readReport(noting, range, 'day');
    await readClients(noting, range);
    await readCurrentCounts(noting, NOW);
    const statistics = new (
      persistence.statistics.constructor as new (...parts: unknown[]) => typeof persistence.statistics
    )(on, persistence.audit.log);
    await statistics.countedUpTo(NOW);
    await statistics.endingSecrets({ from: 1, to: 2 }, 3);
    const settings = DEFAULT_SETTINGS;
    await new StatisticSweep().plan(noting, { now: NOW + 500 * DAY, settings, position: null, rows: 10 });
    expect(asked.size).toBeGreaterThanOrEqual(12);
    const bad: string[] = [];
    for (const [sql, values] of asked) {
      for (const step of await badPlan(sql, values)) bad.push(`${step}: ${sql.replaceAll(/\s+/g, ' ')}`);
    }
    expect(bad).toEqual([]);
    expect(await badPlan('SELECT series FROM statistic WHERE reason = ?', ['x'])).toHaveLength(1);
  });

  /** Steps that look through a whole table or index. Derived tables are bounded by their own LIMIT; marks are three rows. */
  async function badPlan(sql: string, values: readonly Value[]): Promise<string[]> {
    if (dialect === 'sqlite') {
      const steps = await gateway.reads.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
      const fine = /^SCAN (newest|bounded|stretch|statistic_mark|CONSTANT|\(subquery)/;
      return steps.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN ') && !fine.test(detail));
    }
    const steps = await gateway.reads.rows<{ table: string | null; type: string | null }>(`EXPLAIN ${sql}`, values);
    return steps
      .filter(
        ({ table, type }) =>
          table !== null && !table.startsWith('<') && table !== 'statistic_mark' && /^(ALL|index)$/.test(type ?? ''),
      )
      .map((step) => JSON.stringify(step));
  }

  function tokenRow(id: string, grant_type: string): TokenRow {
    return {
      id: idToBytes(id),
      kind: 'access_token',
      format: 'opaque',
      digest: randomBytes(32),
      family_id: null,
      parent_id: null,
      client_id: 'web',
      subject: 'web',
      session_id: null,
      grant_type,
      scope: '[]',
      audience: '[]',
      key_id: null,
      bindings: '{}',
      issued_at: START,
      expires_at: START + HOUR,
      ip: null,
      user_agent: null,
      revoked_at: null,
      revocation_reason: null,
      generation: 0,
      rotated_at: null,
      successor_id: null,
      successor_sealed: null,
      last_used_at: null,
      reused_at: null,
    };
  }
});

/** The connection, noting what it is asked. */
function noted(reads: Connection, asked: Map<string, readonly Value[]>): Connection {
  return {
    dialect: reads.dialect,
    rows: (sql, values = []) => {
      asked.set(sql, values);
      return reads.rows(sql, values);
    },
    change: (sql, values) => reads.change(sql, values),
    orm: (work) => reads.orm(work),
  };
}

/** The gateway, whose transactions break off after so many changes, as a process does that is killed. */
function failingAfter(gateway: Gateway, changes: number): Gateway {
  const transaction: Gateway['transaction'] = (work) =>
    gateway.transaction((connection) => {
      let left = changes;
      return work({
        dialect: connection.dialect,
        rows: (sql, values) => connection.rows(sql, values),
        change: (sql, values) => {
          if (left-- === 0) throw new Error('killed');
          return connection.change(sql, values);
        },
        orm: (inner) => connection.orm(inner),
      });
    });
  return Object.create(gateway, { transaction: { value: transaction } }) as Gateway;
}
