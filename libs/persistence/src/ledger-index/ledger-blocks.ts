/** The table of the ledger index. Every statement finds its rows by an index, however large the ledger is. */
import { idToBytes } from '@gatehouse/protocol';
import { flag } from '../columns/stored-values';
import type { LedgerBlockRow } from '../entities/ledger-block.entity';
import { insertInto, oneRow, type Connection, type Value } from '../gateway/gateway';
import { HIGHEST_ID, idAfter } from './id-ranges';
import type { BlockSummary, Mark } from './block-terms';

export type BlockRange = Pick<LedgerBlockRow, 'first_id' | 'last_id'>;

const COLUMNS = [
  'last_id',
  'first_id',
  'row_count',
  'min_expires_at',
  'max_expires_at',
  'min_refresh_expires_at',
  'max_refresh_expires_at',
  'next_due_at',
  'has_revoked',
  'has_reused',
  'settled',
  'terms',
] as const satisfies readonly (keyof LedgerBlockRow)[];

const LAST = 'SELECT last_id FROM ledger_block WHERE last_id <= ? ORDER BY last_id DESC LIMIT 1';
const CONTAINING = 'SELECT first_id, last_id FROM ledger_block WHERE last_id >= ? ORDER BY last_id LIMIT 1';
const UNSETTLED = `SELECT first_id, last_id FROM ledger_block WHERE settled = 0 AND last_id < ? ORDER BY last_id LIMIT 1`;
const INSERT = insertInto('ledger_block', COLUMNS);
// Marks are set by whoever marks rows, also while a block is read again: they are never taken back.
const SETTLE = `UPDATE ledger_block SET row_count = ?, min_expires_at = ?, max_expires_at = ?,
  min_refresh_expires_at = ?, max_refresh_expires_at = ?, terms = ?, settled = 1,
  has_revoked = CASE WHEN has_revoked = 1 THEN 1 ELSE ? END, has_reused = CASE WHEN has_reused = 1 THEN 1 ELSE ? END,
  next_due_at = CASE WHEN next_due_at < ? THEN next_due_at ELSE ? END WHERE last_id = ?`;
const MARK: Readonly<Record<Mark, string>> = {
  revoked: 'UPDATE ledger_block SET has_revoked = 1 WHERE last_id = ? AND has_revoked = 0',
  reused: 'UPDATE ledger_block SET has_reused = 1 WHERE last_id = ? AND has_reused = 0',
};
const SHORTEN = 'UPDATE ledger_block SET first_id = ? WHERE last_id = ?';
const SETTLE_EMPTY = 'UPDATE ledger_block SET settled = 1 WHERE last_id = ?';
const DUE = `SELECT first_id, last_id, row_count, next_due_at FROM ledger_block
  WHERE next_due_at <= ? ORDER BY next_due_at LIMIT ?`;
const SWEPT = 'UPDATE ledger_block SET row_count = ?, next_due_at = ? WHERE last_id = ?';
const FORGET = 'DELETE FROM ledger_block WHERE last_id = ?';

/** In SQL: the earliest end of anything that was in a block when it was read. */
export const EARLIEST_END = `COALESCE(
  CASE WHEN min_refresh_expires_at < min_expires_at THEN min_refresh_expires_at ELSE min_expires_at END,
  min_refresh_expires_at)`;

/** Where the newest block ends; every later token is not indexed yet. */
export async function indexedUpTo(connection: Connection): Promise<Buffer | undefined> {
  return (await oneRow<Pick<LedgerBlockRow, 'last_id'>>(connection, LAST, [HIGHEST_ID]))?.last_id;
}

export async function insertBlock(connection: Connection, range: BlockRange, summary: BlockSummary): Promise<void> {
  const { rowCount, terms, marks } = summary;
  await connection.change(INSERT, [
    range.last_id,
    range.first_id,
    rowCount,
    ...expiryValues(summary),
    firstEnd(summary),
    flag(marks.has('revoked')),
    flag(marks.has('reused')),
    0,
    Buffer.concat(terms),
  ]);
}

function expiryValues({ expiry, refreshExpiry }: BlockSummary): Value[] {
  return [expiry?.min ?? null, expiry?.max ?? null, refreshExpiry?.min ?? null, refreshExpiry?.max ?? null];
}

/** When something in the block may be due at the earliest. */
function firstEnd({ expiry, refreshExpiry }: BlockSummary): number {
  return Math.min(expiry?.min ?? Infinity, refreshExpiry?.min ?? Infinity);
}

/** The oldest block before `before` that was not read a second time. */
export function unsettledBlock(connection: Connection, before: Buffer): Promise<BlockRange | undefined> {
  return oneRow<BlockRange>(connection, UNSETTLED, [before]);
}

/** Writes down what the second reading of a block found. */
export async function settleBlock(connection: Connection, lastId: Buffer, summary: BlockSummary): Promise<void> {
  const { rowCount, terms, marks } = summary;
  if (rowCount === 0) {
    await connection.change(SETTLE_EMPTY, [lastId]);
    return;
  }
  await connection.change(SETTLE, [
    rowCount,
    ...expiryValues(summary),
    Buffer.concat(terms),
    flag(marks.has('revoked')),
    flag(marks.has('reused')),
    firstEnd(summary),
    firstEnd(summary),
    lastId,
  ]);
}

/** Makes two blocks of one that has grown too large: what was summed up until `end`, and the rest as it was. */
export async function divideBlock(
  connection: Connection,
  range: BlockRange,
  end: Buffer,
  summary: BlockSummary,
): Promise<void> {
  await insertBlock(connection, { first_id: range.first_id, last_id: end }, summary);
  await connection.change(SHORTEN, [idAfter(end), range.last_id]);
}

/**
 * Tells the index that rows bear a mark now; in the transaction that marks them, after their UPDATE. One look and at most
 * one change for each block that they are in. Tokens that are in no block yet are seen when theirs is made.
 * @param tokenIds in any order
 */
export async function noteMarked(connection: Connection, tokenIds: readonly string[], mark: Mark): Promise<void> {
  const ids = tokenIds.map(idToBytes).sort((one, other) => one.compare(other));
  let seen: Buffer | undefined;
  for (const id of ids) {
    if (seen && id.compare(seen) <= 0) continue;
    const block = await oneRow<BlockRange>(connection, CONTAINING, [id]);
    // Beyond the newest block there is none for later ids either.
    if (!block) return;
    seen = block.last_id;
    if (block.first_id.compare(id) <= 0) await connection.change(MARK[mark], [block.last_id]);
  }
}

export interface DueBlock {
  readonly firstId: Buffer;
  readonly lastId: Buffer;
  readonly rowCount: number;
  readonly dueAt: number;
}

/** Blocks in which something may be swept, the longest overdue first. */
export async function dueBlocks(connection: Connection, now: number, limit: number): Promise<DueBlock[]> {
  const rows = await connection.rows<BlockRange & { row_count: number; next_due_at: number }>(DUE, [now, limit]);
  return rows.map((row) => ({
    firstId: row.first_id,
    lastId: row.last_id,
    rowCount: row.row_count,
    dueAt: row.next_due_at,
  }));
}

/** After a sweep of a block that left rows. @param dueAt when something in it may be swept next; null = never */
export async function sweptBlock(
  connection: Connection,
  lastId: Buffer,
  left: { readonly rowCount: number; readonly dueAt: number | null },
): Promise<void> {
  await connection.change(SWEPT, [left.rowCount, left.dueAt, lastId]);
}

/** After a sweep that left no row. */
export async function forgetBlock(connection: Connection, lastId: Buffer): Promise<void> {
  await connection.change(FORGET, [lastId]);
}
