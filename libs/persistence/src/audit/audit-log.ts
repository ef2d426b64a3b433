/** Reads of the audit log: pages, single events, what was sealed since, checkpoints. */
import {
  matchesFilter,
  readPendingLines,
  type AuditFilter,
  type AuditRecord,
  type ChainPosition,
  type Checkpoint,
} from '@gatehouse/audit';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditEventRow } from '../entities/audit-event.entity';
import type { AuditPendingRow } from '../entities/audit-pending.entity';
import { oneRow, type Gateway, type Value } from '../gateway/gateway';
import { filterCondition } from './audit-filter-sql';
import { timeOfId } from './audit-id';
import { checkpointOf, RECORD_SELECTION, recordOf, type RecordRow } from './audit-rows';

/** An event with its place in the chain; null until it is sealed. */
export interface ListedEvent {
  readonly seq: number | null;
  readonly record: AuditRecord;
}

export interface SealedEvent {
  readonly seq: number;
  readonly chain: Buffer;
  readonly record: AuditRecord;
}

export interface AuditPage {
  readonly events: readonly ListedEvent[];
  /** Id to go on before; null when there is nothing older. */
  readonly next: string | null;
  /** Epoch milliseconds: how far back the search got when it stopped for having read enough. */
  readonly searchedBackTo: number | null;
}

/** Rows that one page may read while it looks for what the filter wants. */
export const ROW_BUDGET = 10_000;
/** Rows of events without a place that a page looks at; they have one within a second. */
const PENDING_ROWS = 200;

const LISTED = `SELECT ${RECORD_SELECTION}, e.seq FROM audit_event e`;
const SEALED = `SELECT ${RECORD_SELECTION}, e.seq, e.chain FROM audit_event e WHERE e.seq > ? AND e.seq <= ?`;
const PENDING = `SELECT id, records FROM audit_pending ORDER BY id DESC LIMIT ${PENDING_ROWS}`;

export class AuditLog {
  constructor(private readonly gateway: Gateway) {}

  async find(id: string): Promise<ListedEvent | undefined> {
    if (!isId(id)) return undefined;
    // Before the log itself: whatever is sealed in between is found there.
    const pending = (await this.pending()).find((record) => record.id === id);
    const row = await oneRow<ListedRow>(this.gateway.reads, `${LISTED} WHERE e.id = ?`, [idToBytes(id)]);
    return row ? listedOf(row) : pending && { seq: null, record: pending };
  }

  /** Newest first. @param before id to go on before */
  async list(filter: AuditFilter, before: string | undefined, limit: number, budget = ROW_BUDGET): Promise<AuditPage> {
    const wanted = filterCondition(filter);
    const from = before === undefined ? [] : ['e.id < ?'];
    const fromValues = before === undefined ? [] : [idToBytes(before)];
    const pending = await this.pending();
    const floor = wanted.sql.length === 0 ? undefined : await this.floor(filter, before, budget);
    const rows = await this.gateway.reads.rows<ListedRow>(
      `${LISTED} ${where([...from, ...wanted.sql, ...(floor ? ['e.id >= ?'] : [])])} ORDER BY e.id DESC LIMIT ${limit + 1}`,
      [...fromValues, ...wanted.values, ...(floor ? [floor.id] : [])],
    );
    const lowest = floor && idFromBytes(floor.id);
    const inRange = (id: string): boolean => (before === undefined || id < before) && (!lowest || id >= lowest);
    const waiting = pending.filter((record) => inRange(record.id) && matchesFilter(record, filter));
    const found = newestFirst(rows.map(listedOf), waiting);
    const events = found.slice(0, limit);
    if (found.length > limit) return { events, next: events.at(-1)?.record.id ?? null, searchedBackTo: null };
    if (!floor || !lowest) return { events, next: null, searchedBackTo: null };
    return { events, next: lowest, searchedBackTo: floor.at };
  }

  /** Events without a place yet. What cannot be read was written by somebody else: verifying names it. */
  private async pending(): Promise<AuditRecord[]> {
    const rows = await this.gateway.reads.rows<AuditPendingRow>(PENDING);
    return rows.flatMap(({ records }) => {
      try {
        return readPendingLines(records).map(({ record }) => record);
      } catch {
        return [];
      }
    });
  }

