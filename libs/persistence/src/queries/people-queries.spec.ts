import type { IdentityAccount, Role, SessionRecord } from '@gatehouse/identity';
import { IDENTITY_START as START, identityAccount, session } from '@gatehouse/identity/testing';
import { idFromBytes, type FamilyRecord } from '@gatehouse/protocol';
import { family } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import type { Connection, Value } from '../gateway/gateway';
import { openPersistence, type Persistence } from '../persistence';
import { FAMILY_COLUMNS, familyValues } from '../stores/family-rows';
import { insertInto } from '../gateway/gateway';
import { AccountListQuery, type AccountFilter, type AccountPosition } from './account-list.query';
import { AccountOverviewQuery } from './account-overview.query';
import { ROW_BUDGET, type ScannedPage } from './budgeted-scan';
import { ConsentListQuery, type ConsentFilter } from './consent-list.query';
import { SessionFamiliesQuery } from './session-families.query';
import { SessionListQuery, type SessionFilter } from './session-list.query';

const HOUR = 3_600_000;
const NOW = START + 10_000_000;
const ROLES: readonly (readonly Role[])[] = [[], [], [], ['owner'], ['admin', 'support'], ['auditor']];

let made = 0;
/** An id of that time, whatever was made before: those of the clock never go back. */
function idAt(at: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt32BE(++made, 12);
  return idFromBytes(bytes);
}

/** Every page of a list, and how many there were. */
async function everyPage<Row, Position>(
  read: (after: Position | undefined) => Promise<ScannedPage<Row, Position>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Position | undefined;
  for (let pages = 0; pages < 10_000; pages++) {
    const page = await read(after);
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    after = page.next;
  }
  throw new Error('the list never ends');
}

