import { createSecretKey, randomBytes } from 'node:crypto';
import { auditKeys, type AuditEvent, type AuditFilter } from '@gatehouse/audit';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';
import type { AuditLog } from './audit-log';

const START = 1_768_478_400_000;
const EVENTS = 300;
const IDS = ['token.issued', 'client_secret.created', 'client.updated', 'sign_in.failed'] as const;
const KEY = createSecretKey(randomBytes(32));
const FAMILIES = Array.from({ length: 5 }, () => newTimeOrderedId(START));
const SESSIONS = Array.from({ length: 4 }, () => newTimeOrderedId(START));

const event = (index: number): AuditEvent => ({
  id: IDS[index % IDS.length]!,
  // Some at the same moment, some earlier than the one before.
  at: START + Math.floor(index / 3) * 10 + (index % 2 ? -5 : 0),
  actor: { kind: index % 5 === 0 ? 'operator' : 'person', id: `actor-${index % 7}` },
  target: { kind: index % 2 ? 'client' : 'token', id: `target-${index % 11}` },
  clientId: `client-${index % 3}`,
  subject: `subject-${index % 6}`,
  familyId: FAMILIES[index % FAMILIES.length]!,
  sessionId: SESSIONS[index % SESSIONS.length]!,
  ip: `192.0.2.${index % 8}`,
  check: `check.${index % 9}`,
  reference: `GH-${index % 13}`,
  detail: { before: { name: `Zoë "${index}"` }, tokens: [`needle-${index}-end`] },
});

