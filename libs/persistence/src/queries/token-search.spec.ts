import { randomUUID } from 'node:crypto';
import { idFromBytes, tokenEnded, type Ended } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import {
  AUDIENCES,
  DAY,
  Dice,
  insertLedger,
  IPS,
  MINUTE,
  randomLedger,
  SCOPES,
  type RandomLedger,
} from '../../testing/random-ledger';
import type { FamilyRow } from '../entities/family.entity';
import type { TokenRow } from '../entities/token.entity';
import type { Gateway } from '../gateway/gateway';
import { noteMarked } from '../ledger-index/ledger-blocks';
import { INDEXER_LIMITS, LedgerIndexer, type IndexerLimits } from '../ledger-index/ledger-indexer';
import { openPersistence, type Persistence } from '../persistence';
import type { TokenFilter } from './token-filter';
import type { Direction } from './token-reads';
import { STATE_FILTERS } from './token-state';
import { SEARCH_LIMITS, TokenSearch, type SearchLimits } from './token-search';

const NOW = 1_790_000_000_000;
const APPROVALS = 450;
/** Small, so that a few thousand rows make hundreds of blocks and every limit is met. */
const SMALL_BLOCKS: IndexerLimits = { ...INDEXER_LIMITS, rowsPerBlock: 16, termsPerBlock: 120 };
const TIGHT: SearchLimits = {
  lookedAt: 7,
  found: 3,
  rowsPerRead: 48,
  rowsPerSearch: 500,
  smallSet: 120,
  sortedSet: 8,
};

