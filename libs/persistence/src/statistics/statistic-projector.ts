/**
 * Counts the events of the audit log in the order of their places, from its beginning on. How far it has come is written in
 * the transaction that adds to the counters, so nothing counts twice or is lost, whenever a process dies. One replica does
 * it, under a lease.
 */
import { oneRow, type Connection, type Gateway } from '../gateway/gateway';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';
import { addCounts, KEYS_PER_BUCKET } from './counters';
import { countStretch } from './counting';
import { moveCounted, readMarks, setMark } from './statistic-marks';

export interface ProjectorLimits {
  /** Events of one stretch. */
  readonly events: number;
  readonly keysPerBucket: number;
}

/** A stretch of this length takes about two milliseconds of an embedded database. */
export const PROJECTOR_LIMITS: ProjectorLimits = { events: 1_000, keysPerBucket: KEYS_PER_BUCKET };

const LEASE = 'statistics';
/** Milliseconds. Whoever died with the lease is believed to live no longer than this. */
const LEASE_LENGTH = 10_000;

const HOLDER = 'SELECT 1 AS held FROM lease WHERE name = ? AND owner <> ? AND expires_at > ?';
const END = `SELECT MAX(seq) AS through FROM
  (SELECT seq FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?) AS stretch`;

export class StatisticProjector {
  /** @param owner of the lease: another one for each process */
  constructor(
    private readonly gateway: Gateway,
    private readonly owner: string,
    private readonly limits: ProjectorLimits = PROJECTOR_LIMITS,
  ) {}

  /**
   * Counts the next stretch. Nothing is written while there is nothing to count.
   * @param now epoch milliseconds
   * @returns how many places it went forward; 0 when there is nothing more, or somebody else does it
   */
  async advance(now: number): Promise<number> {
    const { reads } = this.gateway;
    const from = (await readMarks(reads)).get('counted')?.seq ?? 0;
    const end = await oneRow<{ through: number | null }>(reads, END, [from, this.limits.events]);
    const through = end?.through ?? null;
    // The lease spares other replicas the work; that nothing counts twice is seen to below.
    if (through === null || (await oneRow(reads, HOLDER, [LEASE, this.owner, Date.now()]))) return 0;
    return (await this.count(from, Number(through), now)) ? Number(through) - from : 0;
  }

  /** Gives the lease up, so that another replica need not wait for its end. */
  async release(): Promise<void> {
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(LEASE, this.owner));
  }

  private async count(from: number, through: number, now: number): Promise<boolean> {
    // Places are given in order, one transaction after the other: what lies before the last is complete.
    const { counts, verifications } = await countStretch(this.gateway.reads, from, through);
    return this.gateway.transaction(async (connection) => {
      if (!(await this.takeLease(connection)) || !(await moveCounted(connection, from, through, now))) return false;
      await addCounts(connection, counts, this.limits.keysPerBucket);
      for (const { outcome, at } of verifications) await setMark(connection, outcome, through, at);
      return true;
    });
  }

  /** By the clock of the machine, as every holder of a lease does. Its row stays locked until the commit. */
  private async takeLease(connection: Connection): Promise<boolean> {
    const at = Date.now();
    const fence = await new TypeormLeaseStore(connection).acquire(LEASE, this.owner, at, at + LEASE_LENGTH);
    return fence !== undefined;
  }
}