describeOnEveryDatabase('reading the audit log', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  const log = () => persistence.audit.log;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    persistence.unitOfWork.proveAuditWith(KEY);
    for (let index = 0; index < EVENTS; index += 20) {
      const part = Array.from({ length: 20 }, (_, offset) => event(index + offset));
      await persistence.unitOfWork.record([], part);
    }
    const sealer = persistence.audit.sealer(
      'one',
      auditKeys(() => KEY),
    );
    for (let more = true; more;) ({ more } = await sealer.seal(START));
    await sealer.seal(START);
  });

  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  /** Every page, as a client goes through them. */
  async function all(filter: AuditFilter, limit = 37, budget?: number, from: AuditLog = log()) {
    const found: string[] = [];
    const searched: number[] = [];
    for (let before: string | undefined; ;) {
      const page = await from.list(filter, before, limit, budget);
      found.push(...page.events.map(({ record }) => record.id));
      if (page.searchedBackTo !== null) searched.push(page.searchedBackTo);
      if (page.next === null) return { found, searched };
      before = page.next;
    }
  }

  /** The same events in another database, where nobody seals. */
  let unsealedDatabase: TestDatabase;
  let unsealed: Persistence;
  beforeAll(async () => {
    unsealedDatabase = await createTestDatabase(dialect);
    unsealed = await openPersistence({ databaseUrl: unsealedDatabase.url, migrate: true });
    unsealed.unitOfWork.proveAuditWith(KEY);
    const events = Array.from({ length: EVENTS }, (_, index) => event(index));
    await unsealed.unitOfWork.run((stores) => stores.audit.append(...events));
  });
  afterAll(async () => {
    await unsealed.close();
    await unsealedDatabase.drop();
  });

  const FILTERS: [name: string, filter: AuditFilter, wanted: (one: AuditEvent, index: number) => boolean][] = [
    ['nothing', {}, () => true],
    ['an event', { events: ['token.issued'] }, (one) => one.id === 'token.issued'],
    ['a prefix, whose neighbours begin alike', { events: ['client.*'] }, (one) => one.id === 'client.updated'],
    ['several', { events: ['client.*', 'sign_in.failed'] }, (one) => /^(client\.|sign_in\.failed)/.test(one.id)],
    ['an outcome', { outcome: 'refused' }, (one) => one.id === 'sign_in.failed'],
    ['a kind of actor', { actorKind: 'operator' }, (one) => one.actor?.kind === 'operator'],
    ['an actor', { actorId: 'actor-3' }, (one) => one.actor?.id === 'actor-3'],
    ['a kind of target', { targetKind: 'token' }, (one) => one.target?.kind === 'token'],
    ['a target', { targetId: 'target-4' }, (one) => one.target?.id === 'target-4'],
    ['a client', { clientId: 'client-1' }, (one) => one.clientId === 'client-1'],
    ['a subject', { subject: 'subject-2' }, (one) => one.subject === 'subject-2'],
    ['a family', { familyId: FAMILIES[2]! }, (one) => one.familyId === FAMILIES[2]],
    ['a session', { sessionId: SESSIONS[1]! }, (one) => one.sessionId === SESSIONS[1]],
    ['an address', { ip: '192.0.2.5' }, (one) => one.ip === '192.0.2.5'],
    ['a check', { check: 'check.7' }, (one) => one.check === 'check.7'],
    ['a reference', { reference: 'GH-12' }, (one) => one.reference === 'GH-12'],
    ['a range of time', { from: START + 200, to: START + 400 }, (one) => one.at >= START + 200 && one.at < START + 400],
    [
      'all together',
      { from: START + 100, clientId: 'client-0', outcome: 'success', ip: '192.0.2.0' },
      (one) =>
        one.at >= START + 100 && one.clientId === 'client-0' && one.id !== 'sign_in.failed' && one.ip === '192.0.2.0',
    ],
    ['a mention of an id', { mentions: SESSIONS[3]! }, (one) => one.sessionId === SESSIONS[3]],
    ['a mention of an actor', { mentions: 'actor-5' }, (one) => one.actor?.id === 'actor-5'],
    ['a mention in the detail', { mentions: 'needle-77-end' }, (_, index) => index === 77],
    ['a mention with quotes', { mentions: 'Zoë "12"' }, (_, index) => index === 12],
    ['what nobody has', { clientId: 'CLIENT-1' }, () => false],
    ['an id that is none', { familyId: 'x' }, () => false],
  ];

  it.each(FILTERS)('finds exactly what a filter wants, page by page: %s', async (_name, filter, wanted) => {
    const expected = Array.from({ length: EVENTS }, (_, index) => index).filter((index) => wanted(event(index), index));
    const { found } = await all(filter);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual([...found].sort().reverse());
    const details = await Promise.all(found.map(async (id) => (await log().find(id))!.record.detail));
    const indices = details.map((text) => Number((JSON.parse(text) as { tokens: string[] }).tokens[0]!.slice(7, -4)));
    expect(indices.sort((left, right) => left - right)).toEqual(expected);
    // The chain tells the same, in its own order.
    const sealed = await log().sealedBetween(0, EVENTS, filter, EVENTS);
    expect(sealed.map(({ record }) => record.id).sort()).toEqual([...found].sort());
    expect(sealed.map(({ seq }) => seq)).toEqual([...sealed.map(({ seq }) => seq)].sort((a, b) => a - b));
  });

  it.each(FILTERS)('finds the same before it is sealed: %s', async (_name, filter, wanted) => {
    const expected = Array.from({ length: EVENTS }, (_, index) => index).filter((index) => wanted(event(index), index));
    const { found } = await all(filter, 37, undefined, unsealed.audit.log);
    expect(found).toEqual([...new Set(found)].sort().reverse());
    const details = await Promise.all(found.map(async (id) => (await unsealed.audit.log.find(id))!.record.detail));
    const indices = details.map((text) => Number((JSON.parse(text) as { tokens: string[] }).tokens[0]!.slice(7, -4)));
    expect(indices.sort((left, right) => left - right)).toEqual(expected);
  });

  it('reads no more rows than it may, says how far it got, and goes on there', async () => {
    const filter = { mentions: 'needle-3-end' };
    const first = await log().list(filter, undefined, 10, 50);
    expect(first).toMatchObject({ events: [], next: expect.any(String), searchedBackTo: expect.any(Number) });
    const { found, searched } = await all(filter, 10, 50);
    expect(found).toHaveLength(1);
    expect(searched.length).toBeGreaterThanOrEqual(5);
    expect(searched).toEqual([...searched].sort((left, right) => right - left));
  });

  it('has ids whose time is the time of the event', async () => {
    const { events } = await log().list({}, undefined, 200);
    for (const { record } of events)
      expect(Number.parseInt(record.id.replaceAll('-', '').slice(0, 12), 16)).toBe(record.at);
  });

  it('finds places with the events, and neighbours by place', async () => {
    const { events } = await log().list({}, undefined, 5);
    for (const one of events) {
      const [sealed] = await log().sealedBetween(one.seq! - 1, one.seq!, {}, 5);
      expect(sealed?.record).toEqual(one.record);
    }
    expect(await log().head()).toMatchObject({ seq: EVENTS });
    expect(await log().oldestUnsealed()).toBeUndefined();
    await persistence.unitOfWork.record([], [event(0)]);
    expect(await log().oldestUnsealed()).toBe(event(0).at);
  });

  it('walks along its indexes: no query looks at the whole table', async () => {
    const { reads } = persistence['database'].gateway;
    const seen: string[] = [];
    const rows = reads.rows.bind(reads);
    const spy = jest.spyOn(reads, 'rows').mockImplementation((sql, values) => {
      seen.push(sql);
      return rows(sql, values);
    });
    const before = newTimeOrderedId(START + 1_000);
    await log().list({ clientId: 'client-1', from: START }, before, 10);
    await log().find(before);
    await log().sealedBetween(3, 100, { outcome: 'refused' }, 10);
    await log().head();
    await log().firstPlace();
    await log().oldestUnsealed();
    await log().checkpointsAfter(5, 10);
    await log().checkpointsBefore(5, 10);
    spy.mockRestore();
    expect(seen.length).toBeGreaterThanOrEqual(8);
    for (const sql of seen) {
      const values = [...sql.matchAll(/\?/g)].map(() => Buffer.alloc(16));
      const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const plan = await rows<Record<string, unknown>>(`${explain} ${sql}`, values);
      const steps = plan.map((step) =>
        dialect === 'sqlite' ? String(step['detail']) : `${step['type']} ${step['key']}`,
      );
      const whole = steps.filter((step) => (dialect === 'sqlite' ? /^SCAN (?!.*LIMIT)/.test(step) : /^ALL/.test(step)));
      // Newest or oldest first along the primary key, one row or a page of them: that is no look at the whole.
      const bounded = /ORDER BY (?:\w+\.)?(?:seq|id)(?: DESC)? LIMIT \d+$/.test(sql.trim());
      expect({
        sql,
        whole: bounded ? [] : whole,
        sorts: steps.filter((step) => /TEMP B-TREE|filesort/i.test(step)),
      }).toEqual({
        sql,
        whole: [],
        sorts: [],
      });
    }
  });
});