describeOnEveryDatabase('token search', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  let ledger: RandomLedger;
  let oracle: Oracle;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    ledger = randomLedger(7, NOW, APPROVALS);
    oracle = new Oracle(ledger);
    await fill();
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  /** Rows are issued, indexed, marked, come late, and are indexed again, as in life; the newest are in no block. */
  async function fill(): Promise<void> {
    const dice = new Dice(1);
    const owner = randomUUID();
    const closing = new LedgerIndexer(gateway, owner, { ...SMALL_BLOCKS, settleAfter: DAY });
    const indexer = new LedgerIndexer(gateway, owner, SMALL_BLOCKS);
    // Some rows are late everywhere, and for a while most are: one replica's clock was behind.
    const isSlow = (row: TokenRow): boolean => Math.abs(row.issued_at - (NOW - 100 * MINUTE)) < 10 * MINUTE;
    const late = ledger.token.filter((row) => dice.chance(isSlow(row) ? 0.9 : 0.03));
    const unmarked = ledger.token.map((row) => ({ ...row, revoked_at: null, reused_at: null }));
    const inTime = unmarked.filter((_row, index) => !late.includes(ledger.token[index]!));
    const half = inTime.slice(0, inTime.length / 2);
    await gateway.transaction((connection) => insertLedger(connection, { ...ledger, token: half }));
    while (await closing.advance(NOW));
    await gateway.transaction((connection) => insertLedger(connection, ledger, inTime.slice(inTime.length / 2)));
    while (await closing.advance(NOW - 20 * MINUTE));
    const marked = ledger.token.filter((row) => !late.includes(row));
    await gateway.transaction((connection) => insertLedger(connection, ledger, late));
    for (const [column, mark] of [
      ['revoked_at', 'revoked'],
      ['reused_at', 'reused'],
    ] as const) {
      const rows = marked.filter((row) => row[column] !== null);
      await gateway.transaction(async (connection) => {
        for (const row of rows)
          await connection.change(`UPDATE token SET ${column} = ? WHERE id = ?`, [row[column], row.id]);
        await noteMarked(
          connection,
          rows.map((row) => idFromBytes(row.id)),
          mark,
        );
      });
    }
    const settled: number[] = [];
    for (;;) {
      const done = await indexer.advance(NOW - 10 * MINUTE);
      if (!done) break;
      if (done === 'settled') settled.push(1);
    }
    expect(settled.length).toBeGreaterThan(50);
  }

  const search = (limits: SearchLimits = TIGHT): TokenSearch => new TokenSearch(gateway.reads, limits);

  /** Every page of a search, one after the other. */
  async function everyPage(
    filter: TokenFilter,
    direction: Direction,
    limit: number,
    limits = TIGHT,
  ): Promise<string[][]> {
    const pages: string[][] = [];
    for (let after: string | undefined; ;) {
      const page = await search(limits).find({ filter, direction, limit, after, now: NOW });
      pages.push(page.tokens.map(({ token }) => token.id));
      expect(page.tokens.length).toBeLessThanOrEqual(limit);
      if (page.next === null) return pages;
      if (pages.length > 2_000) throw new Error('a search goes round in circles');
      after = page.next;
    }
  }

  it('has data in which everything occurs', () => {
    expect(ledger.token.length).toBeGreaterThan(1_800);
    for (const state of STATE_FILTERS) expect(oracle.find({ state }).length).toBeGreaterThan(15);
    expect(new Set(ledger.token.map((row) => oracle.endedBy(row))).size).toBeGreaterThan(10);
  });

  it('has an index over most rows, and a tail that is in none', async () => {
    const [counts] = await gateway.reads.rows<{ blocks: number; most: number; rows_in: number }>(
      'SELECT COUNT(*) AS blocks, MAX(row_count) AS most, SUM(row_count) AS rows_in FROM ledger_block',
    );
    expect(Number(counts?.blocks)).toBeGreaterThan(90);
    expect(Number(counts?.rows_in)).toBeLessThan(ledger.token.length - 50);
    expect(Number(counts?.rows_in)).toBeGreaterThan(ledger.token.length * 0.8);
  });

  it('finds everything page by page, newest or oldest first', async () => {
    const all = ledger.token.map((row) => idFromBytes(row.id));
    for (const limit of [1_000_000, 200, 7]) {
      expect((await everyPage({}, 'oldest-first', limit)).flat()).toEqual(all);
      expect((await everyPage({}, 'newest-first', limit)).flat()).toEqual([...all].reverse());
    }
  });

  it('judges each token as the gate does', async () => {
    const { tokens } = await search({ ...SEARCH_LIMITS }).find({
      filter: {},
      direction: 'oldest-first',
      limit: ledger.token.length,
      now: NOW,
    });
    expect(tokens.map(({ state, endedBy }) => [state, endedBy])).toEqual(
      ledger.token.map((row) => [oracle.state(row), oracle.endedBy(row) ?? null]),
    );
  });

  const filters = randomFilters(240);
  it.each(Array.from({ length: 10 }, (_each, part) => part))(
    'finds exactly what a look at every row finds, for random combinations (%p)',
    async (part) => {
      const dice = new Dice(part);
      let found = 0;
      for (const make of filters.slice(part * 24, part * 24 + 24)) {
        const filter = make(ledger);
        const expected = oracle.find(filter);
        found += expected.length;
        const limits = dice.chance(0.5) ? TIGHT : { ...TIGHT, smallSet: 1, sortedSet: 0, rowsPerSearch: 700 };
        const limit = dice.of([20, 60, 200]);
        const ids = { newest: [...expected].reverse(), oldest: expected };
        expect([filter, (await everyPage(filter, 'newest-first', limit, limits)).flat()]).toEqual([filter, ids.newest]);
        expect([filter, (await everyPage(filter, 'oldest-first', limit, limits)).flat()]).toEqual([filter, ids.oldest]);
      }
      expect(found).toBeGreaterThan(100);
    },
  );

  it('reads a bounded number of rows for a page, whatever it finds, and says how far it got', async () => {
    const filter = {
      ip: IPS[0]!,
      scope: 'orders:read',
      expiresFrom: NOW,
      expiresTo: NOW + 29 * DAY,
      kind: 'id_token',
    } as const;
    const page = await search({ ...TIGHT, rowsPerSearch: 50 }).find({
      filter,
      direction: 'newest-first',
      limit: 50,
      now: NOW,
    });
    expect(page.tokens.length).toBeLessThan(oracle.find(filter).length);
    expect(page.next).not.toBeNull();
    expect(page.searchedTo).toBeLessThan(NOW);
    expect(page.searchedTo).toBeGreaterThan(NOW - 240 * MINUTE);
  });

  it('finds nothing for what is no id, and reads nothing for it', async () => {
    const rows = jest.spyOn(gateway.reads, 'rows');
    try {
      for (const filter of [{ familyId: 'x' }, { sessionId: '' }, { consentId: "' OR 1" }, { tokenId: '%' }]) {
        const page = await search().find({ filter, direction: 'newest-first', limit: 5, now: NOW });
        expect(page).toEqual({ tokens: [], next: null, searchedTo: null });
      }
      expect(rows).not.toHaveBeenCalled();
    } finally {
      rows.mockRestore();
    }
  });

  it('never answers the sealed successor of a refresh token', async () => {
    const { id } = ledger.token.find((row) => row.rotated_at !== null)!;
    await gateway.transaction((connection) =>
      connection.change('UPDATE token SET successor_sealed = ? WHERE id = ?', [Buffer.from('sealed'), id]),
    );
    const filter = { tokenId: idFromBytes(id) };
    const page = await search().find({ filter, direction: 'newest-first', limit: 1, now: NOW });
    expect(page.tokens[0]?.token).toMatchObject({ id: idFromBytes(id), successorSealed: null });
  });
});