  /** The event after which a page has read its budget, if there are that many. */
  private floor(
    filter: AuditFilter,
    before: string | undefined,
    budget: number,
  ): Promise<{ id: Buffer; at: number } | undefined> {
    const range = filterCondition({
      ...(filter.from === undefined ? {} : { from: filter.from }),
      ...(filter.to === undefined ? {} : { to: filter.to }),
    });
    const from = before === undefined ? [] : ['e.id < ?'];
    const values = [...(before === undefined ? [] : [idToBytes(before)]), ...range.values];
    const sql = `SELECT e.id, e.at FROM audit_event e ${where([...from, ...range.sql])}
      ORDER BY e.id DESC LIMIT 1 OFFSET ${budget - 1}`;
    return oneRow(this.gateway.reads, sql, values);
  }

  /** In the order of the chain, after one place and up to another; at most `limit`. */
  async sealedBetween(after: number, through: number, filter: AuditFilter, limit: number): Promise<SealedEvent[]> {
    const wanted = filterCondition(filter);
    const conditions = wanted.sql.map((condition) => ` AND ${condition}`).join('');
    const rows = await this.gateway.reads.rows<RecordRow & Pick<AuditEventRow, 'seq' | 'chain'>>(
      `${SEALED}${conditions} ORDER BY e.seq LIMIT ${limit}`,
      [after, through, ...wanted.values],
    );
    return rows.map((row) => ({ seq: row.seq, chain: row.chain, record: recordOf(row) }));
  }

  /** The end of the chain; undefined while nothing is sealed. */
  head(): Promise<ChainPosition | undefined> {
    return oneRow(this.gateway.reads, 'SELECT seq, chain FROM audit_event ORDER BY seq DESC LIMIT 1', []);
  }

  /** The first place that is still there. */
  async firstPlace(): Promise<number | undefined> {
    const sql = 'SELECT seq FROM audit_event ORDER BY seq LIMIT 1';
    return (await oneRow<{ seq: number }>(this.gateway.reads, sql, []))?.seq;
  }

  /** The chain at a place, if it is there. */
  async chainAt(seq: number): Promise<Buffer | undefined> {
    const sql = 'SELECT chain FROM audit_event WHERE seq = ?';
    return (await oneRow<{ chain: Buffer }>(this.gateway.reads, sql, [seq]))?.chain;
  }

  /** When the oldest event happened that waits for its place. */
  async oldestUnsealed(): Promise<number | undefined> {
    const sql = 'SELECT id FROM audit_pending ORDER BY id LIMIT 1';
    const row = await oneRow<{ id: Buffer }>(this.gateway.reads, sql, []);
    return row && timeOfId(row.id);
  }

  /** Oldest first. */
  checkpointsAfter(seq: number, limit: number): Promise<Checkpoint[]> {
    return this.checkpoints(`WHERE seq > ? ORDER BY seq LIMIT ${limit}`, [seq]);
  }

  /** Newest first. @param before place to go on before */
  checkpointsBefore(before: number | undefined, limit: number): Promise<Checkpoint[]> {
    return before === undefined
      ? this.checkpoints(`ORDER BY seq DESC LIMIT ${limit}`, [])
      : this.checkpoints(`WHERE seq < ? ORDER BY seq DESC LIMIT ${limit}`, [before]);
  }

  /** The newest one at or before a place. */
  async checkpointUpTo(seq: number): Promise<Checkpoint | undefined> {
    return (await this.checkpointsBefore(seq + 1, 1))[0];
  }

  private async checkpoints(rest: string, values: readonly Value[]): Promise<Checkpoint[]> {
    const sql = `SELECT seq, chain, at, key_id, signature FROM audit_checkpoint ${rest}`;
    const rows = await this.gateway.reads.rows<AuditCheckpointRow>(sql, values);
    return rows.map(checkpointOf);
  }
}

type ListedRow = RecordRow & Pick<AuditEventRow, 'seq'>;

function listedOf(row: ListedRow): ListedEvent {
  return { seq: row.seq, record: recordOf(row) };
}

/** An event that was sealed while we looked is in both: then it has its place. */
function newestFirst(sealed: readonly ListedEvent[], waiting: readonly AuditRecord[]): ListedEvent[] {
  if (waiting.length === 0) return [...sealed];
  const known = new Set(sealed.map(({ record }) => record.id));
  const more = waiting.filter(({ id }) => !known.has(id)).map((record) => ({ seq: null, record }));
  return [...sealed, ...more].sort((left, right) => (left.record.id < right.record.id ? 1 : -1));
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
