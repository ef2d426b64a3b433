/** Reads of the audit log: pages, single events, what was sealed since, checkpoints. */
import type { AuditFilter, AuditRecord, ChainPosition, Checkpoint } from '@gatehouse/audit';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditEventRow } from '../entities/audit-event.entity';
import type { AuditSealRow } from '../entities/audit-seal.entity';
import { oneRow, type Gateway, type Value } from '../gateway/gateway';
import { timeOfId } from './audit-id';
import { filterCondition, type Condition } from './audit-filter-sql';
import { AUDIT_COLUMNS, checkpointOf, recordOf } from './audit-rows';

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

type EventColumns = Omit<AuditEventRow, 'mac'>;

/** Rows that one page may read while it looks for what the filter wants. */
export const ROW_BUDGET = 10_000;

export const EVENT_SELECTION = AUDIT_COLUMNS.filter((name) => name !== 'mac')
  .map((name) => `e.${name}`)
  .join(', ');
const LISTED = `SELECT ${EVENT_SELECTION}, s.seq FROM audit_event e LEFT JOIN audit_seal s ON s.event_id = e.id`;
// The place comes first: it is a range of the primary key.
const SEALED = `SELECT ${EVENT_SELECTION}, s.seq, s.chain FROM audit_seal s
  JOIN audit_event e ON e.id = s.event_id WHERE s.seq > ? AND s.seq <= ?`;

export class AuditLog {
  constructor(private readonly gateway: Gateway) {}

  async find(id: string): Promise<ListedEvent | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<ListedRow>(this.gateway.reads, `${LISTED} WHERE e.id = ?`, [idToBytes(id)]);
    return row && listedOf(row);
  }

  /** Newest first. @param before id to go on before */
  async list(filter: AuditFilter, before: string | undefined, limit: number, budget = ROW_BUDGET): Promise<AuditPage> {
    const wanted = filterCondition(filter);
    const from = before === undefined ? [] : ['e.id < ?'];
    const fromValues = before === undefined ? [] : [idToBytes(before)];
    const floor = wanted.sql.length === 0 ? undefined : await this.floor(filter, before, budget);
    const rows = await this.gateway.reads.rows<ListedRow>(
      `${LISTED} ${where([...from, ...wanted.sql, ...(floor ? ['e.id >= ?'] : [])])} ORDER BY e.id DESC LIMIT ${limit + 1}`,
      [...fromValues, ...wanted.values, ...(floor ? [floor.id] : [])],
    );
    const events = rows.slice(0, limit).map(listedOf);
    if (rows.length > limit) return { events, next: events.at(-1)?.record.id ?? null, searchedBackTo: null };
    if (!floor) return { events, next: null, searchedBackTo: null };
    return { events, next: idFromBytes(floor.id), searchedBackTo: floor.at };
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
    const wanted: Condition = filterCondition(filter);
    const conditions = wanted.sql.map((condition) => ` AND ${condition}`).join('');
    const rows = await this.gateway.reads.rows<EventColumns & AuditSealRow>(
      `${SEALED}${conditions} ORDER BY s.seq LIMIT ${limit}`,
      [after, through, ...wanted.values],
    );
    return rows.map((row) => ({ seq: row.seq, chain: row.chain, record: recordOf(row) }));
  }

  /** The end of the chain; undefined while nothing is sealed. */
  head(): Promise<ChainPosition | undefined> {
    return oneRow(this.gateway.reads, 'SELECT seq, chain FROM audit_seal ORDER BY seq DESC LIMIT 1', []);
  }

  /** The first place that is still there. */
  async firstSeal(): Promise<number | undefined> {
    return (await oneRow<{ seq: number }>(this.gateway.reads, 'SELECT seq FROM audit_seal ORDER BY seq LIMIT 1', []))
      ?.seq;
  }

  /** The chain at a place, if it is there. */
  async chainAt(seq: number): Promise<Buffer | undefined> {
    const row = await oneRow<{ chain: Buffer }>(this.gateway.reads, 'SELECT chain FROM audit_seal WHERE seq = ?', [
      seq,
    ]);
    return row?.chain;
  }

  /** When the oldest event happened that waits for its place. */
  async oldestUnsealed(): Promise<number | undefined> {
    const sql = 'SELECT id FROM audit_unsealed ORDER BY id LIMIT 1';
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

type ListedRow = EventColumns & { seq: number | null };

function listedOf(row: ListedRow): ListedEvent {
  return { seq: row.seq, record: recordOf(row) };
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
