/**
 * One sweeper at a time over all processes, and a way past a busy one: a purge announces itself, and the sweeper lets it
 * have the work.
 */
import type { Gateway } from '../gateway/gateway';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';

const SWEEP = 'sweep';
const PURGE = 'sweep-purge';
/** Milliseconds. A sweeper that died is believed to live no longer than this. */
const LENGTH = 15_000;
const RENEW_AFTER = 3_000;
const PURGE_PENDING = 'SELECT 1 AS pending FROM lease WHERE name = ? AND owner <> ? AND expires_at > ?';

export class SweepLease {
  private fence: number | undefined;
  private renewedAt = 0;

  /** @param owner another one for each process */
  constructor(
    private readonly gateway: Gateway,
    private readonly owner: string,
  ) {}

  /**
   * Takes the lease or renews it when it is time to.
   * @returns its fencing number, or undefined while another process sweeps or wants to purge
   */
  async hold(): Promise<number | undefined> {
    const now = Date.now();
    if (this.fence !== undefined && now - this.renewedAt < RENEW_AFTER) return this.fence;
    if (await this.purgePending(now)) {
      await this.release();
      return undefined;
    }
    this.fence = await this.acquire(SWEEP, now);
    this.renewedAt = now;
    return this.fence;
  }

  /** Asks for the work ahead of every sweeper; must be called again within `LENGTH` until it is done. */
  async announcePurge(): Promise<boolean> {
    return (await this.acquire(PURGE, Date.now())) !== undefined;
  }

  async release(): Promise<void> {
    if (this.fence === undefined) return;
    this.fence = undefined;
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(SWEEP, this.owner));
  }

  async endPurge(): Promise<void> {
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(PURGE, this.owner));
  }

  private acquire(name: string, now: number): Promise<number | undefined> {
    return this.gateway.transaction((connection) =>
      new TypeormLeaseStore(connection).acquire(name, this.owner, now, now + LENGTH),
    );
  }

  private async purgePending(now: number): Promise<boolean> {
    const rows = await this.gateway.reads.rows(PURGE_PENDING, [PURGE, this.owner, now]);
    return rows.length > 0;
  }
}
