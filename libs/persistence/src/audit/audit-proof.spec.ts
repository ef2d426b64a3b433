import { createSecretKey, randomBytes } from 'node:crypto';
import {
  auditKeys,
  AuditSigningKey,
  canonicalRecord,
  CHAIN_START,
  nextChain,
  pendingLine,
  recordDigest,
  recordMac,
  type AuditEvent,
  type AuditFault,
  type Checkpoint,
} from '@gatehouse/audit';
import { idFromBytes, newTimeOrderedId } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';
import { AuditDatabase } from './audit-database';
import type { AuditSealer } from './audit-sealer';

const START = 1_768_478_400_000;
const secrets = new Map<string, ReturnType<typeof createSecretKey>>();
const KEYS = auditKeys((purpose) => {
  const key = secrets.get(purpose) ?? createSecretKey(randomBytes(32));
  secrets.set(purpose, key);
  return key;
});

const event = (index: number): AuditEvent => ({
  id: index % 3 === 0 ? 'sign_in.failed' : 'token.issued',
  at: START + index,
  clientId: `client-${index}`,
  subject: newTimeOrderedId(START),
  familyId: newTimeOrderedId(START),
  sessionId: newTimeOrderedId(START),
  ip: '192.0.2.1',
  userAgent: 'Mozilla "quoted" \\ 😀',
  check: 'some.check',
  reference: 'GH-AAAA-BBBB',
  target: { kind: 'token', id: `token-${index}` },
  detail: { tokens: [newTimeOrderedId(START)], 'quoted "name"': 'ünï 😀 \u0000', index },
});

