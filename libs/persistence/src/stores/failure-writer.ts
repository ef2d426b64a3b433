/**
 * Writes refused requests in the background: nobody waits for it, and nothing fails because of it. How many are stored is
 * limited for each client and address, and over all, so that a flood of one neither fills the database nor pushes out
 * what others will ask for.
 */
import type { Gateway } from '../gateway/gateway';
import type { SettingValues } from '../upkeep/setting-definitions';
import { TypeormFailureStore, type FailureRecord } from './typeorm-failure.store';

/** What is known at once; the rest is worked out when it is written. */
export interface ReportedFailure {
  readonly clientId: string | null;
  readonly ip: string | null;
  readonly at: number;
  readonly describe: () => FailureRecord | Promise<FailureRecord>;
}

const LONGEST_QUEUE = 500;
const BATCH = 25;
/** Milliseconds for which reports are gathered. */
const GATHER = 100;
const MINUTE = 60_000;
const MOST_COUNTERS = 10_000;
/** Requests that name no registered client share this part of the ring. */
const PART_WITHOUT_CLIENT = 4;

export class FailureWriter {
  private queue: ReportedFailure[] = [];
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private minute = 0;
  private counters = new Map<string, number>();
  /** Reports that were not stored, since the start. */
  suppressed = 0;
  private closed = false;

  constructor(
    private readonly gateway: Gateway,
    private readonly settings: () => SettingValues,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {}

  /** Never throws and never waits. */
  report(failure: ReportedFailure): void {
    if (this.closed || this.queue.length >= LONGEST_QUEUE || !this.isWithinLimits(failure)) {
      this.suppressed += 1;
      return;
    }
    this.queue.push(failure);
    this.timer ??= setTimeout(() => void this.flush(), GATHER).unref();
  }

  /** Writes what was reported so far. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = (this.writing ?? Promise.resolve()).then(() => this.writeAll());
    return this.writing;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.flush();
  }

  private isWithinLimits({ clientId, ip, at }: ReportedFailure): boolean {
    const minute = Math.floor(at / MINUTE);
    if (minute !== this.minute || this.counters.size > MOST_COUNTERS) {
      this.minute = minute;
      this.counters = new Map();
    }
    const settings = this.settings();
    const limits: [string, number][] = [['all', settings['failures.per_minute']]];
    if (clientId !== null) limits.push([`client ${clientId}`, settings['failures.per_client_per_minute']]);
    if (ip !== null) limits.push([`ip ${ip}`, settings['failures.per_address_per_minute']]);
    if (limits.some(([key, limit]) => (this.counters.get(key) ?? 0) >= limit)) return false;
    for (const [key] of limits) this.counters.set(key, (this.counters.get(key) ?? 0) + 1);
    return true;
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, BATCH);
      try {
        await this.write(batch);
      } catch (error) {
        this.suppressed += batch.length;
        this.failed(error);
      }
    }
  }

  private async write(batch: readonly ReportedFailure[]): Promise<void> {
    const records: FailureRecord[] = [];
    for (const { describe } of batch) {
      try {
        records.push(await describe());
      } catch (error) {
        // One that cannot be told must not take the others along.
        this.suppressed += 1;
        this.failed(error);
      }
    }
    if (records.length === 0) return;
    const settings = this.settings();
    const kept = settings['failures.kept_per_client'];
    const keptWithoutClient = Math.ceil(settings['failures.kept'] / PART_WITHOUT_CLIENT);
    await this.gateway.transaction(async (connection) => {
      const store = new TypeormFailureStore(connection);
      for (const record of records) await store.insert(record);
      const clients = new Set(records.map(({ clientId }) => clientId));
      for (const clientId of clients) await store.keepNewest(clientId, clientId === null ? keptWithoutClient : kept);
    });
  }
}
