/** What happened how often, and how much there is: over one database. */
import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log';
import { oneRow, type Gateway } from '../gateway/gateway';
import { type CurrentCounts, readCurrentCounts } from './current-counts';
import { type EndingSecret, readEndingSecrets } from './ending-secrets.query';
import type { TimeRange } from './spans';
import { readMarks } from './statistic-marks';
import { StatisticProjector } from './statistic-projector';
import { type ClientCounts, readClients, readReport, type StatisticReport } from './statistic-report';

const NEXT = 'SELECT at FROM audit_event WHERE seq > ? ORDER BY seq LIMIT 1';

/** When the whole log was verified last, epoch milliseconds; null = never since events are counted. */
export interface AuditVerifications {
  readonly soundAt: number | null;
  readonly faultyAt: number | null;
}

export class Statistics {
  constructor(
    private readonly gateway: Gateway,
    private readonly log: Pick<AuditLog, 'oldestUnsealed'>,
  ) {}

  /** Counts events in the background; another one for each process. */
  newProjector(): StatisticProjector {
    return new StatisticProjector(this.gateway, randomUUID());
  }

  /** Up to when events are counted. @param now epoch milliseconds: the answer when none waits */
  async countedUpTo(now: number): Promise<number> {
    // Before the log itself: what gets its place in between is found there.
    const unsealed = await this.log.oldestUnsealed();
    const counted = (await readMarks(this.gateway.reads)).get('counted')?.seq ?? 0;
    const next = await oneRow<{ at: number }>(this.gateway.reads, NEXT, [counted]);
    return Math.min(now, unsealed ?? now, next?.at ?? now);
  }

  report(range: TimeRange, step: 'hour' | 'day'): Promise<StatisticReport> {
    return readReport(this.gateway.reads, range, step);
  }

  /** Every client that did something in a range, most refusals first. */
  clients(range: TimeRange): Promise<readonly ClientCounts[]> {
    return readClients(this.gateway.reads, range);
  }

  /** @param now epoch milliseconds */
  current(now: number): Promise<CurrentCounts> {
    return readCurrentCounts(this.gateway.reads, now);
  }

  /** Secrets whose life ends in a span of time; the first to end come first. */
  endingSecrets(range: { readonly from: number; readonly to: number }, limit: number): Promise<EndingSecret[]> {
    return readEndingSecrets(this.gateway.reads, range, limit);
  }

  async verifications(): Promise<AuditVerifications> {
    const marks = await readMarks(this.gateway.reads);
    return { soundAt: marks.get('sound')?.at ?? null, faultyAt: marks.get('faulty')?.at ?? null };
  }
}