describeOnEveryDatabase('the proof of the audit log', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let sealer: AuditSealer;
  let checkpoint: Checkpoint;

  const open = async (): Promise<Persistence> => {
    const opened = await openPersistence({ databaseUrl: database.url, migrate: true });
    opened.unitOfWork.proveAuditWith(KEYS.row);
    return opened;
  };
  const append = (...indices: number[]) => persistence.unitOfWork.record([], indices.map(event));
  const verify = (options = {}) => persistence.audit.verifier(KEYS).verify(options);
  const fault = async (options = {}): Promise<Partial<AuditFault> | undefined> => (await verify(options)).fault;
  /** As somebody with the database's password. */
  const tamper = (sql: string, values: (string | number | Buffer | null)[] = []) =>
    persistence['database'].gateway.transaction((connection) => connection.change(sql, values));
  const rows = <Row>(sql: string, values: (string | number | Buffer | null)[] = []) =>
    persistence['database'].gateway.reads.rows<Row>(sql, values);
  const places = () =>
    rows<{ seq: number; id: Buffer; chain: Buffer }>('SELECT seq, id, chain FROM audit_event ORDER BY seq');
  const remove = (...seqs: number[]) =>
    Promise.all(seqs.map((seq) => tamper('DELETE FROM audit_event WHERE seq = ?', [seq])));
  const waiting = () => rows<{ id: Buffer; records: string }>('SELECT id, records FROM audit_pending ORDER BY id');
  /** Puts two events in each other's place; the chain stays where it was. */
  const swap = async (left: number, right: number) => {
    const found = await places();
    const [one, other] = [left, right].map((seq) => found.find((place) => place.seq === seq)!);
    await tamper('UPDATE audit_event SET seq = -1 WHERE seq = ?', [left]);
    await tamper('UPDATE audit_event SET seq = ?, chain = ? WHERE seq = ?', [left, one!.chain, right]);
    await tamper('UPDATE audit_event SET seq = ?, chain = ? WHERE seq = -1', [right, other!.chain]);
  };

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await open();
  });

  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  /** 12 sealed events with a checkpoint at 8, and 2 that are not sealed yet. */
  beforeEach(async () => {
    for (const table of ['audit_event', 'audit_pending', 'audit_checkpoint', 'lease'])
      await tamper(`DELETE FROM ${table}`);
    // Of a process that remembers nothing: it knows what lies in the table.
    sealer = new AuditDatabase(persistence['database'].gateway, persistence.unitOfWork).sealer('one', KEYS);
    await append(1, 2, 3, 4, 5, 6, 7, 8);
    const { head } = await sealer.seal(START);
    checkpoint = KEYS.signing.checkpoint(head!.seq, head!.chain, START + 100);
    expect(await sealer.keep(checkpoint)).toBe(true);
    await append(9, 10, 11, 12);
    await sealer.seal(START + 1_000);
    await append(13, 14);
  });

  it('verifies what was written', async () => {
    expect(await verify()).toMatchObject({
      fault: undefined,
      from: 1,
      events: 12,
      unsealed: 2,
      checkpoints: 1,
      head: { seq: 12 },
      complete: true,
    });
  });

  it('verifies in parts, each going on where the one before ended', async () => {
    const first = await verify({ limit: 5 });
    expect(first).toMatchObject({ fault: undefined, from: 1, events: 5, complete: false, head: { seq: 5 } });
    const second = await verify({ after: first.head.seq, limit: 100 });
    expect(second).toMatchObject({ fault: undefined, from: 6, events: 7, unsealed: 2, complete: true });
    await tamper('UPDATE audit_event SET ip = ? WHERE seq = 7', ['192.0.2.2']);
    expect((await verify({ limit: 5 })).fault).toBeUndefined();
    expect((await verify({ after: 5 })).fault).toMatchObject({ kind: 'event_changed', seq: 7 });
  });

  describe('finds an edit', () => {
    const COLUMNS: [column: string, value: string | number | Buffer | null][] = [
      ['event', 'sign_in.succeeded'],
      ['at', START],
      ['outcome', 'failed'],
      ['actor_kind', 'operator'],
      ['actor_id', 'somebody'],
      ['target_kind', null],
      ['target_id', 'other'],
      ['client_id', 'client-0'],
      ['subject', null],
      ['family_id', Buffer.alloc(16, 1)],
      ['session_id', null],
      ['ip', '192.0.2.2'],
      ['user_agent', 'Mozilla'],
      ['failed_check', 'other.check'],
      ['reference', 'GH-AAAA-BBBC'],
      ['detail', '{}'],
      ['mac', Buffer.alloc(32, 1)],
    ];

    it.each([...COLUMNS, ['id', Buffer.alloc(16, 7)] as const])(
      'of %s, in an event that is sealed',
      async (column, value) => {
        await tamper(`UPDATE audit_event SET ${column} = ? WHERE seq = 5`, [value]);
        expect(await fault()).toMatchObject({
          kind: 'event_changed',
          seq: 5,
          message: expect.stringContaining('Event 5'),
        });
      },
    );

    it.each(COLUMNS)('of %s, in an event that is not sealed yet', async (column, value) => {
      const [row] = await waiting();
      const [first, second] = row!.records.split('\n');
      const members = JSON.parse(second!.slice(129)) as Record<string, unknown>;
      const name = column === 'failed_check' ? 'check' : column;
      const text = Buffer.isBuffer(value) ? idFromBytes(value) : value;
      const edited = { ...members, ...(name === 'detail' ? { detail: {} } : { [name]: text }) };
      const line =
        column === 'mac' ? `${'0'.repeat(64)}${second!.slice(64)}` : second!.slice(0, 129) + JSON.stringify(edited);
      expect(line).not.toBe(second);
      await tamper('UPDATE audit_pending SET records = ?', [[first, line].join('\n')]);
      expect(await fault()).toMatchObject({ kind: 'event_changed', seq: null, eventId: members['id'] });
      // Sealing does not launder it.
      await sealer.seal(START + 2_000);
      expect(await fault()).toMatchObject({ kind: 'event_changed', seq: 14 });
    });

    it('of the digest that an event will stand in the chain with', async () => {
      const [row] = await waiting();
      const spoilt = row!.records.slice(0, 64) + '5'.repeat(64) + row!.records.slice(128);
      await tamper('UPDATE audit_pending SET records = ?', [spoilt]);
      expect(await fault()).toMatchObject({ kind: 'event_changed', seq: null });
      await sealer.seal(START + 2_000);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 13 });
    });

    it('that adds a member to an event that is not sealed yet', async () => {
      const [row] = await waiting();
      await tamper('UPDATE audit_pending SET records = ?', [row!.records.replace('"event":', '"more":1,"event":')]);
      expect(await fault()).toMatchObject({ kind: 'event_changed', seq: null });
    });

    it.each([
      ['nonsense', (text: string) => `nonsense ${text.length}`],
      ['half a line', (text: string) => text.slice(0, 100)],
      ['an id that is none', (text: string) => text.replace(/"id":"[^"]*"/, '"id":"x"')],
      [
        'a member of any length',
        (text: string) => text.replace(/"outcome":"[^"]*"/, `"outcome":"${'x'.repeat(1_000)}"`),
      ],
      ['a time that is none', (text: string) => text.replace(/"at":\d+/, '"at":1e300')],
    ])('that leaves what nobody can seal: %s. It holds up nobody', async (_name, spoil) => {
      const [row] = await waiting();
      await tamper('UPDATE audit_pending SET records = ?', [spoil(row!.records)]);
      const kind = expect.stringMatching(/^(pending_unreadable|event_changed)$/);
      expect(await fault()).toMatchObject({ kind, seq: null });
      await append(15);
      const unfit = [idFromBytes(row!.id)];
      expect(await sealer.seal(START + 2_000)).toMatchObject({ sealed: 1, head: { seq: 13 }, unfit });
      await append(16);
      expect(await sealer.seal(START + 2_001)).toEqual({
        sealed: 1,
        head: expect.objectContaining({ seq: 14 }),
        more: false,
      });
      expect(await fault()).toMatchObject({ kind, seq: null });
    });

    it('that lets an event happen twice. It holds up nobody', async () => {
      const [sealed] = await persistence.audit.log.sealedBetween(2, 3, {}, 1);
      const canonical = canonicalRecord(sealed!.record);
      const digest = recordDigest(canonical);
      const line = pendingLine(canonical, recordMac(digest, KEYS.row), digest);
      await tamper('INSERT INTO audit_pending (id, records) VALUES (?, ?)', [Buffer.alloc(16, 1), line]);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 3 });
      await append(15);
      let sealedThen = 0;
      for (let more = true; more;) {
        const step = await sealer.seal(START + 2_000);
        sealedThen += step.sealed;
        ({ more } = step);
      }
      expect(sealedThen).toBe(3);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 3 });
    });

    it('that was worked into the chain from there on', async () => {
      await tamper('UPDATE audit_event SET ip = ? WHERE seq = 10', ['192.0.2.2']);
      await rechain();
      expect(await fault()).toMatchObject({ kind: 'event_changed', seq: 10 });
    });

    it('of the chain itself', async () => {
      await tamper('UPDATE audit_event SET chain = ? WHERE seq = 6', [Buffer.alloc(32, 6)]);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 6 });
    });
  });

  describe('finds a deletion', () => {
    it.each([2, 6, 11])('of event %i', async (seq) => {
      await remove(seq);
      expect(await fault()).toMatchObject({
        kind: 'event_missing',
        seq,
        message: expect.stringContaining(`Event ${seq} was deleted`),
      });
    });

    it('of several', async () => {
      await remove(4, 5, 6);
      expect(await fault()).toMatchObject({
        kind: 'event_missing',
        seq: 4,
        message: expect.stringContaining('4 to 6'),
      });
    });

    it('whose gap was closed up by numbering the rest anew', async () => {
      await remove(6);
      for (let seq = 7; seq <= 12; seq++) await tamper('UPDATE audit_event SET seq = ? WHERE seq = ?', [seq - 1, seq]);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 6 });
      // Even with a chain to match, the checkpoint stands against it.
      await rechain();
      expect(await fault()).toMatchObject({ kind: 'checkpoint_contradicts', seq: 8 });
    });

    it('of the oldest events, which no event of the log explains', async () => {
      await remove(1, 2, 3);
      expect(await fault()).toMatchObject({
        kind: 'start_missing',
        seq: 1,
        message: expect.stringContaining('1 to 3'),
      });
    });
  });

  describe('finds a reordering', () => {
    it('of two events', async () => {
      await swap(3, 9);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 3 });
    });

    it('with a chain to match, at the next checkpoint', async () => {
      await swap(3, 4);
      await rechain();
      expect(await fault()).toMatchObject({ kind: 'checkpoint_contradicts', seq: 8 });
    });

    it('of the newest events, as long as the sealer lives that gave them their places', async () => {
      await swap(11, 12);
      await rechain();
      expect(await fault()).toBeUndefined();
      await sealer.seal(START + 2_000);
      expect(await fault()).toMatchObject({ kind: 'order_changed', seq: 13 });
    });
  });

  describe('finds a truncation', () => {
    const truncate = (from: number) => tamper('DELETE FROM audit_event WHERE seq >= ?', [from]);

    it('that a checkpoint covers', async () => {
      await truncate(7);
      expect(await fault()).toMatchObject({ kind: 'end_missing', seq: 7, message: expect.stringContaining('7 to 8') });
    });

    it('whose checkpoint was deleted too, with the copy of the log', async () => {
      await truncate(7);
      await tamper('DELETE FROM audit_pending');
      await tamper('DELETE FROM audit_checkpoint');
      expect(await fault()).toBeUndefined();
      expect(await fault({ anchors: [checkpoint] })).toMatchObject({ kind: 'end_missing', seq: 7 });
    });

    it('even after new events were sealed: the numbers go on where they were', async () => {
      await truncate(7);
      const fresh = persistence.audit.sealer('one', KEYS);
      expect(await fresh.seal(START + 60_000)).toMatchObject({ sealed: 2, head: { seq: 10 } });
      expect(await fault()).toMatchObject({ kind: 'event_missing', seq: 7 });
    });

    it('after the last checkpoint, as long as the sealer that gave the places lives', async () => {
      await truncate(11);
      expect(await sealer.seal(START + 2_000)).toMatchObject({ sealed: 2, head: { seq: 14 } });
      expect(await fault()).toMatchObject({ kind: 'event_missing', seq: 11 });
    });

    it('of everything', async () => {
      await tamper('DELETE FROM audit_event');
      expect(await fault()).toMatchObject({ kind: 'end_missing', seq: 1 });
    });
  });

  it('does not follow a forged checkpoint into numbers that are not there', async () => {
    const forged = { ...checkpoint, seq: 1_000_000 };
    expect(await sealer.keep(forged)).toBe(true);
    expect(await persistence.audit.sealer('one', KEYS).seal(START + 2_000)).toMatchObject({ head: { seq: 14 } });
    expect(await fault()).toMatchObject({ kind: 'checkpoint_forged', seq: 1_000_000 });
  });

  describe('finds a forged checkpoint', () => {
    it('that another key signed', async () => {
      const other = new AuditSigningKey(createSecretKey(randomBytes(32)));
      const forged = other.checkpoint(checkpoint.seq, checkpoint.chain, checkpoint.at);
      await tamper('UPDATE audit_checkpoint SET signature = ?, key_id = ?', [forged.signature, forged.keyId]);
      expect(await fault()).toMatchObject({ kind: 'checkpoint_forged', seq: 8 });
      await tamper('UPDATE audit_checkpoint SET key_id = ?', [KEYS.signing.keyId]);
      expect(await fault()).toMatchObject({ kind: 'checkpoint_forged', seq: 8 });
    });

    it.each(['at = at + 1', 'seq = seq + 1'])('whose %s', async (change) => {
      await tamper(`UPDATE audit_checkpoint SET ${change}`);
      expect(await fault()).toMatchObject({ kind: 'checkpoint_forged' });
    });

    it('in the copy that was kept outside', async () => {
      const forged = { ...checkpoint, chain: Buffer.alloc(32, 1) };
      expect(await fault({ anchors: [forged] })).toMatchObject({ kind: 'checkpoint_forged', seq: 8 });
      expect(await fault({ anchors: [checkpoint] })).toBeUndefined();
    });
  });

  describe('sealing', () => {
    it('is done by one replica at a time, and taken over when it dies', async () => {
      const other = await open();
      const second = other.audit.sealer('two', KEYS);
      expect(await second.seal(START + 1_500)).toEqual({ sealed: 0, more: false });
      expect(await sealer.seal(START + 1_600)).toMatchObject({ sealed: 2 });
      await append(15);
      expect(await second.seal(START + 6_599)).toMatchObject({ sealed: 0 });
      expect(await second.seal(START + 6_600)).toMatchObject({ sealed: 1, head: { seq: 15 } });
      await append(16);
      expect(await sealer.seal(START + 6_700)).toMatchObject({ sealed: 0 });
      await second.release();
      expect(await sealer.seal(START + 6_701)).toMatchObject({ sealed: 1, head: { seq: 16 } });
      // Whoever comes back goes on after what others sealed meanwhile, even if nothing of its own is left to seal.
      await append(17);
      expect(await second.seal(START + 12_000)).toMatchObject({ sealed: 1, head: { seq: 17 } });
      expect(await sealer.seal(START + 18_000)).toMatchObject({ sealed: 0 });
      await append(18);
      expect(await sealer.seal(START + 18_001)).toMatchObject({ sealed: 1, head: { seq: 18 } });
      await append(19);
      expect(await second.seal(START + 24_000)).toMatchObject({ sealed: 1, head: { seq: 19 } });
      await append(20);
      expect(await sealer.seal(START + 30_000)).toMatchObject({ sealed: 1, head: { seq: 20 } });
      expect(await fault()).toBeUndefined();
      await other.close();
    });

    it('goes on after a place that somebody took behind its back', async () => {
      expect(await sealer.seal(START + 1_500)).toMatchObject({ sealed: 2, head: { seq: 14 } });
      await tamper('UPDATE audit_event SET seq = 15 WHERE seq = 14');
      await append(15);
      expect(await sealer.seal(START + 1_600)).toMatchObject({ sealed: 1, head: { seq: 16 } });
      expect(await fault()).toMatchObject({ kind: 'event_missing', seq: 14 });
    });

    it('never forks, though four believe to hold the lease', async () => {
      const replicas = [await open(), await open(), await open()];
      // One owner's name for all: as if the lease did not keep them apart.
      const sealers = [persistence, ...replicas].map((replica) => replica.audit.sealer('one', KEYS));
      for (let round = 0; round < 8; round++) {
        await append(20 + round, 40 + round, 60 + round);
        await Promise.allSettled(sealers.map((one) => one.seal(START + 2_000)));
      }
      for (let left = true; left;) left = (await sealers[0]!.seal(START + 3_000)).sealed > 0;
      expect(await verify()).toMatchObject({ fault: undefined, unsealed: 0, complete: true, head: { seq: 14 + 24 } });
      for (const replica of replicas) await replica.close();
    });

    it('takes many in several goes, and late commits in whatever order they come', async () => {
      const many = Array.from({ length: 600 }, (_, index) => 1_000 - index);
      await append(...many);
      let goes = 0;
      for (let more = true; more; goes++) ({ more } = await sealer.seal(START + 2_000));
      await sealer.seal(START + 2_000);
      expect(goes).toBeGreaterThan(1);
      expect(await verify()).toMatchObject({ fault: undefined, events: 614, unsealed: 0 });
    });

    it('seals what the process wrote itself as it was written, whatever has become of it in the table', async () => {
      await append(15, 16);
      await tamper('UPDATE audit_pending SET records = ?', ['nonsense']);
      const own = persistence.audit.sealer('one', KEYS);
      expect(await own.seal(START + 2_000)).toMatchObject({ sealed: 4, head: { seq: 16 } });
      expect(await verify()).toMatchObject({ fault: undefined, events: 16, unsealed: 0 });
    });
  });

  describe('pruning', () => {
    /** As a process that has just started, which remembers nothing. */
    let audit: AuditDatabase;
    beforeEach(() => {
      audit = new AuditDatabase(persistence['database'].gateway, persistence.unitOfWork);
    });

    it('removes the oldest up to a checkpoint, and the rest still verifies', async () => {
      expect(await audit.prune(START + 50, START + 5_000, 1_000)).toBe(0);
      expect(await audit.prune(START + 200, START + 5_000, 1_000)).toBe(8);
      expect((await places()).map((place) => place.seq)).toEqual([9, 10, 11, 12]);
      expect(await verify()).toMatchObject({ fault: undefined, from: 9, events: 4, unsealed: 3, complete: true });
      await sealer.seal(START + 6_000);
      expect(await verify()).toMatchObject({ fault: undefined, events: 7, unsealed: 0 });
      expect(await audit.prune(START + 200, START + 7_000, 1_000)).toBe(0);
      await remove(9);
      expect(await fault()).toMatchObject({ kind: 'event_missing', seq: 9 });
    });

    it('may be interrupted, and goes on', async () => {
      expect(await audit.prune(START + 200, START + 5_000, 3)).toBe(3);
      expect(await verify()).toMatchObject({ fault: undefined, complete: true, from: 9 });
      expect(await audit.prune(START + 200, START + 5_000, 1_000)).toBe(5);
      expect(await verify()).toMatchObject({ fault: undefined, complete: true, from: 9 });
      // The log says it once, however many steps it takes.
      const told = await audit.log.list({ events: ['audit.pruned'] }, undefined, 10);
      expect(told.events.map(({ record }) => JSON.parse(record.detail))).toEqual([{ through: 8, before: START + 200 }]);
    });

    it('leaves a chain that goes on when everything was removed', async () => {
      await sealer.seal(START + 2_000);
      const head = (await persistence.audit.log.head())!;
      await sealer.keep(KEYS.signing.checkpoint(head.seq, head.chain, START + 3_000));
      expect(await audit.prune(START + 4_000, START + 5_000, 1_000)).toBe(14);
      const fresh = persistence.audit.sealer('one', KEYS);
      expect(await fresh.seal(START + 6_000)).toMatchObject({ sealed: 1, head: { seq: 15 } });
      expect(await verify()).toMatchObject({ fault: undefined, from: 15, events: 1, complete: true });
    });
  });

  /** What somebody can do who knows how the chain is made: everything but the proofs of rows and checkpoints. */
  async function rechain(): Promise<void> {
    let chain: Buffer = CHAIN_START;
    for (const { seq, record } of await persistence.audit.log.sealedBetween(0, 100, {}, 100)) {
      chain = nextChain(chain, seq, recordDigest(canonicalRecord(record)));
      await tamper('UPDATE audit_event SET chain = ? WHERE seq = ?', [chain, seq]);
    }
  }
});
