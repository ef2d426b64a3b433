import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import type { Gateway } from '../gateway/gateway';
import type { BlockSummary } from '../ledger-index/block-terms';
import { termOf } from '../ledger-index/block-terms';
import { firstIdAt, HIGHEST_ID, idBefore, LOWEST_ID, timeOfId } from '../ledger-index/id-ranges';
import { insertBlock } from '../ledger-index/ledger-blocks';
import { openPersistence, type Persistence } from '../persistence';
import { BlockWalk, type BlockLimits, type BlockStep } from './block-walk';
import type { TokenFilter } from './token-filter';
import type { Direction, IdRange } from './token-reads';

const BLOCKS = 40;
const LIMITS: BlockLimits = { lookedAt: 7, found: 3, rowsPerRead: 25 };

/** Block n holds ids of the times n * 100 to n * 100 + 99, ten of them, and every seventh, the last of those looked at together, the client `rare`. */
const isRare = (block: number): boolean => block % 7 === 5;
const EVERYTHING: IdRange = { low: LOWEST_ID, high: HIGHEST_ID };

describeOnEveryDatabase('the way through the blocks', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    await gateway.transaction(async (connection) => {
      for (let block = 0; block < BLOCKS; block++) {
        const summary: BlockSummary = {
          rowCount: 10,
          expiry: { min: block, max: block + 5 },
          refreshExpiry: block % 2 === 0 ? undefined : { min: block + 1_000, max: block + 1_005 },
          terms: [termOf('client', isRare(block) ? 'rare' : 'web'), termOf('kind', 'access_token')],
          marks: new Set(block === 20 ? (['revoked'] as const) : []),
        };
        const range = { first_id: firstIdAt(block * 100), last_id: idBefore(firstIdAt(block * 100 + 100)) };
        await insertBlock(connection, range, summary);
      }
    });
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  async function walk(filter: TokenFilter, direction: Direction, range = EVERYTHING, now = 0): Promise<BlockStep[]> {
    const steps: BlockStep[] = [];
    for await (const step of new BlockWalk(gateway.reads, filter, direction, now, LIMITS).through(range))
      steps.push(step);
    return steps;
  }

  /** The blocks that are to be read, by number. */
  function blocksOf(steps: readonly BlockStep[]): number[] {
    return steps.flatMap(({ range }) => {
      if (!range) return [];
      const [first, last] = [range.low, range.high].map((id) => Math.floor(timeOfId(id) / 100)) as [number, number];
      return Array.from({ length: last - first + 1 }, (_each, index) => first + index);
    });
  }
  const numbers = (keep: (block: number) => boolean): number[] =>
    Array.from({ length: BLOCKS }, (_each, block) => block).filter(keep);

  it.each(['newest-first', 'oldest-first'] as const)(
    'leads to the blocks that may hold a match, %s',
    async (direction) => {
      const cases: [TokenFilter, number, (block: number) => boolean][] = [
        [{}, 0, () => true],
        [{ clientId: 'rare' }, 0, isRare],
        [{ clientId: 'rare', kind: 'access_token' }, 0, isRare],
        [{ clientId: 'nobody' }, 0, () => false],
        [{ kind: 'refresh_token' }, 0, () => false],
        [{ expiresFrom: 30, kind: 'access_token' }, 0, (block) => block + 5 >= 30],
        [{ expiresFrom: 30 }, 0, (block) => block + 5 >= 30 || block % 2 === 1],
        [{ expiresTo: 12 }, 0, (block) => block <= 12],
        [{ state: 'active', kind: 'access_token' }, 30, (block) => block + 5 > 30],
        [{ state: 'expired' }, 30, (block) => block <= 30],
        [{ state: 'revoked', kind: 'access_token' }, 30, (block) => block === 20 || block + 5 > 30],
        [{ state: 'reused' }, 0, () => false],
      ];
      for (const [filter, now, keep] of cases) {
        const found = blocksOf(await walk(filter, direction, EVERYTHING, now));
        expect([filter, [...found].sort((one, other) => one - other)]).toEqual([filter, numbers(keep)]);
      }
    },
  );

  it('never goes back, and a stop at any point leaves nothing out and nothing twice', async () => {
    for (const filter of [{}, { clientId: 'rare' }, { expiresFrom: 30, kind: 'access_token' }] as const) {
      for (const direction of ['newest-first', 'oldest-first'] as const) {
        const whole = blocksOf(await walk(filter, direction)).sort((one, other) => one - other);
        const steps = await walk(filter, direction);
        for (const [index, { end }] of steps.entries()) {
          const before = blocksOf(steps.slice(0, index + 1));
          const rest: IdRange =
            direction === 'newest-first'
              ? { low: LOWEST_ID, high: idBefore(end) }
              : { low: firstIdAt(timeOfId(end) + 1), high: HIGHEST_ID };
          const after = end.equals(LOWEST_ID) ? [] : blocksOf(await walk(filter, direction, rest));
          expect([...before, ...after].sort((one, other) => one - other)).toEqual(whole);
        }
      }
    }
  });

  it('reads blocks that touch together, up to a number of rows', async () => {
    const steps = (await walk({}, 'newest-first')).filter(({ range }) => range);
    expect(steps.map(({ cost }) => cost).every((cost) => cost <= LIMITS.rowsPerRead)).toBe(true);
    expect(steps.length).toBeLessThan(BLOCKS);
    expect(steps.reduce((sum, { cost }) => sum + cost, 0)).toBe(BLOCKS * 10);
    const apart = (await walk({ clientId: 'rare' }, 'newest-first')).filter(({ range }) => range);
    expect(apart.map(({ cost }) => cost)).toEqual(numbers(isRare).map(() => 10));
  });

  it('stays within the range, and counts what it passed over', async () => {
    const range = { low: firstIdAt(1_250), high: firstIdAt(1_950) };
    const steps = await walk({}, 'oldest-first', range);
    expect(steps[0]?.range?.low).toEqual(range.low);
    expect(steps.filter((step) => step.range).at(-1)?.range?.high).toEqual(range.high);
    const passed = (await walk({ clientId: 'nobody' }, 'newest-first')).filter((step) => !step.range);
    expect(passed.length).toBeGreaterThanOrEqual(5);
    expect(passed.every(({ cost }) => cost > 0)).toBe(true);
  });
});
