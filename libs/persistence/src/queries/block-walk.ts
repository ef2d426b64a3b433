/** Finds the blocks that may hold what a search looks for, in order, and passes over all others without reading them. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LedgerBlockRow } from '../entities/ledger-block.entity';
import { oneRow, type Connection, type Value } from '../gateway/gateway';
import { termOf } from '../ledger-index/block-terms';
import { idAfter, idBefore } from '../ledger-index/id-ranges';
import type { TokenFilter } from './token-filter';
import type { Direction, IdRange } from './token-reads';
import type { StateFilter } from './token-state';

export interface BlockLimits {
  /** Blocks that one statement looks at, and finds at most. */
  readonly lookedAt: number;
  readonly found: number;
  /** Rows up to which blocks that touch are read as one. */
  readonly rowsPerRead: number;
}

export const BLOCK_LIMITS: BlockLimits = { lookedAt: 512, found: 64, rowsPerRead: 2_000 };

/** What looking at a block costs, in rows read. */
const COST_OF_LOOKING = 6;

/** Everything up to `end` is seen to when `range` has been read; undefined when blocks were only passed over. */
export interface BlockStep {
  readonly range: IdRange | undefined;
  /** About as many rows are read for it. */
  readonly cost: number;
  readonly end: Buffer;
}

type FoundBlock = Pick<LedgerBlockRow, 'first_id' | 'last_id' | 'row_count'>;

const HOLDING = 'SELECT last_id FROM ledger_block WHERE last_id >= ? ORDER BY last_id LIMIT 1';
const FIRST = 'SELECT first_id FROM ledger_block WHERE last_id = ?';

/** The terms that a block must have to hold a row of this filter, the ones that tell most first. */
export function termsOf(filter: TokenFilter): Buffer[] {
  const { state } = filter;
  const kinds = new Set([
    filter.kind,
    ...(state === 'used' ? (['authorization_code'] as const) : []),
    ...(state === 'rotated' ? (['refresh_token'] as const) : []),
  ]);
  const given = [
    ['ip', filter.ip] as const,
    ['client', filter.clientId] as const,
    ['scope', filter.scope] as const,
    ['audience', filter.audience] as const,
    ['grant_type', filter.grantType] as const,
    ...[...kinds].map((kind) => ['kind', kind] as const),
  ];
  return given.flatMap(([field, value]) => (value === undefined ? [] : [termOf(field, value)]));
}

/** True when blocks can be told apart by more than their terms. */
export function prunesByState({ state, expiresFrom, expiresTo }: TokenFilter): boolean {
  return expiresFrom !== undefined || expiresTo !== undefined || (state !== undefined && STATES.includes(state));
}

const STATES: readonly StateFilter[] = ['active', 'expired', 'revoked', 'reused'];

export class BlockWalk {
  private readonly newestFirst: boolean;
  private readonly terms: readonly Buffer[];

  constructor(
    private readonly connection: Connection,
    private readonly filter: TokenFilter,
    direction: Direction,
    private readonly now: number,
    private readonly limits: BlockLimits = BLOCK_LIMITS,
  ) {
    this.newestFirst = direction === 'newest-first';
    this.terms = termsOf(filter);
  }

  /** Leads through the indexed part of a range. */
  async *through(range: IdRange): AsyncGenerator<BlockStep, void> {
    // Blocks are known by their last ids: the one that holds `high` ends behind it.
    const holding = await oneRow<Pick<LedgerBlockRow, 'last_id'>>(this.connection, HOLDING, [range.high]);
    let ends: IdRange = { low: range.low, high: holding?.last_id ?? range.high };
    for (;;) {
      // On SQLite a statement keeps everybody waiting, so others get their turn between two.
      await nextTurn();
      const looked = await this.lookAhead(ends);
      if (!looked) return;
      const within = this.newestFirst ? { ...ends, low: looked.furthest } : { ...ends, high: looked.furthest };
      const blocks = await this.matching(within);
      for (const step of this.join(blocks)) yield { ...step, range: step.range && cut(step.range, range) };
      const isPassed = blocks.length < this.limits.found;
      if (isPassed && looked.count < this.limits.lookedAt) return;
      const last = isPassed ? looked.furthest : (blocks.at(-1)?.last_id ?? looked.furthest);
      if (isPassed) {
        yield { range: undefined, cost: looked.count * COST_OF_LOOKING, end: await this.endOf(last) };
      }
      ends = this.newestFirst ? { ...ends, high: idBefore(last) } : { ...ends, low: idAfter(last) };
    }
  }

