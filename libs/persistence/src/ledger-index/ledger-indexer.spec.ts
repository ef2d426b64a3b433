import { idFromBytes } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { Dice, insertRows, MINUTE } from '../../testing/random-ledger';
import type { LedgerBlockRow } from '../entities/ledger-block.entity';
import type { TokenRow } from '../entities/token.entity';
import type { Gateway } from '../gateway/gateway';
import { openPersistence, type Persistence } from '../persistence';
import { termOf } from './block-terms';
import { idAfter, LOWEST_ID } from './id-ranges';
import { dueBlocks, forgetBlock, noteMarked, sweptBlock } from './ledger-blocks';
import { INDEXER_LIMITS, LedgerIndexer, type IndexerLimits } from './ledger-indexer';

const NOW = 1_790_000_000_000;
const LIMITS: IndexerLimits = { ...INDEXER_LIMITS, rowsPerBlock: 10 };

describeOnEveryDatabase('ledger indexer', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let other: Persistence;
  let gateway: Gateway;
  let dice: Dice;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    other = await openPersistence({ databaseUrl: database.url });
    gateway = persistence['database'].gateway;
  });
  beforeEach(async () => {
    dice = new Dice(5);
    await gateway.transaction(async (connection) => {
      for (const table of ['token', 'ledger_block', 'lease']) await connection.change(`DELETE FROM ${table}`);
    });
  });
  afterAll(async () => {
    await other.close();
    await persistence.close();
    await database.drop();
  });

  const indexer = (owner = 'one', limits = LIMITS, on = gateway) => new LedgerIndexer(on, owner, limits);

  function rowAt(issued_at: number, facts: Partial<TokenRow> = {}): TokenRow {
    return {
      id: dice.id(issued_at),
      kind: 'access_token',
      format: 'opaque',
      digest: dice.bytes(32),
      family_id: null,
      parent_id: null,
      client_id: 'web',
      subject: 'web',
      session_id: null,
      grant_type: 'client_credentials',
      scope: '["read"]',
      audience: '[]',
      key_id: null,
      bindings: '{}',
      issued_at,
      expires_at: issued_at + 10 * MINUTE,
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
      ...facts,
    };
  }

  /** One every second, the first so long ago; in order. */
  const series = (count: number, age: number, facts?: Partial<TokenRow>): TokenRow[] =>
    Array.from({ length: count }, (_each, index) => rowAt(NOW - age + index * 1_000, facts));

  const insert = (rows: readonly TokenRow[]) =>
    gateway.transaction((connection) => insertRows(connection, 'token', rows));
  const blocks = () => gateway.reads.rows<LedgerBlockRow>('SELECT * FROM ledger_block ORDER BY last_id');
  const idsOf = (rows: readonly TokenRow[]) => rows.map(({ id }) => idFromBytes(id));

  async function finish(by: LedgerIndexer, now = NOW): Promise<string[]> {
    const done: string[] = [];
    for (let what; (what = await by.advance(now)); done.push(what)) if (done.length > 500) throw new Error('no end');
    return done;
  }

  it('writes nothing while there is nothing to do, not even the lease', async () => {
    await insert(series(9, 2 * MINUTE));
    expect(await indexer().advance(NOW)).toBeUndefined();
    expect(await blocks()).toEqual([]);
    expect(await gateway.reads.rows('SELECT * FROM lease')).toEqual([]);
  });

  it('closes full blocks behind the newest rows, and they touch each other', async () => {
    const rows = series(35, 40_000);
    await insert(rows);
    // The last ten are too young.
    expect(await finish(indexer())).toEqual(['closed', 'closed']);
    const [first, second] = await blocks();
    expect(first).toMatchObject({ first_id: LOWEST_ID, last_id: rows[9]?.id, row_count: 10, settled: 0 });
    expect(second).toMatchObject({ first_id: idAfter(rows[9]!.id), last_id: rows[19]?.id, row_count: 10 });
    expect(first?.next_due_at).toBe(rows[0]!.expires_at);
    expect(first?.terms.includes(termOf('scope', 'read'))).toBe(true);
    expect(first?.terms.includes(termOf('scope', 'write'))).toBe(false);
  });

  it('closes what does not fill when it has waited long enough', async () => {
    await insert(series(3, 61 * MINUTE));
    expect(await finish(indexer('one', { ...LIMITS, settleAfter: 2 * 60 * MINUTE }))).toEqual(['closed']);
    expect(await blocks()).toMatchObject([{ row_count: 3 }]);
  });

  it('reads a block again later, and finds rows and marks that came too late for it', async () => {
    const rows = series(10, 20 * MINUTE);
    await insert(rows);
    const early = indexer('one', { ...LIMITS, settleAfter: 30 * MINUTE });
    expect(await finish(early)).toEqual(['closed']);
    await insert([rowAt(NOW - 20 * MINUTE + 1_500, { ip: '192.0.2.9', revoked_at: NOW })]);
    expect(await finish(indexer())).toEqual(['settled']);
    const [block] = await blocks();
    expect(block).toMatchObject({ row_count: 11, settled: 1, has_revoked: 1, has_reused: 0 });
    expect(block?.terms.includes(termOf('ip', '192.0.2.9'))).toBe(true);
    expect(await finish(indexer())).toEqual([]);
  });

  it('divides a block that many rows came late to', async () => {
    await insert(series(10, 20 * MINUTE));
    expect(await finish(indexer('one', { ...LIMITS, settleAfter: 30 * MINUTE }))).toEqual(['closed']);
    await insert(
      series(85, 20 * MINUTE).map((row) => ({ ...row, issued_at: 0, id: dice.id(NOW - 20 * MINUTE + 500) })),
    );
    await finish(indexer());
    const found = await blocks();
    expect(found.length).toBeGreaterThan(1);
    expect(found.reduce((sum, block) => sum + block.row_count, 0)).toBe(95);
    expectToTouch(found);
    expect(found.every(({ settled, row_count }) => settled === 1 && row_count < 40)).toBe(true);
  });

  it('several at once make each block once', async () => {
    await insert(series(400, 15 * MINUTE));
    const [one, two] = [indexer('one'), indexer('two', LIMITS, other['database'].gateway)];
    const done: (string | undefined)[] = [];
    for (let round = 0; round < 400; round++) {
      // Each believes in turn that the other has died.
      if (round % 7 === 0)
        await gateway.transaction((connection) => connection.change('UPDATE lease SET expires_at = 0'));
      const both = await Promise.all([one.advance(NOW), two.advance(NOW)]);
      done.push(...both);
      if (both.every((what) => what === undefined) && round % 7 === 1) break;
    }
    const found = await blocks();
    expectToTouch(found);
    expect(found.map(({ row_count }) => row_count)).toEqual(Array(found.length).fill(10));
    expect(found.length).toBe(40);
    expect(done.filter((what) => what === 'closed')).toHaveLength(40);
  });

  it('whoever lost the lease writes nothing any more', async () => {
    await insert(series(30, 5 * MINUTE));
    const [one, two] = [indexer('one'), indexer('two', LIMITS, other['database'].gateway)];
    expect(await one.advance(NOW)).toBe('closed');
    expect(await two.advance(NOW)).toBeUndefined();
    await gateway.transaction((connection) => connection.change('UPDATE lease SET expires_at = 0'));
    expect(await two.advance(NOW)).toBe('closed');
    expect(await one.advance(NOW)).toBeUndefined();
    expect(await blocks()).toHaveLength(2);
    await two.release();
    expect(await one.advance(NOW)).toBe('closed');
  });

  it('takes up ledgers that were there before it', async () => {
    await insert(series(100, 24 * 60 * MINUTE));
    const done = await finish(indexer());
    expect(done.filter((what) => what === 'closed')).toHaveLength(10);
    expect(done.filter((what) => what === 'settled')).toHaveLength(10);
  });

  describe('marks', () => {
    const marks = async () => (await blocks()).map(({ has_revoked, has_reused }) => [has_revoked, has_reused]);

    it('are noted on the blocks of the tokens, and on no others', async () => {
      const rows = series(30, 5 * MINUTE);
      await insert(rows);
      await finish(indexer());
      const [, revoked, reused] = [rows[0]!, rows[12]!, rows[25]!];
      await gateway.transaction((connection) => noteMarked(connection, idsOf([revoked]), 'revoked'));
      await gateway.transaction((connection) => noteMarked(connection, idsOf([reused]), 'reused'));
      expect(await marks()).toEqual([
        [0, 0],
        [1, 0],
        [0, 1],
      ]);
    });

    it('are noted for many tokens with one look at each block, in whatever order they come', async () => {
      const rows = series(200, 10 * MINUTE);
      await insert(rows);
      await finish(indexer());
      const chosen = [...rows.slice(0, 30), ...rows.slice(90, 100)].reverse();
      const looks = await gateway.transaction(async (connection) => {
        const seen = jest.spyOn(connection, 'rows');
        await noteMarked(connection, idsOf(chosen), 'revoked');
        return seen.mock.calls.length;
      });
      expect(looks).toBe(4);
      expect((await marks()).map(([revoked]) => revoked)).toEqual([
        1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      ]);
    });

    it('of tokens in no block are seen when theirs is made', async () => {
      const rows = series(10, 5 * MINUTE, { revoked_at: NOW });
      await insert(rows);
      await gateway.transaction((connection) => noteMarked(connection, idsOf(rows), 'revoked'));
      expect(await blocks()).toEqual([]);
      await finish(indexer());
      expect(await marks()).toEqual([[1, 0]]);
    });

    it('stay when the block is read again', async () => {
      const rows = series(10, 20 * MINUTE);
      await insert(rows);
      await finish(indexer('one', { ...LIMITS, settleAfter: 30 * MINUTE }));
      await gateway.transaction((connection) => noteMarked(connection, idsOf([rows[0]!]), 'reused'));
      expect(await finish(indexer())).toEqual(['settled']);
      expect(await marks()).toEqual([[0, 1]]);
    });

    it('are set by the stores that mark rows', async () => {
      const rows = series(20, 5 * MINUTE, { kind: 'refresh_token' });
      await insert(rows);
      await finish(indexer());
      const [revoked, reused] = idsOf([rows[3]!, rows[15]!]);
      await persistence.unitOfWork.run(async ({ tokens }) => {
        await tokens.revoke(revoked!, NOW, 'revoked_by_admin');
        await tokens.markReused(reused!, NOW);
      });
      expect(await marks()).toEqual([
        [1, 0],
        [0, 1],
      ]);
    });
  });

  it('tells which blocks are due, the longest first, and forgets them', async () => {
    const rows = series(30, 5 * MINUTE);
    await insert(rows);
    await finish(indexer());
    const ends = [rows[9]!, rows[19]!, rows[29]!].map(({ id }) => id);
    expect(await dueBlocks(gateway.reads, rows[0]!.expires_at - 1, 10)).toEqual([]);
    expect((await dueBlocks(gateway.reads, NOW + 60 * MINUTE, 2)).map(({ lastId }) => lastId)).toEqual(
      ends.slice(0, 2),
    );
    await gateway.transaction(async (connection) => {
      await sweptBlock(connection, ends[0]!, { rowCount: 4, dueAt: NOW + 90 * MINUTE });
      await forgetBlock(connection, ends[1]!);
      await sweptBlock(connection, ends[2]!, { rowCount: 1, dueAt: null });
    });
    expect(await dueBlocks(gateway.reads, NOW + 60 * MINUTE, 10)).toEqual([]);
    expect(await dueBlocks(gateway.reads, NOW + 90 * MINUTE, 10)).toMatchObject([{ lastId: ends[0], rowCount: 4 }]);
    expect(await blocks()).toHaveLength(2);
  });

  function expectToTouch(found: readonly LedgerBlockRow[]): void {
    const starts = found.map(({ first_id }) => first_id.toString('hex'));
    const ends = found.map(({ last_id }) => idAfter(last_id).toString('hex'));
    expect(starts).toEqual([LOWEST_ID.toString('hex'), ...ends.slice(0, -1)]);
  }
});
