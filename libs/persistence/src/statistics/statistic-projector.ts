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
const LEASE_LENGTH = 30_000;

const END = `SELECT MAX(seq) AS through FROM
  (SELECT seq FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?) AS stretch`;

export class StatisticProjector {
  private fence: number | undefined;

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
    if (through === null) return 0;
    // Whoever holds the lease goes on with it: every write renews it, and is refused when somebody else has it by now.
    this.fence ??= await this.gateway.transaction((connection) => this.takeLease(connection));
    if (this.fence === undefined) return 0;
    const done = await this.count(from, Number(through), this.fence, now);
    if (!done) this.fence = undefined;
    return done ? Number(through) - from : 0;
  }

  /** Gives the lease up, so that another replica need not wait for its end. */
  async release(): Promise<void> {
    if (this.fence === undefined) return;
    this.fence = undefined;
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(LEASE, this.owner));
  }

  private async count(from: number, through: number, fence: number, now: number): Promise<boolean> {
    // Places are given in order, one transaction after the other: what lies before the last is complete.
    const { counts, verifications } = await countStretch(this.gateway.reads, from, through);
    return this.gateway.transaction(async (connection) => {
      if ((await this.takeLease(connection)) !== fence) return false;
      if (!(await moveCounted(connection, from, through, now))) return false;
      await addCounts(connection, counts, this.limits.keysPerBucket);
      for (const { outcome, at } of verifications) await setMark(connection, outcome, through, at);
      return true;
    });
  }

  /** By the clock of the machine, as every holder of a lease does. */
  private takeLease(connection: Connection): Promise<number | undefined> {
    const at = Date.now();
    return new TypeormLeaseStore(connection).acquire(LEASE, this.owner, at, at + LEASE_LENGTH);
  }
}
