/**
 * Sweeps the ledger block by block. The token table has no index on its expiry, as that would tax every token issued; the
 * ledger index knows of each block when something in it may go. `next_due_at` of a block is that time less the shortest
 * of the retention times, so that a block that was never swept has its earliest expiry there.
 */
import type { Connection, Gateway } from '../gateway/gateway';
import { idBefore } from '../ledger-index/id-ranges';
import { EARLIEST_END, forgetBlock, sweptBlock } from '../ledger-index/ledger-blocks';
import { removeByKeys } from './keyed-rows';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

/** Between two passes, milliseconds; due blocks are looked for more often. */
const INTERVAL = 60_000;
const BLOCKS_PER_TRANSACTION = 1_000;
/** Milliseconds until an empty block is looked at again that may not be forgotten yet. */
const LOOK_AGAIN = 300_000;

const NEXT_DUE = `SELECT last_id, first_id, next_due_at FROM ledger_block
  WHERE next_due_at <= ? AND (next_due_at > ? OR (next_due_at = ? AND last_id > ?))
  ORDER BY next_due_at, last_id LIMIT 1`;
const FIRST_DUE = 'SELECT MIN(next_due_at) AS due_at FROM ledger_block';
const SETTLED = 'SELECT settled FROM ledger_block WHERE last_id = ?';
const BLOCK_AFTER = 'SELECT last_id FROM ledger_block WHERE last_id > ? ORDER BY last_id LIMIT 1 OFFSET ?';
const REBASE = `UPDATE ledger_block SET next_due_at = ${EARLIEST_END} WHERE last_id > ? AND last_id <= ?`;

// A family that was revoked keeps its tokens as long as one that is kept for having been revoked itself.
const ROWS = `SELECT token.id,
    token.expires_at + CASE token.kind
      WHEN 'access_token' THEN ? WHEN 'id_token' THEN ? WHEN 'authorization_code' THEN ? ELSE ? END AS kept_until,
    COALESCE(family.revoked_at, token.revoked_at, token.reused_at) + ? AS marked_until
  FROM token LEFT JOIN family ON family.id = token.family_id
  WHERE token.id > ? AND token.id <= ? ORDER BY token.id LIMIT ?`;
const REMOVE_RANGE = 'DELETE FROM token WHERE id > ? AND id <= ? AND expires_at <= ?';

interface Row {
  readonly id: Buffer;
  readonly kept_until: number;
  readonly marked_until: number | null;
}

/** Where in which block a pass stands. */
interface Place {
  readonly dueAt: number;
  readonly lastId: Buffer;
  /** Looked at up to here; `lastId` when the block is done with. */
  readonly cursor: Buffer;
  /** Rows of the block that stay, and when the first of them may go. */
  readonly left: number;
  readonly leftDueAt: number;
}

export class TokenSweep implements SweepTask {
  readonly kind = 'token';
  readonly eager = true;

  basis(settings: SettingValues): string {
    return [...retentionOf(settings)].join(' ');
  }

  interval(): number {
    return INTERVAL;
  }

  async waitingSince(reads: Connection, now: number, settings: SettingValues): Promise<number | undefined> {
    const [row] = await reads.rows<{ due_at: number | null }>(FIRST_DUE);
    if (!row || row.due_at === null) return undefined;
    const since = row.due_at + shortestOf(settings);
    return since <= now ? since : undefined;
  }

  /** Other retention times make every block due at another time. */
  async rebase(gateway: Gateway): Promise<void> {
    let after: Buffer = Buffer.alloc(0);
    for (;;) {
      const values = [after, BLOCKS_PER_TRANSACTION - 1];
      const [end] = await gateway.reads.rows<{ last_id: Buffer }>(BLOCK_AFTER, values);
      const until = end?.last_id ?? Buffer.alloc(16, 0xff);
      const from = after;
      await gateway.transaction((connection) => connection.change(REBASE, [from, until]));
      if (!end) return;
      after = until;
    }
  }

