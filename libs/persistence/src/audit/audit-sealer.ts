/**
 * Gives events their places in the chain. Events are found by their marks, not by their order: commits land out of order.
 * One replica seals at a time, under a lease whose row stays locked until the commit; were two ever to try, the primary
 * key of the places would let one fail rather than let the chain fork.
 */
import { CHAIN_START, nextChain, type AuditKeys, type ChainPosition, type Checkpoint } from '@gatehouse/audit';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditUnsealedRow } from '../entities/audit-unsealed.entity';
import { insertInto, oneRow, type Connection, type Gateway } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';
import { checkpointOf, ROWS_PER_STATEMENT } from './audit-rows';

const LEASE = 'audit-sealer';
/** Milliseconds. A sealer that died is believed to live no longer than this. */
const LEASE_LENGTH = 5_000;
/** Rows of one transaction. SQLite works in our own process, which must not stand still for long. */
const MOST = { sqlite: 256, mysql: 500, mariadb: 500 } as const;

const HOLDER = 'SELECT owner, expires_at FROM lease WHERE name = ?';
const WAITING = 'SELECT 1 AS waiting FROM audit_unsealed LIMIT 1';
// One that has its place already would only be there because somebody wrote its mark: verifying names it.
const UNSEALED = `SELECT id, digest FROM audit_unsealed
  WHERE NOT EXISTS (SELECT 1 FROM audit_seal WHERE audit_seal.event_id = audit_unsealed.id) ORDER BY id LIMIT`;
const LAST_SEAL = 'SELECT seq, chain FROM audit_seal ORDER BY seq DESC LIMIT 1';
const LAST_CHECKPOINT = 'SELECT seq, chain, at, key_id, signature FROM audit_checkpoint ORDER BY seq DESC LIMIT 1';
const SEAL_COLUMNS = ['seq', 'event_id', 'chain'];
const INSERT_CHECKPOINT = insertInto('audit_checkpoint', ['seq', 'chain', 'at', 'key_id', 'signature']);

export interface Sealing {
  /** How many events got their place; 0 also when another replica seals. */
  readonly sealed: number;
  /** The last place that this sealer gave, if it sealed any. */
  readonly head?: ChainPosition;
  /** True when as many were sealed as fit: there may be more. */
  readonly more: boolean;
}

const NOTHING: Sealing = { sealed: 0, more: false };

export class AuditSealer {
  /** Kept so that rows removed from the end behind our back leave a gap instead of being numbered anew. */
  private remembered: ChainPosition | undefined;

  constructor(
    private readonly gateway: Gateway,
    /** Names this process in the lease. */
    private readonly owner: string,
    private readonly keys: Pick<AuditKeys, 'signing'>,
  ) {}

  /** Seals what waits, up to one transaction's worth. @param now epoch milliseconds */
  async seal(now: number): Promise<Sealing> {
    if (!(await this.mayTry(now))) return NOTHING;
    const most = MOST[this.gateway.dialect];
    const head = await this.gateway.transaction(async (connection) => {
      const lease = new TypeormLeaseStore(connection);
      if ((await lease.acquire(LEASE, this.owner, now, now + LEASE_LENGTH)) === undefined) return undefined;
      const rows = await connection.rows<AuditUnsealedRow>(`${UNSEALED} ${most}`);
      const start = await this.head(connection);
      const end = await seal(connection, rows, start);
      return { end, count: rows.length };
    });
    if (!head || head.count === 0) return NOTHING;
    this.remembered = head.end;
    return { sealed: head.count, head: head.end, more: head.count === most };
  }

  /** Gives the lease up, so that another replica goes on at once. */
  async release(): Promise<void> {
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

  /** Cheap looks first: nothing waits, or another replica is at it. */
  private async mayTry(now: number): Promise<boolean> {
    const { reads } = this.gateway;
    if (!(await oneRow(reads, WAITING, []))) return false;
    const holder = await oneRow<{ owner: string; expires_at: number }>(reads, HOLDER, [LEASE]);
    return !holder || holder.owner === this.owner || holder.expires_at <= now;
  }

  /** Where the chain goes on: after whatever is known to have been sealed, even if its rows are gone. */
  private async head(connection: Connection): Promise<ChainPosition> {
    const beginning: ChainPosition = { seq: 0, chain: CHAIN_START };
    const sealed = (await oneRow<ChainPosition>(connection, LAST_SEAL, [])) ?? beginning;
    // What we know ourselves counts more than what stands there now.
    const known = this.remembered && this.remembered.seq >= sealed.seq ? this.remembered : sealed;
    const row = await oneRow<AuditCheckpointRow>(connection, LAST_CHECKPOINT, []);
    if (!row || row.seq <= known.seq) return known;
    const checkpoint = checkpointOf(row);
    return this.keys.signing.signed(checkpoint) ? checkpoint : known;
  }
}

async function seal(
  connection: Connection,
  rows: readonly AuditUnsealedRow[],
  start: ChainPosition,
): Promise<ChainPosition> {
  let head = start;
  const seals: [number, Buffer, Buffer][] = [];
  for (const { id, digest } of rows) {
    const seq = head.seq + 1;
    head = { seq, chain: nextChain(head.chain, seq, digest) };
    seals.push([seq, id, head.chain]);
  }
  const most = connection.dialect === 'sqlite' ? 1 : ROWS_PER_STATEMENT;
  for (let index = 0; index < seals.length; index += most) {
    const part = seals.slice(index, index + most);
    await connection.change(insertOf(part.length), part.flat());
  }
  await unmark(connection, rows);
  return head;
}

const inserts: string[] = [];

function insertOf(rows: number): string {
  return (inserts[rows] ??= insertInto('audit_seal', SEAL_COLUMNS, rows));
}

/** The list of ids is filled up to a power of two with its last one, so that there are few statements to prepare. */
async function unmark(connection: Connection, rows: readonly AuditUnsealedRow[]): Promise<void> {
  const last = rows.at(-1);
  if (!last) return;
  const length = 2 ** Math.ceil(Math.log2(rows.length));
  const ids = Array.from({ length }, (_, index) => (rows[index] ?? last).id);
  await connection.change(`DELETE FROM audit_unsealed WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
}
