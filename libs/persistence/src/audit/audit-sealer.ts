/**
 * Gives events their places in the chain: takes what transactions wrote down and enters it into the log. What waits is
 * found by lying there, not by its order: commits land out of order. One replica seals at a time, under a lease whose row
 * stays locked until the commit; were two ever to try, the unique places would let one fail rather than let the chain fork.
 */
import { CHAIN_START, type AuditKeys, type ChainPosition, type Checkpoint, type ProvenRecord } from '@gatehouse/audit';
import { idFromBytes, idToBytes } from '@gatehouse/protocol';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditPendingRow } from '../entities/audit-pending.entity';
import { insertInto, oneRow, type Connection, type Gateway } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';
import { checkpointOf, insertPlaced } from './audit-rows';
import { storableRecords, type PendingEvents } from './pending-events';

const LEASE = 'audit-sealer';
/** Milliseconds. A sealer that died is believed to live no longer than this. */
const LEASE_LENGTH = 5_000;
/** Events of one transaction. SQLite works in our own process, which must not stand still for long. */
const MOST = 512;
/** Rows of one look. Each holds at least one event, and a great many where callers share a commit. */
const FEW_ROWS = 8;
const MANY_ROWS = 128;

const HOLDER = 'SELECT owner, expires_at FROM lease WHERE name = ?';
const WAITING = 'SELECT 1 AS waiting FROM audit_pending WHERE id > ? LIMIT 1';
const PENDING = 'SELECT id FROM audit_pending WHERE id > ? ORDER BY id LIMIT';
const RECORDS = 'SELECT id, records FROM audit_pending WHERE id >= ? AND id <= ?';
const LAST_EVENT = 'SELECT seq, chain FROM audit_event ORDER BY seq DESC LIMIT 1';
const LAST_CHECKPOINT = 'SELECT seq, chain, at, key_id, signature FROM audit_checkpoint ORDER BY seq DESC LIMIT 1';
const INSERT_CHECKPOINT = insertInto('audit_checkpoint', ['seq', 'chain', 'at', 'key_id', 'signature']);
const FIRST_ID: Buffer = Buffer.alloc(16);

export interface Sealing {
  /** How many events got their place; 0 also when another replica seals. */
  readonly sealed: number;
  /** The last place that this sealer gave, if it sealed any. */
  readonly head?: ChainPosition;
  /** True when as many were sealed as fit: there may be more. */
  readonly more: boolean;
  /** Ids of rows that cannot be sealed: somebody wrote there. Told once; verifying names them. */
  readonly unfit?: readonly string[];
}

const NOTHING: Sealing = { sealed: 0, more: false };

/** What one transaction takes in. */
interface Batch {
  readonly rows: readonly Buffer[];
  readonly records: readonly ProvenRecord[];
  readonly more: boolean;
}

/** The lease. `until`: epoch milliseconds. */
interface Held {
  readonly fence: number;
  readonly until: number;
}

interface WaitingRow {
  readonly id: Buffer;
  readonly records: readonly ProvenRecord[] | undefined;
}

export class AuditSealer {
  /** Kept so that rows removed from the end behind our back leave a gap instead of being numbered anew. */
  private remembered: ChainPosition | undefined;
  /** The lease as we know it. Its fence rises whenever another replica may have sealed in between. */
  private held: Held | undefined;
  /** Rows that cannot be sealed, by id in hexadecimal. */
  private readonly unfit = new Set<string>();

  constructor(
    private readonly gateway: Gateway,
    private readonly pending: PendingEvents,
    /** Names this process in the lease. */
    private readonly owner: string,
    private readonly keys: Pick<AuditKeys, 'signing'>,
  ) {}

  /** Seals what waits, up to one transaction's worth. @param now epoch milliseconds */
  async seal(now: number): Promise<Sealing> {
    if (!(await this.mayTry(now))) {
      this.pending.forgetAll();
      return NOTHING;
    }
    const known = this.unfit.size;
    let sealed: { readonly end: ChainPosition; readonly batch: Batch; readonly held: Held } | undefined;
    try {
      sealed = await this.gateway.transaction((connection) => this.sealBatch(connection, now));
      this.held = sealed?.held;
    } catch (error) {
      // Whether it was committed is not known: whoever tries next looks where the chain ends.
      const trusted = this.held !== undefined;
      this.held = undefined;
      if (trusted && isDuplicate(error)) return this.seal(now);
      // An event that has its place already lies there once more: nobody of ours put it there.
      if (!isDuplicate(error) || !(await this.setAsideRepeated())) throw error;
    }
    const unfit = [...this.unfit].slice(known).map((hex) => idFromBytes(Buffer.from(hex, 'hex')));
    const told = unfit.length > 0 ? { unfit } : {};
    this.remembered = sealed?.end ?? this.remembered;
    if (!sealed || sealed.batch.records.length === 0) {
      this.pending.forgetAll();
      return { ...NOTHING, ...told, more: unfit.length > 0 };
    }
    this.pending.forget(sealed.batch.rows);
    return { sealed: sealed.batch.records.length, head: sealed.end, more: sealed.batch.more, ...told };
  }