  async plan(reads: Connection, pass: SweepPass): Promise<SweepPlan> {
    const { now, settings, rows } = pass;
    const place = await this.placeOf(reads, pass);
    if (!place) return { position: null, due: 0 };
    const found = await reads.rows<Row>(ROWS, [...retentionOf(settings), place.cursor, place.lastId, rows]);
    const due: Buffer[] = [];
    let { left, leftDueAt } = place;
    for (const row of found) {
      const until = Math.max(Number(row.kept_until), Number(row.marked_until ?? 0));
      if (until <= now) due.push(row.id);
      else {
        left += 1;
        leftDueAt = Math.min(leftDueAt, until);
      }
    }
    const shortest = shortestOf(settings);
    const end = found.at(-1)?.id ?? place.lastId;
    const done = found.length < rows;
    const remove = async (connection: Connection): Promise<number> => {
      const removed = await removeDue(connection, due, found.length, { after: place.cursor, end }, now - shortest);
      if (done) await leave(connection, place.lastId, left, (left > 0 ? leftDueAt : now + LOOK_AGAIN) - shortest);
      return removed;
    };
    return {
      position: encode({ ...place, cursor: done ? place.lastId : end, left, leftDueAt }),
      due: due.length,
      ...(due.length > 0 || done ? { remove } : {}),
    };
  }

  /** The place of the step before, or the beginning of the next block that is due. */
  private async placeOf(reads: Connection, pass: SweepPass): Promise<Place | undefined> {
    const before = pass.position === null ? undefined : decode(pass.position);
    if (before && !before.cursor.equals(before.lastId)) return before;
    const until = pass.now - shortestOf(pass.settings);
    const after = before?.dueAt ?? -1;
    const values = [until, after, after, before?.lastId ?? Buffer.alloc(0)];
    const [block] = await reads.rows<{ last_id: Buffer; first_id: Buffer; next_due_at: number }>(NEXT_DUE, values);
    if (!block) return undefined;
    const cursor = idBefore(block.first_id);
    return { dueAt: block.next_due_at, lastId: block.last_id, cursor, left: 0, leftDueAt: Number.MAX_SAFE_INTEGER };
  }
}

/** Access, ID token, code, refresh token, revoked: milliseconds, in the order of the statement's question marks. */
function retentionOf(settings: SettingValues): number[] {
  return [
    settings['retention.access_token'],
    settings['retention.id_token'],
    settings['retention.authorization_code'],
    settings['retention.refresh_token'],
    settings['retention.revoked'],
  ].map((seconds) => seconds * 1000);
}

function shortestOf(settings: SettingValues): number {
  return Math.min(...retentionOf(settings).slice(0, 4));
}

/** A whole stretch goes in one statement; the end of a refresh token may have moved since it was looked at. */
async function removeDue(
  connection: Connection,
  due: readonly Buffer[],
  looked: number,
  stretch: { readonly after: Buffer; readonly end: Buffer },
  expiredBy: number,
): Promise<number> {
  if (due.length === 0) return 0;
  if (due.length === looked) return connection.change(REMOVE_RANGE, [stretch.after, stretch.end, expiredBy]);
  return removeByKeys(connection, { table: 'token', key: 'id' }, due, 'expires_at <= ?', [expiredBy]);
}

/** A block that the index has not read a second time yet may still get rows: it stays until it was. */
async function leave(connection: Connection, lastId: Buffer, left: number, dueAt: number): Promise<void> {
  const [block] = left > 0 ? [] : await connection.rows<{ settled: number }>(SETTLED, [lastId]);
  if (block?.settled === 1) return forgetBlock(connection, lastId);
  return sweptBlock(connection, lastId, { rowCount: left, dueAt });
}

const PLACE_BYTES = 52;

function encode(place: Place): Buffer {
  const bytes = Buffer.alloc(PLACE_BYTES);
  bytes.writeBigInt64BE(BigInt(place.dueAt), 0);
  place.lastId.copy(bytes, 8);
  place.cursor.copy(bytes, 24);
  bytes.writeUInt32BE(place.left, 40);
  bytes.writeBigInt64BE(BigInt(place.leftDueAt), 44);
  return bytes;
}

function decode(bytes: Buffer): Place {
  return {
    dueAt: Number(bytes.readBigInt64BE(0)),
    lastId: bytes.subarray(8, 24),
    cursor: bytes.subarray(24, 40),
    left: bytes.readUInt32BE(40),
    leftDueAt: Number(bytes.readBigInt64BE(44)),
  };
}