/** Looks at every row. */
class Oracle {
  private readonly known = new Map<TokenRow, { state: string; endedBy: Ended | undefined; family?: FamilyRow }>();

  constructor(private readonly ledger: RandomLedger) {
    for (const row of ledger.token) {
      const family = ledger.family.find(({ id }) => row.family_id?.equals(id));
      const endedBy = this.judge(row, family);
      this.known.set(row, { endedBy, state: this.stateOf(row, endedBy), ...(family && { family }) });
    }
  }

  /** Ids in order. */
  find(filter: TokenFilter): string[] {
    return this.ledger.token.filter((row) => this.matches(row, filter)).map((row) => idFromBytes(row.id));
  }

  state(row: TokenRow): string | undefined {
    return this.known.get(row)?.state;
  }

  endedBy(row: TokenRow): Ended | undefined {
    return this.known.get(row)?.endedBy;
  }

  private stateOf(row: TokenRow, ended: Ended | undefined): string {
    const code = this.ledger.authorization_code.find(({ id }) => id.equals(row.id));
    const isOver = row.expires_at <= NOW;
    const byTime = ended === undefined || ended === 'token_expired' || ended === 'family_expired';
    if (row.revoked_at !== null || (!isOver && !byTime)) return 'revoked';
    if (code !== undefined && code.consumed_at !== null) return 'used';
    if (row.rotated_at !== null) return 'rotated';
    return ended === undefined ? 'active' : 'expired';
  }

  private judge(row: TokenRow, family: FamilyRow | undefined): Ended | undefined {
    const by = <T extends { id: Buffer }>(rows: readonly T[], id: Buffer | null): T | undefined =>
      rows.find((each) => id !== null && each.id.equals(id));
    const record = this.ledger.client.find(({ client_id }) => client_id === row.client_id);
    const client = {
      disabledAt: record ? record.disabled_at : 0,
      tokensRevokedBefore: record?.tokens_revoked_before ?? null,
      createdAt: record?.created_at ?? 0,
    };
    const key = this.ledger.signing_key.find(({ id }) => id === row.key_id);
    const account = by(this.ledger.account, family?.account_id ?? null);
    const session = by(this.ledger.session, family?.session_id ?? null);
    const consent = by(this.ledger.consent, family?.consent_id ?? null);
    const entry = family && {
      family: {
        createdAt: family.created_at,
        offline: family.offline === 1,
        revokedAt: family.revoked_at,
        expiresAt: family.expires_at,
      },
      standing: {
        accountDisabledAt: account ? account.disabled_at : 0,
        accountTokensRevokedBefore: account?.tokens_revoked_before ?? null,
        sessionEndedAt: session ? session.ended_at : 0,
        sessionEndReason: session?.end_reason ?? null,
        consentRevokedAt: family.consent_id === null ? null : consent ? consent.revoked_at : 0,
        client,
      },
    };
    const token = { issuedAt: row.issued_at, keyId: row.key_id, revokedAt: row.revoked_at, expiresAt: row.expires_at };
    const standing = { client, keyRevokedAt: key?.revoked_at ?? null };
    const ended = tokenEnded({ token, entry: entry ?? null, standing }, undefined, undefined, NOW);
    return ended ?? (row.family_id !== null && !family ? 'family_revoked' : undefined);
  }