  /** As far as one statement looks. */
  private async lookAhead(ends: IdRange): Promise<{ readonly furthest: Buffer; readonly count: number } | undefined> {
    const [furthest, order] = this.newestFirst ? ['MIN', 'DESC'] : ['MAX', 'ASC'];
    const sql = `SELECT ${furthest}(last_id) AS furthest, COUNT(*) AS count FROM (
      SELECT last_id FROM ${this.blocks()} WHERE last_id >= ? AND last_id <= ?
      ORDER BY last_id ${order} LIMIT ${this.limits.lookedAt}) looked_at`;
    const row = await oneRow<{ furthest: Buffer | null; count: number }>(this.connection, sql, [ends.low, ends.high]);
    return row && row.furthest !== null ? { furthest: row.furthest, count: row.count } : undefined;
  }

  private matching(ends: IdRange): Promise<FoundBlock[]> {
    const conditions = [['last_id >= ? AND last_id <= ?', ends.low, ends.high] as const, ...this.conditions()];
    const sql = `SELECT first_id, last_id, row_count FROM ${this.blocks()}
      WHERE ${conditions.map(([condition]) => condition).join(' AND ')}
      ORDER BY last_id ${this.newestFirst ? 'DESC' : 'ASC'} LIMIT ${this.limits.found}`;
    return this.connection.rows<FoundBlock>(
      sql,
      conditions.flatMap(([, ...values]) => values),
    );
  }

  /** What a block must fulfil; texts with the values that they ask for. */
  private conditions(): (readonly [string, ...Value[]])[] {
    const { state, expiresFrom, expiresTo } = this.filter;
    const conditions: (readonly [string, ...Value[]])[] = [];
    if (expiresFrom !== undefined) conditions.push(this.some('max', '>=', expiresFrom));
    if (expiresTo !== undefined) conditions.push(this.some('min', '<=', expiresTo));
    if (state === 'active') conditions.push(this.some('max', '>', this.now));
    if (state === 'expired') conditions.push(this.some('min', '<=', this.now));
    if (state === 'reused') conditions.push(['has_reused = 1']);
    if (state === 'revoked') {
      // Parents may have been revoked of all that still lives; of what is over, only marked rows count.
      const [lives, ...values] = this.some('max', '>', this.now);
      conditions.push([`(has_revoked = 1 OR ${lives})`, ...values]);
    }
    return [...conditions, ...this.terms.map((term) => ['INSTR(terms, ?) > 0', term] as const)];
  }

  /** The same of refresh tokens and of all others, or of those that are meant. A block without them has null there. */
  private some(bound: 'min' | 'max', comparison: string, time: number): [string, ...Value[]] {
    const { kind, state } = this.filter;
    const columns = [`${bound}_expires_at`, `${bound}_refresh_expires_at`];
    const meant =
      kind === 'refresh_token' || state === 'rotated'
        ? columns.slice(1)
        : kind !== undefined || state === 'used'
          ? columns.slice(0, 1)
          : columns;
    return [`(${meant.map((column) => `${column} ${comparison} ?`).join(' OR ')})`, ...meant.map(() => time)];
  }

  private blocks(): string {
    return this.connection.dialect === 'sqlite' ? 'ledger_block' : 'ledger_block FORCE INDEX (PRIMARY)';
  }

  /** Blocks that touch are read together. */
  private join(blocks: readonly FoundBlock[]): BlockStep[] {
    const steps: (BlockStep & { range: IdRange })[] = [];
    for (const block of blocks) {
      const before = steps.at(-1);
      const range = { low: block.first_id, high: block.last_id };
      const touches = before && this.touches(before.range, range);
      if (touches && before.cost + block.row_count <= this.limits.rowsPerRead) {
        const whole = this.newestFirst ? { ...before.range, low: range.low } : { ...before.range, high: range.high };
        steps[steps.length - 1] = this.step(whole, before.cost + block.row_count);
      } else steps.push(this.step(range, block.row_count));
    }
    return steps;
  }

  private step(range: IdRange, cost: number): BlockStep & { range: IdRange } {
    return { range, cost, end: this.newestFirst ? range.low : range.high };
  }

  private touches(before: IdRange, next: IdRange): boolean {
    return this.newestFirst ? idAfter(next.high).equals(before.low) : idAfter(before.high).equals(next.low);
  }

  /** The far end of a block that was passed. */
  private async endOf(lastId: Buffer): Promise<Buffer> {
    if (!this.newestFirst) return lastId;
    return (await oneRow<Pick<LedgerBlockRow, 'first_id'>>(this.connection, FIRST, [lastId]))?.first_id ?? lastId;
  }
}

function cut(range: IdRange, to: IdRange): IdRange {
  return {
    low: range.low.compare(to.low) > 0 ? range.low : to.low,
    high: range.high.compare(to.high) < 0 ? range.high : to.high,
  };
}