  /** Gives the lease up, so that another replica goes on at once. */
  async release(): Promise<void> {
    this.held = undefined;
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(LEASE, this.owner));
  }

  /** Stores a checkpoint; false when there is one at its place already. */
  async keep(checkpoint: Checkpoint): Promise<boolean> {
    const { seq, chain, at, keyId, signature } = checkpoint;
    try {
      await this.gateway.transaction((connection) =>
        connection.change(INSERT_CHECKPOINT, [seq, chain, at, keyId, signature]),
      );
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Cheap looks first: nothing waits, or another replica is at it. None is needed for events of our own. */
  private async mayTry(now: number): Promise<boolean> {
    if (this.pending.rows > 0 && this.held && now < this.held.until) return true;
    const { reads } = this.gateway;
    if (!(await oneRow(reads, WAITING, [FIRST_ID]))) return false;
    const holder = await oneRow<{ owner: string; expires_at: number }>(reads, HOLDER, [LEASE]);
    return !holder || holder.owner === this.owner || holder.expires_at <= now;
  }

  private async sealBatch(connection: Connection, now: number) {
    const until = now + LEASE_LENGTH;
    const fence = await new TypeormLeaseStore(connection).acquire(LEASE, this.owner, now, until);
    if (fence === undefined) return undefined;
    const batch = await this.take(connection);
    const alone = fence === this.held?.fence;
    const head = alone && this.remembered ? this.remembered : await this.head(connection);
    const end = await insertPlaced(connection, batch.records, head);
    await remove(connection, batch.rows);
    return { end, batch, held: { fence, until } };
  }

  /** As many rows as fit, at least one; what cannot be read is set aside. */
  private async take(connection: Connection): Promise<Batch> {
    const rows: Buffer[] = [];
    const records: ProvenRecord[] = [];
    // Many at once where they are our own: those need not be read.
    let limit = this.pending.rows > FEW_ROWS ? MANY_ROWS : FEW_ROWS;
    for (let after = FIRST_ID; ;) {
      const page = await this.read(connection, after, limit);
      for (const { id, records: read } of page) {
        after = id;
        if (!read) continue;
        if (records.length > 0 && records.length + read.length > MOST) return { rows, records, more: true };
        rows.push(id);
        records.push(...read);
      }
      if (page.length < limit) return { rows, records, more: false };
      if (records.length >= MOST) return { rows, records, more: true };
      // About as many as are still wanted: reading rows of many events in vain would cost more than asking again.
      const wanted = ((MOST - records.length) * rows.length) / Math.max(1, records.length);
      limit = wanted > MANY_ROWS / 2 ? MANY_ROWS : wanted > FEW_ROWS ? MANY_ROWS / 4 : FEW_ROWS;
    }
  }

  /** The next rows; those that are set aside have no records. Only what others wrote is read from the database. */
  private async read(connection: Connection, after: Buffer, limit: number): Promise<WaitingRow[]> {
    const ids = (await connection.rows<Pick<AuditPendingRow, 'id'>>(`${PENDING} ${limit}`, [after])).map(
      ({ id }) => id,
    );
    const [first, last] = [ids[0], ids.at(-1)];
    const texts = new Map<string, string>();
    if (first && last && !ids.every((id) => this.pending.writtenTo(id))) {
      const rows = await connection.rows<AuditPendingRow>(RECORDS, [first, last]);
      for (const row of rows) texts.set(row.id.toString('hex'), row.records);
    }
    return ids.map((id) => ({ id, records: this.recordsOf(id, texts.get(id.toString('hex'))) }));
  }

  /** @param text what stands in the row; undefined when it was not read, or is sealed and gone meanwhile */
  private recordsOf(id: Buffer, text: string | undefined): readonly ProvenRecord[] | undefined {
    const name = id.toString('hex');
    if (this.unfit.has(name)) return undefined;
    const own = this.pending.writtenTo(id);
    if (own || text === undefined) return own;
    try {
      return storableRecords(text);
    } catch {
      this.unfit.add(name);
      return undefined;
    }
  }

  /** Sets aside every row with an event that has its place. @returns whether there was one */
  private async setAsideRepeated(): Promise<boolean> {
    const { reads } = this.gateway;
    const before = this.unfit.size;
    for (const { id, records = [] } of await this.read(reads, FIRST_ID, MANY_ROWS)) {
      for (const { record } of records) {
        const placed = await oneRow(reads, 'SELECT seq FROM audit_event WHERE id = ?', [idToBytes(record.id)]);
        if (placed) this.unfit.add(id.toString('hex'));
      }
    }
    return this.unfit.size > before;
  }

  /** Where the chain goes on: after whatever is known to have been sealed, even if its rows are gone. */
  private async head(connection: Connection): Promise<ChainPosition> {
    const beginning: ChainPosition = { seq: 0, chain: CHAIN_START };
    const sealed = (await oneRow<ChainPosition>(connection, LAST_EVENT, [])) ?? beginning;
    // What we know ourselves counts more than what stands there now.
    const known = this.remembered && this.remembered.seq >= sealed.seq ? this.remembered : sealed;
    const row = await oneRow<AuditCheckpointRow>(connection, LAST_CHECKPOINT, []);
    if (!row || row.seq <= known.seq) return known;
    const checkpoint = checkpointOf(row);
    return this.keys.signing.signed(checkpoint) ? checkpoint : known;
  }
}

/** The list of ids is filled up to a power of two with its last one, so that there are few statements to prepare. */
async function remove(connection: Connection, rows: readonly Buffer[]): Promise<void> {
  const last = rows.at(-1);
  if (!last) return;
  const length = 2 ** Math.ceil(Math.log2(rows.length));
  const ids = Array.from({ length }, (_, index) => rows[index] ?? last);
  await connection.change(`DELETE FROM audit_pending WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
}
