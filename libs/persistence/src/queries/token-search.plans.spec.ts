import { idFromBytes } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { insertLedger, MINUTE, randomLedger, type RandomLedger } from '../../testing/random-ledger';
import type { Connection, Gateway, Value } from '../gateway/gateway';
import { INDEXER_LIMITS, LedgerIndexer } from '../ledger-index/ledger-indexer';
import { openPersistence, type Persistence } from '../persistence';
import type { TokenFilter } from './token-filter';
import { TokenLineage } from './token-lineage';
import { STATE_FILTERS } from './token-state';
import { TokenSearch, type SearchLimits } from './token-search';

const NOW = 1_790_000_000_000;
const LIMITS: SearchLimits = {
  lookedAt: 64,
  found: 8,
  rowsPerRead: 64,
  rowsPerSearch: 500,
  smallSet: 100,
  sortedSet: 5,
};

describeOnEveryDatabase('plans of the token search', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  let ledger: RandomLedger;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    ledger = randomLedger(3, NOW, 500);
    await gateway.transaction((connection) => insertLedger(connection, ledger));
    const indexer = new LedgerIndexer(gateway, 'plans', { ...INDEXER_LIMITS, rowsPerBlock: 16 });
    while (await indexer.advance(NOW - 10 * MINUTE));
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  /** Every value is one that many rows have, or few, so that every way to the rows is taken. */
  function filters(): TokenFilter[] {
    const rows = [...ledger.token].reverse();
    const person = rows.find((row) => row.family_id !== null)!;
    const family = ledger.family.find(({ id, consent_id }) => id.equals(person.family_id!) && consent_id !== null);
    const { consent_id } = family ?? ledger.family.find((each) => each.consent_id !== null)!;
    const single: TokenFilter[] = [
      {},
      { tokenId: idFromBytes(person.id) },
      { clientId: 'client-0' },
      { clientId: 'client-9' },
      { subject: person.subject },
      { subject: 'client-0' },
      { sessionId: idFromBytes(person.session_id!) },
      { familyId: idFromBytes(person.family_id!) },
      { consentId: idFromBytes(consent_id!) },
      { kind: 'refresh_token' },
      { grantType: 'client_credentials' },
      { scope: 'openid' },
      { audience: 'https://api.example/orders' },
      { ip: '192.0.2.1' },
      { issuedFrom: NOW - 100 * MINUTE, issuedTo: NOW - 50 * MINUTE },
      { expiresFrom: NOW, expiresTo: NOW + 10 * MINUTE },
      ...STATE_FILTERS.map((state) => ({ state })),
    ];
    const pairs = single.flatMap((one, index) => single.slice(index + 1).map((other) => ({ ...one, ...other })));
    const every = Object.assign({}, ...single.slice(9, 16)) as TokenFilter;
    const all = STATE_FILTERS.flatMap((state) => [
      { ...every, state },
      { ...every, clientId: 'client-0', state },
      { ...every, clientId: 'client-0', subject: 'client-0', state },
    ]);
    return [...single, ...pairs, ...all];
  }

  it('every statement of every combination goes along an index', async () => {
    const { connection, statements } = recording(gateway.reads);
    const search = new TokenSearch(connection, LIMITS);
    for (const filter of filters()) {
      for (const direction of ['newest-first', 'oldest-first'] as const) {
        for (let after: string | undefined, pages = 0; pages < 3; pages++) {
          const { next } = await search.find({ filter, direction, limit: 5, after, now: NOW });
          if (next === null) break;
          after = next;
        }
      }
    }
    // A fixed set of texts, whatever is asked: statements are kept prepared.
    expect(statements.size).toBeGreaterThan(60);
    expect(statements.size).toBeLessThan(250);
    expect(await withoutIndex(statements)).toEqual([]);
  });

  it('so does every statement of a lineage', async () => {
    const { connection, statements } = recording(gateway.reads);
    for (const { id } of ledger.token.slice(-50)) {
      await new TokenLineage(connection).of(idFromBytes(id), { limit: 3, now: NOW });
    }
    expect(statements.size).toBeGreaterThan(5);
    expect(await withoutIndex(statements)).toEqual([]);
  });

  it('this would be seen', async () => {
    const statements = new Map<string, readonly Value[]>([
      ['SELECT id FROM token WHERE ip = ? ORDER BY id LIMIT 5', ['192.0.2.1']],
      ['SELECT COUNT(*) FROM token', []],
      ['SELECT last_id FROM ledger_block ORDER BY row_count LIMIT 1', []],
      ['SELECT id FROM token WHERE client_id = ? ORDER BY expires_at LIMIT 5', ['client-0']],
    ]);
    expect(await withoutIndex(statements)).toHaveLength(4);
  });

  /** Statements that look through a table, or a whole index, with what they look through. */
  async function withoutIndex(statements: ReadonlyMap<string, readonly Value[]>): Promise<string[]> {
    const faults: string[] = [];
    for (const [sql, values] of statements) {
      const looked = dialect === 'sqlite' ? await sqliteScans(sql, values) : await mariadbScans(sql, values);
      faults.push(...looked.map((what) => `${what}: ${sql.replaceAll(/\s+/g, ' ')}`));
    }
    return faults;
  }

  /** What is made on the way and bounded by its own LIMIT, by the names that our statements give it. */
  const MADE = /^(?:<.*>|slice|looked_at|some|counted|chain|t\d+|\(subquery-\d+\)|\d* ?CONSTANT ROWS?)$/;

  /** A small set of one session or consent is put in order; ancestors and counts are few. */
  const MAY_SORT = /FROM family of|FROM family\s+JOIN|WITH RECURSIVE|GROUP BY|ORDER BY row_count/;

  async function sqliteScans(sql: string, values: readonly Value[]): Promise<string[]> {
    const plan = await gateway.reads.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
    const sorts = plan.some(({ detail }) => detail.includes('ORDER BY')) && !MAY_SORT.test(sql) ? ['sorts'] : [];
    const scans = plan.flatMap(({ detail }) => {
      const scanned = /^SCAN (\d* ?CONSTANT ROWS?|\S+)/.exec(detail)?.[1];
      return scanned !== undefined && !MADE.test(scanned) ? [detail] : [];
    });
    return [...scans, ...sorts];
  }

  async function mariadbScans(sql: string, values: readonly Value[]): Promise<string[]> {
    const plan = await gateway.reads.rows<Explained>(`EXPLAIN ${sql}`, values);
    const sorts = plan.some(({ Extra }) => Extra?.includes('filesort')) && !MAY_SORT.test(sql) ? ['sorts'] : [];
    // Whatever is joined to tokens comes after them, or a search would begin with half of the families.
    const [first] = plan;
    const begins =
      sql.includes('LIMIT') &&
      /FROM token /.test(sql) &&
      !/^(?:token|<.*>)?$/.test(first?.table ?? '') &&
      !MAY_SORT.test(sql)
        ? [`begins with ${first?.table}`]
        : [];
    const scans = plan.flatMap(({ table, type, key }) => {
      // `const`: a row that is known not to be there is not even looked for.
      const isRead = table !== null && type !== null && type !== 'const' && !MADE.test(table);
      return isRead && (type === 'ALL' || type === 'index' || key === null) ? [`${table} by ${type} ${key}`] : [];
    });
    return [...scans, ...sorts, ...begins];
  }
});

interface Explained {
  table: string | null;
  type: string | null;
  key: string | null;
  Extra: string | null;
}

/** A connection that remembers each text with the values that it had first. */
function recording(connection: Connection): { connection: Connection; statements: Map<string, readonly Value[]> } {
  const statements = new Map<string, readonly Value[]>();
  const rows = <Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> => {
    if (!statements.has(sql)) statements.set(sql, values);
    return connection.rows<Row>(sql, values);
  };
  return {
    statements,
    connection: {
      dialect: connection.dialect,
      rows,
      change: () => Promise.reject(new Error('reads only')),
      orm: (work) => connection.orm(work),
    },
  };
}
