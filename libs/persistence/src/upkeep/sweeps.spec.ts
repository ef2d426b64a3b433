import { createHash, createSecretKey } from 'node:crypto';
import { auditKeys } from '@gatehouse/audit';
import { session as sessionRecord } from '@gatehouse/identity/testing';
import { idToBytes, newTimeOrderedId, type FamilyRecord, type TokenRecord } from '@gatehouse/protocol';
import {
  authorizationCode,
  client as clientRecord,
  family as familyRecord,
  refreshToken,
  token,
} from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import type { Connection, Gateway, Value } from '../gateway/gateway';
import { INDEXER_LIMITS, LedgerIndexer } from '../ledger-index/ledger-indexer';
import { openPersistence, type Persistence } from '../persistence';
import type { SettingName } from './setting-definitions';
import { LeaseLostError, listProgress } from './sweep-progress';
import { SweepTurn } from './sweep-turn';
import type { Sweeper } from './sweeper';
import { TokenSweep } from './token-sweep';

const DAY = 86_400_000;
/** Ids only grow within a process, so every test has a time of its own, later than all before. */
let START = Date.UTC(2040, 0, 1);

describeOnEveryDatabase('sweeps', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  let now: number;
  let failures: [string | undefined, unknown][];
  const clock = { now: () => now };

  beforeEach(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    START += 10_000 * DAY;
    now = START;
    failures = [];
  });
  afterEach(async () => {
    await persistence.close();
    await database.drop();
  });

  const sweeper = (owner = 'this process'): Sweeper =>
    persistence.upkeep.sweeper(owner, clock, {
      removed: () => undefined,
      failed: (kind, error) => failures.push([kind, error]),
    });
  const sweepAll = async (by = sweeper()): Promise<void> => {
    while (await by.round());
    expect(failures).toEqual([]);
  };
  const count = async (table: string): Promise<number> => {
    const [row] = await gateway.reads.rows<{ rows: number }>(`SELECT COUNT(*) AS ${'`rows`'} FROM ${table}`);
    return Number(row?.rows);
  };
  const ids = async (): Promise<string[]> => {
    const rows = await gateway.reads.rows<{ id: Buffer }>('SELECT id FROM token ORDER BY id');
    return rows.map((row) => row.id.toString('hex'));
  };
  const hex = (record: { readonly id: string }): string => record.id.replaceAll('-', '');
  const set = async (name: SettingName, value: number | boolean): Promise<void> => {
    await persistence.unitOfWork.runUpkeep((stores) => stores.settings.put(name, value, now));
    await persistence.upkeep.settings.read();
  };
  const issue = (...records: TokenRecord[]): Promise<void> => persistence.unitOfWork.record(records);
  const issued = (overrides: Partial<TokenRecord> = {}): TokenRecord =>
    token({ id: newTimeOrderedId(now), familyId: null, issuedAt: now, expiresAt: now + 600_000, ...overrides }).record;
  const found = async (overrides: Partial<FamilyRecord>): Promise<FamilyRecord> => {
    const record = familyRecord({ id: newTimeOrderedId(now), createdAt: now, ...overrides });
    await persistence.unitOfWork.run((stores) => stores.families.insert(record));
    return record;
  };
  /** Of a replica whose clock is behind; ids of this process only grow. */
  const earlyId = (): string =>
    `${Math.floor(START)
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-')}-7000-8000-000000000001`;
  /** Everything issued so far goes into blocks, and every block is read the second time. */
  const index = async (rowsPerBlock = 1_000): Promise<void> => {
    const indexer = new LedgerIndexer(gateway, 'indexer', { ...INDEXER_LIMITS, rowsPerBlock });
    const later = now + INDEXER_LIMITS.patience + INDEXER_LIMITS.settleAfter + DAY;
    while (await indexer.advance(later));
  };

  describe('of tokens', () => {
    it('remove each kind when its time has come, and the block with the last of them', async () => {
      const access = issued();
      const refresh = refreshToken({ id: newTimeOrderedId(now), familyId: null, issuedAt: now, expiresAt: now + DAY });
      const code = issued({ kind: 'authorization_code', format: 'opaque', expiresAt: now + 60_000 });
      await issue(access, refresh.record, code);
      await index();

      now = START + 7 * DAY + 30_000;
      await sweepAll();
      expect(await ids()).toEqual([access, refresh.record, code].map(hex));
      now = START + 7 * DAY + 60_000;
      await sweepAll();
      expect(await ids()).toEqual([access, refresh.record].map(hex));
      now = START + 7 * DAY + 600_000;
      await sweepAll();
      expect(await ids()).toEqual([hex(refresh.record)]);
      now = START + 31 * DAY - 1;
      await sweepAll();
      expect(await ids()).toHaveLength(1);
      now = START + 31 * DAY;
      await sweepAll();
      expect(await ids()).toEqual([]);
      expect(await count('ledger_block')).toBe(0);
    });

    it('keep what was revoked or reused, and what is of a family that was, for longer', async () => {
      const revokedFamily = await found({ revokedAt: now, revocationReason: 'refresh_token_reused' });
      const revoked = issued({ revokedAt: now, revocationReason: 'revoked_by_client' });
      const reused = issued({ kind: 'authorization_code', reusedAt: now });
      const ofFamily = issued({ familyId: revokedFamily.id });
      const other = issued();
      await issue(revoked, reused, ofFamily, other);
      await index();
      now = START + 89 * DAY;
      await sweepAll();
      expect(await ids()).toEqual([revoked, reused, ofFamily].map(hex));
      expect(await count('family')).toBe(1);
      now = START + 90 * DAY;
      await sweepAll();
      expect(await ids()).toEqual([]);
    });

    it('follow a changed retention at once', async () => {
      await issue(issued());
      await index();
      now = START + 2 * DAY;
      await sweepAll();
      expect(await count('token')).toBe(1);
      await set('retention.access_token', DAY / 1000);
      await sweepAll();
      expect(await count('token')).toBe(0);
    });

    it('take blocks that are due later again when their time has come', async () => {
      for (let day = 0; day < 4; day++) await issue(issued({ expiresAt: START + (4 - day) * DAY }));
      await index(2);
      expect(await count('ledger_block')).toBe(2);
      const left: number[] = [];
      for (let day = 7; day <= 11; day++) {
        now = START + day * DAY;
        await sweepAll();
        left.push(await count('token'));
      }
      expect(left).toEqual([4, 3, 2, 1, 0]);
      expect(await count('ledger_block')).toBe(0);
    });

    it('leave an empty block that may still get rows', async () => {
      await set('retention.access_token', 0);
      await issue(issued());
      const indexer = new LedgerIndexer(gateway, 'indexer', INDEXER_LIMITS);
      now = START + INDEXER_LIMITS.patience + 60_000;
      // Clocks of replicas differ: this one is behind, and its row comes when the block is closed and swept already.
      await indexer.advance(now);
      await sweepAll();
      expect([await count('token'), await count('ledger_block')]).toEqual([0, 1]);
      await issue(issued({ id: earlyId(), expiresAt: START + 60_000 }));
      now += INDEXER_LIMITS.settleAfter + 300_000;
      while (await indexer.advance(now));
      await sweepAll();
      expect([await count('token'), await count('ledger_block')]).toEqual([0, 0]);
    });

    it('never remove more than 1,000 rows in one transaction', async () => {
      const removed: number[] = [];
      const { transaction } = gateway;
      const spy = jest.spyOn(gateway, 'transaction').mockImplementation(
        (work) =>
          transaction.call(gateway, async (connection: Connection) => {
            let rows = 0;
            const counting: Connection = {
              dialect: connection.dialect,
              rows: (sql, values) => connection.rows(sql, values),
              orm: (use) => connection.orm(use),
              change: async (sql: string, values?: readonly Value[]) => {
                const changed = await connection.change(sql, values);
                if (sql.includes('DELETE FROM token')) rows += changed;
                return changed;
              },
            };
            const result = await work(counting);
            removed.push(rows);
            return result;
          }) as never,
      );
      await issue(...Array.from({ length: 2_500 }, () => issued()));
      await index(2_000);
      now = START + 30 * DAY;
      await sweepAll();
      spy.mockRestore();
      expect(await count('token')).toBe(0);
      expect(removed.reduce((sum, rows) => sum + rows, 0)).toBe(2_500);
      expect(Math.max(...removed)).toBeLessThanOrEqual(1_000);
    });
  });

  describe('of what tokens hang on', () => {
    it('remove families when no token is left, sessions and consents when no family is', async () => {
      const { id: sessionId } = sessionRecord({ id: newTimeOrderedId(now), createdAt: now, expiresAt: now + DAY });
      const consent = await persistence.unitOfWork.run(async (stores) => {
        const wanted = { accountId: newTimeOrderedId(now), clientId: 'web', scope: ['openid'], resources: [] };
        const made = await stores.consents.allow(wanted, now);
        await stores.consents.revoke(made.id, now);
        return made;
      });
      await persistence.unitOfWork.runIdentity((stores) =>
        stores.sessions.insert(sessionRecord({ id: sessionId, createdAt: now, expiresAt: now + DAY, endedAt: null })),
      );
      const family = await found({ sessionId, consentId: consent.id, expiresAt: now + DAY });
      const code = authorizationCode({ id: newTimeOrderedId(now), familyId: family.id, expiresAt: now + 60_000 });
      await persistence.unitOfWork.run((stores) => stores.authorizationCodes.insert(code.record));
      await issue(issued({ familyId: family.id, revokedAt: START + 500 * DAY, revocationReason: 'revoked_by_admin' }));
      const everything = async () =>
        Promise.all(['authorization_code', 'token', 'family', 'session', 'consent'].map(count));

      expect(await everything()).toEqual([1, 1, 1, 1, 1]);
      now = START + 8 * DAY;
      await sweepAll();
      expect(await everything()).toEqual([0, 1, 1, 1, 1]);
      now = START + 450 * DAY;
      await sweepAll();
      // All of them are old enough, but the token stands.
      expect(await everything()).toEqual([0, 1, 1, 1, 1]);
      await index();
      now = START + 600 * DAY;
      await sweepAll();
      now += DAY;
      await sweepAll();
      now += DAY;
      await sweepAll();
      expect(await everything()).toEqual([0, 0, 0, 0, 0]);
    });

    it('leave live consents, live families and live sessions, however old', async () => {
      await persistence.unitOfWork.run((stores) =>
        stores.consents.allow(
          { accountId: newTimeOrderedId(now), clientId: 'web', scope: ['openid'], resources: [] },
          now,
        ),
      );
      await found({ expiresAt: START + 3_000 * DAY });
      await persistence.unitOfWork.runIdentity((stores) =>
        stores.sessions.insert(sessionRecord({ id: newTimeOrderedId(now), expiresAt: START + 3_000 * DAY })),
      );
      now = START + 2_500 * DAY;
      await sweepAll();
      expect(await Promise.all(['family', 'session', 'consent'].map(count))).toEqual([1, 1, 1]);
    });

    it('go on where the pass before was interrupted', async () => {
      for (let each = 0; each < 300; each++) await found({ expiresAt: now + DAY });
      now = START + 40 * DAY;
      const task = persistence.upkeep['tasks'].find(({ kind }) => kind === 'family')!;
      const settings = persistence.upkeep.settings.values;
      const first = new SweepTurn(gateway, task, settings, 1, undefined);
      expect((await first.step(now, 100)).removed).toBe(100);
      const progress = (await listProgress(gateway.reads)).get('family');
      expect(progress).toMatchObject({ pass_removed: 100, pass_started_at: now, last_finished_at: null });
      await sweepAll();
      expect(await count('family')).toBe(0);
      expect((await listProgress(gateway.reads)).get('family')).toMatchObject({
        last_removed: 300,
        removed_total: 300,
      });
    });
  });

  it('remove counters, values used once and answers kept for retries when they have expired', async () => {
    await persistence.unitOfWork.run(async (stores) => {
      for (let each = 0; each < 120; each++) await stores.oneTime.use('jti', `${each}`, now + 60_000 + each * 1000);
    });
    await persistence.unitOfWork.runIdentity((stores) => stores.signInAttempts.count(Buffer.alloc(32, 1), now, 1));
    now += 60_000 + 59_999;
    await sweepAll();
    expect(await count('one_time')).toBe(120);
    now += 60_060;
    await sweepAll();
    expect(await count('one_time')).toBe(59);
    now = START + 25 * 3_600_000 - 1;
    await sweepAll();
    expect([await count('one_time'), await count('sign_in_attempt')]).toEqual([0, 1]);
    now += 300_001;
    await sweepAll();
    expect(await count('sign_in_attempt')).toBe(0);
  });

  it('remove expiring redirect URIs when nobody wonders any more why they are refused', async () => {
    const uri = 'https://pr-1.preview.example/callback';
    await persistence.unitOfWork.runRegistry(async (stores) => {
      await stores.clients.insert(clientRecord());
      for (const expiresAt of [now + 60_000, now + DAY]) {
        const id = newTimeOrderedId(now);
        await stores.clients.addRedirectUri({ id, clientId: clientRecord().clientId, uri, createdAt: now, expiresAt });
      }
    });
    now += 60_000 + 30 * DAY - 1;
    await sweepAll();
    expect(await count('client_redirect_uri')).toBe(2);
    now += 3_600_001;
    await sweepAll();
    expect(await count('client_redirect_uri')).toBe(1);
    now += DAY;
    await sweepAll();
    expect(await count('client_redirect_uri')).toBe(0);
  });

  it('remove previews that nobody committed, receipts that are old, and what verifiers need no more', async () => {
    const revocation = (state: string, expiresAt: number | null, finishedAt: number | null) =>
      gateway.transaction(async (connection) => {
        const id = idToBytes(newTimeOrderedId(now));
        await connection.change(
          `INSERT INTO revocation (id, event, about, state, created_at, created_by_kind, expires_at, truncated, done, finished_at)
           VALUES (?, 'token', '{}', ?, ?, 'person', ?, 0, 0, ?)`,
          [id, state, now, expiresAt, finishedAt],
        );
        for (let each = 0; each < 150; each++) {
          const member = [id, idToBytes(newTimeOrderedId(now))];
          await connection.change(
            `INSERT INTO revocation_member (revocation_id, token_id, kind, state) VALUES (?, ?, 'access_token', 'pending')`,
            member,
          );
        }
      });
    await revocation('previewed', now + 600_000, null);
    await revocation('done', null, now);
    await revocation('running', null, null);
    const entry = 'INSERT INTO revocation_entry (kind, mark, recorded_at, expires_at) VALUES (?, ?, ?, ?)';
    await gateway.transaction(async (connection) => {
      for (const kind of ['token', 'family']) {
        for (let each = 0; each < 70; each++) {
          await connection.change(entry, [kind, idToBytes(newTimeOrderedId(now)), now, now + 1_000]);
        }
      }
    });
    const counts = () => Promise.all(['revocation', 'revocation_member', 'revocation_entry'].map(count));
    now += 600_000 + 3_600_000;
    await sweepAll();
    expect(await counts()).toEqual([2, 300, 0]);
    now = START + 401 * DAY;
    const purged = await persistence.upkeep.purge({ now, owner: 'purge', dryRun: true });
    expect(purged.find(({ kind }) => kind === 'revocation')?.rows).toBe(151);
    await sweepAll();
    expect(await counts()).toEqual([1, 150, 0]);
  });

  it('let the audit log forget its oldest events up to a checkpoint, and what is left still proves itself', async () => {
    const keys = auditKeys((purpose) => createSecretKey(createHash('sha256').update(purpose).digest()));
    persistence.unitOfWork.proveAuditWith(keys.row);
    const sealer = persistence.audit.sealer('sealer', keys);
    const append = (events: number) =>
      persistence.unitOfWork.record(
        [],
        Array.from({ length: events }, () => ({ id: 'settings.changed', at: now }) as const),
      );
    await append(200);
    const { head } = await sealer.seal(now);
    await sealer.keep(keys.signing.checkpoint(head?.seq ?? 0, head?.chain ?? Buffer.alloc(0), now));
    now = START + 399 * DAY;
    await append(5);
    await sealer.seal(now);
    await sweepAll();
    expect(await count('audit_event')).toBe(205);
    now = START + 401 * DAY;
    const purged = await persistence.upkeep.purge({ now, owner: 'purge', dryRun: true });
    expect(purged.find(({ kind }) => kind === 'audit_event')?.rows).toBe(200);
    await sweepAll();
    expect(await count('audit_event')).toBe(5);
    const status = (await persistence.upkeep.sweeps(now)).find(({ kind }) => kind === 'audit_event');
    expect(status).toMatchObject({ lastRemoved: 200, removedTotal: 200, lastFinishedAt: now });
    const verdict = await persistence.audit.verifier(keys).verify();
    expect(verdict).toMatchObject({ fault: undefined, from: 201, events: 5, complete: true });
  });

  it('keep the ring of refused requests at its size and age', async () => {
    await set('failures.kept', 100);
    await gateway.transaction(async (connection) => {
      const { TypeormFailureStore } = await import('../stores/typeorm-failure.store');
      const store = new TypeormFailureStore(connection);
      for (let each = 0; each < 250; each++) {
        const at = START + each;
        const facts = { endpoint: 'token', clientId: null, check: 'client.unknown', error: 'invalid_client', ip: null };
        await store.insert({ id: newTimeOrderedId(at), reference: `${each}`, at, ...facts, detail: {} });
      }
    });
    now = START + 60_000;
    await sweepAll();
    expect(await count('failure')).toBe(100);
    expect(await persistence.upkeep.failures.find('149')).toBeUndefined();
    expect(await persistence.upkeep.failures.find('150')).toMatchObject({ reference: '150' });
    now = START + 30 * DAY + 300;
    await sweepAll();
    expect(await count('failure')).toBe(0);
  });

  it('are made by one process at a time, and by another when that one is gone', async () => {
    await issue(...Array.from({ length: 50 }, () => issued()));
    await index();
    now = START + 30 * DAY;
    const dead = sweeper('dead');
    expect(await dead['lease'].hold()).toBe(1);
    await sweepAll(sweeper('other'));
    expect(await count('token')).toBe(50);
    await gateway.transaction((connection) =>
      connection.change(`UPDATE lease SET expires_at = 0 WHERE name = 'sweep'`),
    );
    await sweepAll(sweeper('other'));
    expect(await count('token')).toBe(0);
  });

  it('do not count what a process does after it has lost the lease', async () => {
    await issue(...Array.from({ length: 50 }, () => issued()));
    await index();
    now = START + 30 * DAY;
    const settings = persistence.upkeep.settings.values;
    const late = new SweepTurn(gateway, new TokenSweep(), settings, 1, undefined);
    await late.step(now, 16);
    const next = new SweepTurn(
      gateway,
      new TokenSweep(),
      settings,
      2,
      (await listProgress(gateway.reads)).get('token'),
    );
    await next.step(now, 16);
    await expect(late.step(now, 16)).rejects.toThrow(LeaseLostError);
    expect(await count('token')).toBe(18);
    expect((await listProgress(gateway.reads)).get('token')).toMatchObject({ fence: 2, removed_total: 32 });
  });

  it('of one kind that fails leave the others alone, and say so', async () => {
    await persistence.unitOfWork.run((stores) => stores.oneTime.use('jti', 'x', now));
    const broken = persistence.upkeep['tasks'].find(({ kind }) => kind === 'token')!;
    jest.spyOn(broken, 'plan').mockRejectedValue(new Error('no such table'));
    now += DAY;
    const by = sweeper();
    while (await by.round());
    expect(failures.map(([kind]) => kind)).toEqual(['token']);
    expect(await count('one_time')).toBe(0);
    const status = await persistence.upkeep.sweeps(now);
    expect(status.find(({ kind }) => kind === 'token')).toMatchObject({ failedAt: now, failure: 'Error' });
    expect(status.find(({ kind }) => kind === 'one_time')).toMatchObject({ lastRemoved: 1, failedAt: null });
  });

  it('rest while they are switched off', async () => {
    await persistence.unitOfWork.run((stores) => stores.oneTime.use('jti', 'x', now));
    now += DAY;
    await set('sweeps.enabled', false);
    await sweepAll();
    expect(await count('one_time')).toBe(1);
    await set('sweeps.enabled', true);
    await sweepAll();
    expect(await count('one_time')).toBe(0);
  });

  describe('at once (purge)', () => {
    beforeEach(async () => {
      await issue(...Array.from({ length: 1_200 }, () => issued()));
      await index();
      for (let each = 0; each < 40; each++) await found({ expiresAt: now + DAY });
      now = START + 60 * DAY;
    });

    it('count what would go without writing anything', async () => {
      const purged = await persistence.upkeep.purge({ now, owner: 'purge', dryRun: true });
      expect(Object.fromEntries(purged.map(({ kind, rows }) => [kind, rows]))).toMatchObject({
        token: 1_200,
        family: 40,
      });
      expect([await count('token'), await count('family'), await count('sweep')]).toEqual([1_200, 40, 0]);
    });

    it('remove it, with progress, while a running sweeper gives way', async () => {
      const running = sweeper('server');
      await running['lease'].hold();
      const told: [string, number][] = [];
      const purging = persistence.upkeep.purge({
        now,
        owner: 'purge',
        progress: (kind, rows) => told.push([kind, rows]),
      });
      // The sweeper renews its lease now and then, and sees that somebody is in a hurry.
      running['lease']['renewedAt'] = 0;
      const giveWay = setInterval(() => {
        running['lease']['renewedAt'] = 0;
        void running['lease'].hold();
      }, 50);
      const purged = await purging;
      clearInterval(giveWay);
      expect(purged.find(({ kind }) => kind === 'token')?.rows).toBe(1_200);
      expect(told.at(-1)).toEqual(['family', 40]);
      expect([await count('token'), await count('family')]).toEqual([0, 0]);
    });
  });

  it('are told about: what went, when, and how far behind they are', async () => {
    await issue(issued());
    await index();
    now = START + 7 * DAY + 600_000 + 5_000;
    const before = (await persistence.upkeep.sweeps(now)).find(({ kind }) => kind === 'token');
    expect(before).toMatchObject({ lag: 5_000, removedTotal: 0, lastFinishedAt: null });
    await sweepAll();
    const after = (await persistence.upkeep.sweeps(now)).find(({ kind }) => kind === 'token');
    expect(after).toMatchObject({ lag: 0, removedTotal: 1, lastRemoved: 1, lastFinishedAt: now, nextAt: now + 60_000 });
  });
});