  private matches(row: TokenRow, filter: TokenFilter): boolean {
    const family = this.known.get(row)?.family;
    const text = (id: Buffer | null | undefined): string | undefined => (id ? idFromBytes(id) : undefined);
    const is = <T>(wanted: T | undefined, value: T): boolean => wanted === undefined || wanted === value;
    const within = (value: number, from = -Infinity, to = Infinity): boolean => value >= from && value <= to;
    return (
      is(filter.tokenId, text(row.id)) &&
      is(filter.clientId, row.client_id) &&
      is(filter.subject, row.subject) &&
      is(filter.sessionId, text(row.session_id)) &&
      is(filter.familyId, text(row.family_id)) &&
      is(filter.consentId, text(family?.consent_id)) &&
      is(filter.kind as string | undefined, row.kind) &&
      is(filter.grantType, row.grant_type) &&
      is(filter.ip ?? undefined, row.ip ?? undefined) &&
      within(row.issued_at, filter.issuedFrom, filter.issuedTo) &&
      within(row.expires_at, filter.expiresFrom, filter.expiresTo) &&
      (filter.scope === undefined || (JSON.parse(row.scope) as string[]).includes(filter.scope)) &&
      (filter.audience === undefined || (JSON.parse(row.audience) as string[]).includes(filter.audience)) &&
      (filter.state === undefined ||
        (filter.state === 'reused' ? row.reused_at !== null : this.state(row) === filter.state))
    );
  }
}

/** Combinations of one to four conditions with values that occur, mostly. */
function randomFilters(count: number): ((ledger: RandomLedger) => TokenFilter)[] {
  return Array.from({ length: count }, (_each, index) => (ledger) => {
    const dice = new Dice(1_000 + index);
    const row = dice.of(ledger.token);
    const family = ledger.family.find(({ id }) => row.family_id?.equals(id));
    const from = row.issued_at - dice.below(60 * MINUTE);
    const until = row.expires_at + dice.below(60 * MINUTE);
    const conditions: (() => TokenFilter)[] = [
      () => ({ clientId: row.client_id }),
      () => ({ subject: row.subject }),
      () => ({ kind: row.kind as NonNullable<TokenFilter['kind']> }),
      () => ({ grantType: row.grant_type }),
      () => ({ scope: dice.of(SCOPES) }),
      () => ({ audience: dice.of(AUDIENCES) }),
      () => ({ ip: dice.of(IPS) }),
      () => ({ state: dice.of(STATE_FILTERS) }),
      () => ({ state: dice.of(STATE_FILTERS) }),
      () => ({ issuedFrom: from, ...(dice.chance(0.5) ? { issuedTo: from + 90 * MINUTE } : {}) }),
      () => ({ expiresTo: until, ...(dice.chance(0.5) ? { expiresFrom: until - 90 * MINUTE } : {}) }),
      () => (row.session_id ? { sessionId: idFromBytes(row.session_id) } : {}),
      () => (row.family_id ? { familyId: idFromBytes(row.family_id) } : {}),
      () => (family?.consent_id ? { consentId: idFromBytes(family.consent_id) } : {}),
      () => (dice.chance(0.3) ? { tokenId: idFromBytes(row.id) } : {}),
    ];
    const chosen = Array.from({ length: 1 + dice.below(4) }, () => dice.of(conditions)());
    return Object.assign({}, ...chosen) as TokenFilter;
  });
}