describeOnEveryDatabase('lists of people, sessions and consents', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  const accounts: IdentityAccount[] = [];
  const sessions: SessionRecord[] = [];
  const families: FamilyRecord[] = [];
  const asked: { readonly sql: string; readonly values: readonly Value[] }[] = [];
  /** The database's reads, noting every question. */
  let noting: Connection;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    const { reads } = persistence;
    noting = {
      dialect: reads.dialect,
      rows: <Row>(sql: string, values: readonly Value[] = []) => {
        asked.push({ sql, values });
        return reads.rows<Row>(sql, values);
      },
      change: () => Promise.reject(new Error('a query changes nothing')),
      orm: (work) => reads.orm(work),
    };
    for (let index = 0; index < 400; index++) {
      const createdAt = START + index * 1_000;
      accounts.push(
        identityAccount({
          id: idAt(createdAt),
          username: index === 7 ? 'deadbeef' : `${['ana', 'Anders', 'bo', 'Émile'][index % 4]}-${index}`,
          email: index % 3 === 0 ? null : `${['ana', 'post'][index % 2]}.${index}@example.test`,
          passwordHash: index % 2 === 0 ? '$argon2id$secret' : null,
          roles: ROLES[index % ROLES.length] ?? [],
          disabledAt: index % 5 === 0 ? NOW - ((index * 7) % 90) : null,
          createdAt,
          updatedAt: createdAt,
        }),
      );
    }
    for (let index = 0; index < 500; index++) {
      const createdAt = START + index * 1_000;
      sessions.push(
        session({
          id: idAt(createdAt),
          accountId: accounts[(index * index) % 40]?.id ?? '',
          createdAt,
          authTime: createdAt,
          lastSeenAt: index % 4 === 0 ? NOW - 9 * HOUR : NOW - 60_000,
          expiresAt: index % 7 === 0 ? NOW : NOW + HOUR,
          endedAt: index % 3 === 0 ? NOW - 5 : null,
          endReason: index % 3 === 0 ? 'signed_out' : null,
          amr: index % 11 === 0 ? ['pwd', 'otp'] : ['pwd'],
          acr: index % 13 === 0 ? 'urn:gatehouse:2fa' : 'urn:gatehouse:1fa',
          ip: `192.0.2.${index % 9}`,
        }),
      );
    }
    sessions.forEach(({ id, accountId }, index) => {
      for (let count = 0; count < index % 4; count++) {
        const createdAt = START + index * 1_000 + count;
        const clientId = `client-${(index + count) % 3}`;
        families.push(family({ id: idAt(createdAt), sessionId: id, accountId, clientId, consentId: null, createdAt }));
      }
    });
    await persistence.unitOfWork.runIdentity(async (stores) => {
      for (const account of accounts) await stores.identityAccounts.insert(account);
      for (const one of sessions) await stores.sessions.insert(one);
    });
    await persistence.unitOfWork.run(async (stores) => {
      for (const one of families) await stores.families.insert(one);
      // A session that was swept away since.
      const gone = idAt(START + 250_500);
      const accountId = accounts[0]?.id ?? '';
      await stores.families.insert(
        family({ id: idAt(START), sessionId: gone, accountId, clientId: 'client-1', consentId: null }),
      );
    });
  });

  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  describe('people', () => {
    const list = (filter: AccountFilter, limit = 7) => {
      const query = new AccountListQuery(noting);
      return everyPage<{ id: string }, AccountPosition>((after) => query.list(filter, { after, limit }));
    };
    const usernames = (rows: readonly { id: string }[]) =>
      rows.map(({ id }) => accounts.find((account) => account.id === id)?.username);
    const expected = (fits: (account: IdentityAccount) => boolean) =>
      accounts.filter(fits).map(({ username }) => username);
    const newest = (fits: (account: IdentityAccount) => boolean) => expected(fits).reverse();

    it('come newest first, each once, whatever the size of a page', async () => {
      for (const limit of [1, 7, 399, 400, 500]) {
        expect(usernames(await list({}, limit))).toEqual(newest(() => true));
      }
    });

    it.each<[string, AccountFilter, (account: IdentityAccount) => boolean]>([
      ['enabled', { state: 'enabled' }, ({ disabledAt }) => disabledAt === null],
      ['by role', { role: 'support' }, ({ roles }) => roles.includes('support')],
      [
        'by role, disabled',
        { role: 'owner', state: 'disabled' },
        (a) => a.roles.includes('owner') && a.disabledAt !== null,
      ],
      [
        'by the time they were made',
        { createdFrom: START + 10_000, createdTo: START + 20_000 },
        ({ createdAt }) => createdAt >= START + 10_000 && createdAt <= START + 20_000,
      ],
      [
        'by time and role',
        { role: 'auditor', createdFrom: START + 100_000 },
        (a) => a.roles.includes('auditor') && a.createdAt >= START + 100_000,
      ],
    ])('%s', async (_, filter, fits) => {
      expect(newest(fits).length).toBeGreaterThan(0);
      expect(usernames(await list(filter))).toEqual(newest(fits));
    });

    it('that are disabled come in the order in which they were', async () => {
      const disabled = accounts.filter(({ disabledAt }) => disabledAt !== null);
      disabled.sort((a, b) => (b.disabledAt ?? 0) - (a.disabledAt ?? 0) || (a.id < b.id ? 1 : -1));
      expect((await list({ state: 'disabled' })).map(({ id }) => id)).toEqual(disabled.map(({ id }) => id));
      const late = disabled.filter(({ createdAt }) => createdAt > START + 200_000);
      const found = await list({ state: 'disabled', createdFrom: START + 200_001 });
      expect(found.map(({ id }) => id)).toEqual(late.map(({ id }) => id));
    });

    it('are found by the beginning of a username or e-mail address, in any spelling, each once', async () => {
      const canonical = (text: string) => text.toLowerCase();
      const begins = (text: string) => (account: IdentityAccount) =>
        canonical(account.username).startsWith(text) || (account.email ?? '').startsWith(text);
      for (const [typed, text] of [
        ['ANA', 'ana'],
        ['ana.1', 'ana.1'],
        ['an', 'an'],
        [' post.5', 'post.5'],
        ['ＡＮＡ', 'ana'],
        ['É', 'é'],
        ['ana.5@exam', 'ana.5@exam'],
      ] as const) {
        const found = usernames(await list({ text: typed }));
        expect([...found].sort()).toEqual(expected(begins(text)).sort());
      }
      expect(await list({ text: 'nobody' })).toEqual([]);
      expect(await list({ text: '\u{202e}ana' })).toEqual([]);
      const byName = usernames(await list({ text: 'an', state: 'disabled', role: 'owner' }));
      const fits = (a: IdentityAccount) => begins('an')(a) && a.disabledAt !== null && a.roles.includes('owner');
      expect([...byName].sort()).toEqual(expected(fits).sort());
    });

    it('are found by the beginning of an id, with the names that begin so behind them', async () => {
      const { id, username } = accounts[123]!;
      expect(usernames(await list({ text: id }))).toEqual([username]);
      expect(usernames(await list({ text: id.toUpperCase().slice(0, 34) }))).toContain(username);
      expect(usernames(await list({ text: id.slice(0, 8) }, 3))).toEqual(
        newest((account) => account.id.startsWith(id.slice(0, 8))),
      );
      expect(usernames(await list({ text: 'deadbeef' }))).toEqual(['deadbeef']);
      expect(await list({ text: `${id.slice(0, 10)}-` })).toEqual([]);
    });

    it('come in the order of the names by which they were found', async () => {
      const found = usernames(await list({ text: 'ana' })) as string[];
      const nameOf = (username: string) => {
        const account = accounts.find((one) => one.username === username);
        return [username.toLowerCase(), account?.email ?? ''].filter((name) => name.startsWith('ana')).sort()[0] ?? '';
      };
      const names = found.map(nameOf);
      expect(names).toEqual([...names].sort());
    });

    it('never come with the hash of a password', async () => {
      const { rows } = await new AccountListQuery(noting).list({}, { limit: 200 });
      expect(rows.some(({ hasPassword }) => hasPassword) && rows.some(({ hasPassword }) => !hasPassword)).toBe(true);
      expect(JSON.stringify(rows)).not.toContain('argon2id');
    });
  });

  describe('sessions', () => {
    const list = (filter: SessionFilter, limit = 7) => {
      const query = new SessionListQuery(noting);
      return everyPage<{ id: string }, string>((after) => query.list(filter, { after, limit, now: NOW }));
    };
    const disabled = (record: SessionRecord) => accounts.find(({ id }) => id === record.accountId)?.disabledAt !== null;
    const state = (record: SessionRecord) => {
      if (record.endedAt !== null || disabled(record)) return 'ended';
      return record.expiresAt <= NOW || record.lastSeenAt < NOW - 8 * HOUR ? 'expired' : 'live';
    };
    const atClient = (clientId: string) => (record: SessionRecord) =>
      families.some((one) => one.sessionId === record.id && one.clientId === clientId);
    const newest = (fits: (record: SessionRecord) => boolean) =>
      sessions
        .filter(fits)
        .map(({ id }) => id)
        .reverse();
    const first = () => accounts[1]?.id ?? '';

    it.each<[string, () => SessionFilter, (record: SessionRecord) => boolean]>([
      ['all', () => ({}), () => true],
      ['of a person', () => ({ accountId: first() }), ({ accountId }) => accountId === first()],
      ['from an address', () => ({ ip: '192.0.2.4' }), ({ ip }) => ip === '192.0.2.4'],
      ['of a client', () => ({ clientId: 'client-1' }), atClient('client-1')],
      ['live', () => ({ state: 'live' }), (record) => state(record) === 'live'],
      ['ended', () => ({ state: 'ended' }), (record) => state(record) === 'ended'],
      ['expired', () => ({ state: 'expired' }), (record) => state(record) === 'expired'],
      ['by method', () => ({ amr: 'otp' }), ({ amr }) => amr.includes('otp')],
      ['by class', () => ({ acr: 'urn:gatehouse:2fa' }), ({ acr }) => acr === 'urn:gatehouse:2fa'],
      [
        'by time',
        () => ({ startedFrom: START + 50_000, startedTo: START + 60_000 }),
        ({ createdAt }) => createdAt >= START + 50_000 && createdAt <= START + 60_000,
      ],
      [
        'of a person at a client from an address',
        () => ({ accountId: first(), clientId: 'client-2', ip: '192.0.2.1' }),
        (record) => record.accountId === first() && record.ip === '192.0.2.1' && atClient('client-2')(record),
      ],
      [
        'of a client, live, since',
        () => ({ clientId: 'client-0', state: 'live', startedFrom: START + 100_000 }),
        (record) => atClient('client-0')(record) && state(record) === 'live' && record.createdAt >= START + 100_000,
      ],
    ])('%s', async (_, filter, fits) => {
      expect(newest(fits).length).toBeGreaterThan(0);
      for (const limit of [1, 7, 200]) {
        expect((await list(filter(), limit)).map(({ id }) => id)).toEqual(newest(fits));
      }
    });

    it('of nobody are none', async () => {
      expect(await list({ accountId: 'no id' })).toEqual([]);
      expect(await list({ clientId: 'nobody' })).toEqual([]);
      expect(await list({ ip: '' })).toEqual([]);
    });

    it('come with their person, without the digest of the cookie', async () => {
      const query = new SessionListQuery(noting);
      const found = await query.find(sessions[0]?.id ?? '', NOW);
      expect(found).toMatchObject({ id: sessions[0]?.id, username: 'ana-0', state: 'ended', endReason: 'signed_out' });
      expect(JSON.stringify(found)).not.toContain('digest');
      expect(await query.find('no id', NOW)).toBeUndefined();
    });

    it('count what was approved in them', async () => {
      const query = new SessionFamiliesQuery(noting);
      const counts = await query.count(sessions.slice(0, 60).map(({ id }) => id));
      sessions.slice(0, 60).forEach(({ id }, index) => {
        expect(counts.get(id) ?? { count: 0, more: false }).toEqual({ count: index % 4, more: false });
      });
      const [, , , last] = sessions;
      const own = families.filter(({ sessionId }) => sessionId === last?.id).map(({ id }) => id);
      expect((await query.list(last?.id ?? '', 2)).map(({ id }) => id)).toEqual(own.reverse().slice(0, 2));
    });

    it('that are many are searched so far at a time, and the next page goes on from there', async () => {
      const many = 2 * ROW_BUDGET + 100;
      const accountId = accounts[399]?.id ?? '';
      await persistence.unitOfWork.runIdentity(async (stores) => {
        const base = START + 1_000_000;
        for (let index = 0; index < many; index++) {
          const rare = index === 50 ? { acr: 'rare' } : {};
          await stores.sessions.insert(
            session({ id: idAt(base + index), accountId, createdAt: base + index, ip: null, ...rare }),
          );
        }
      });
      const query = new SessionListQuery(noting);
      asked.length = 0;
      const page = await query.list({ acr: 'rare' }, { limit: 10, now: NOW });
      expect(page.rows).toEqual([]);
      expect(page.searchedTo).toBe(page.next);
      expect(page.searchedTo).toBeDefined();
      expect(asked).toHaveLength(ROW_BUDGET / 200);
      expect(await list({ acr: 'rare' }, 10)).toHaveLength(1);
      const overview = new AccountOverviewQuery(noting);
      expect((await overview.find(accountId, START + 60_000)).liveSessions).toEqual({ count: 100, more: true });
    });

    it('of a client that asks again and again in one session cost one step each', async () => {
      const [, one] = sessions;
      const again = Array.from({ length: 3_000 }, (_, index) =>
        family({
          id: idAt(START + 2_000_000 + index),
          sessionId: one?.id ?? '',
          accountId: one?.accountId ?? '',
          clientId: 'restless',
          consentId: null,
        }),
      );
      await persistence['database'].gateway.transaction(async (connection) => {
        for (let start = 0; start < again.length; start += 50) {
          const part = again.slice(start, start + 50);
          await connection.change(insertInto('family', FAMILY_COLUMNS, 50), part.flatMap(familyValues));
        }
      });
      asked.length = 0;
      expect((await list({ clientId: 'restless' })).map(({ id }) => id)).toEqual([one?.id]);
      expect(asked).toHaveLength(2);
      const counts = await new SessionFamiliesQuery(noting).count([one?.id ?? '']);
      expect(counts.get(one?.id ?? '')).toEqual({ count: 100, more: true });
    });
  });

  describe('consents', () => {
    it('of a person and for a client, live and revoked', async () => {
      const given: { id: string; accountId: string; clientId: string; revoked: boolean }[] = [];
      await persistence.unitOfWork.run(async (stores) => {
        for (let index = 0; index < 60; index++) {
          const accountId = accounts[index % 5]?.id ?? '';
          const clientId = `client-${index % 6}`;
          const { id } = await stores.consents.allow(
            { accountId, clientId, scope: ['openid'], resources: [] },
            START + index,
          );
          const revoked = index < 45;
          if (revoked) await stores.consents.revoke(id, NOW);
          if (!given.some((one) => one.id === id)) given.push({ id, accountId, clientId, revoked });
        }
      });
      const query = new ConsentListQuery(noting);
      const list = (filter: ConsentFilter) =>
        everyPage<{ id: string }, string>((after) => query.list(filter, { after, limit: 4 }));
      const ids = (fits: (one: (typeof given)[number]) => boolean) =>
        given
          .filter(fits)
          .map(({ id }) => id)
          .reverse();
      const accountId = accounts[2]?.id ?? '';
      const cases: [ConsentFilter, string[]][] = [
        [{ accountId }, ids((one) => one.accountId === accountId)],
        [{ clientId: 'client-3' }, ids((one) => one.clientId === 'client-3')],
        [{ accountId, clientId: 'client-3' }, ids((one) => one.accountId === accountId && one.clientId === 'client-3')],
        [{ accountId, state: 'live' }, ids((one) => one.accountId === accountId && !one.revoked)],
        [{ clientId: 'client-1', state: 'revoked' }, ids((one) => one.clientId === 'client-1' && one.revoked)],
        [{ accountId: 'no id' }, []],
      ];
      for (const [filter, wanted] of cases) expect((await list(filter)).map(({ id }) => id)).toEqual(wanted);
      await expect(list({})).rejects.toThrow(TypeError);
      expect(await query.find(given[0]?.id ?? '')).toMatchObject({ clientId: 'client-0', revokedAt: NOW });
      expect((await new AccountOverviewQuery(noting).find(accountId, NOW)).liveConsents).toEqual({
        count: given.filter((one) => one.accountId === accountId && !one.revoked).length,
        more: false,
      });
    });
  });

  it('follow an index, in its order, with every question that was asked above', async () => {
    const questions = new Map(asked.map((question) => [question.sql, question]));
    expect(questions.size).toBeGreaterThanOrEqual(2);
    // The lists with every way through them, once more: specs above may have forgotten what they asked.
    const people = new AccountListQuery(noting);
    const page = { limit: 5 };
    const somebody = accounts[3]?.id ?? '';
    await people.list({}, page);
    await people.list({}, { ...page, after: { at: 'id', id: somebody } });
    await people.list({ createdFrom: 1, createdTo: NOW }, page);
    await people.list({ text: 'an' }, { ...page, after: { at: 'identifier', identifier: 'ana-0' } });
    await people.list({ text: somebody }, page);
    await people.list({ role: 'owner' }, { ...page, after: { at: 'id', id: somebody } });
    await people.list({ state: 'disabled' }, page);
    await people.list(
      { state: 'disabled' },
      {
        ...page,
        after: { at: 'disabled', disabledAt: NOW, id: somebody },
      },
    );
    const browsers = new SessionListQuery(noting);
    for (const filter of [
      {},
      { accountId: somebody },
      { ip: '192.0.2.1' },
      { clientId: 'client-1' },
      { accountId: somebody, clientId: 'client-1' },
    ]) {
      await browsers.list(filter, { ...page, now: NOW, after: sessions[300]?.id });
    }
    for (const { sql, values } of [...questions.values(), ...asked]) {
      expect({ sql, plan: await badPlan(sql, values) }).toEqual({ sql, plan: [] });
    }
  });

  /** Steps of a plan that read a whole table or sort what an index should have in order. */
  async function badPlan(sql: string, values: readonly Value[]): Promise<string[]> {
    const { reads } = persistence;
    if (dialect === 'sqlite') {
      const steps = await reads.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
      // Derived tables are bounded by their own LIMIT, so reading one whole is no scan of a table.
      const derived = /^SCAN (found|newest|bounded|every|CONSTANT|\(subquery)/;
      return steps
        .map(({ detail }) => detail)
        .filter((detail) => (detail.startsWith('SCAN ') && !derived.test(detail)) || isSort(detail, sql));
    }
    const steps = await reads.rows<{ table: string | null; type: string | null; Extra: string | null }>(
      `EXPLAIN ${sql}`,
      values,
    );
    return steps
      .filter(({ table, type, Extra }) => {
        if (table === null || table.startsWith('<')) return false;
        return type === 'ALL' || (Extra ?? '').includes('filesort');
      })
      .map((step) => JSON.stringify(step));
  }

  /** Grouping the few rows of bounded subqueries is no sort of a table. */
  function isSort(detail: string, sql: string): boolean {
    return detail.includes('TEMP B-TREE') && !sql.includes('GROUP BY');
  }
});
