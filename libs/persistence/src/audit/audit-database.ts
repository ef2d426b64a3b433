/** What the database offers around the audit log, but for writing events: those belong to the unit of work. */
import type { AuditEvent, AuditKeys } from '@gatehouse/audit';
import type { Gateway } from '../gateway/gateway';
import { AuditLog } from './audit-log';
import { lastCheckpointBefore, removeOldest } from './audit-pruning';
import { AuditSealer } from './audit-sealer';
import { PendingEvents } from './pending-events';
import { AuditVerifier } from './audit-verification';

/** Writes events in a transaction of their own. */
export interface EventRecorder {
  record(tokens: readonly [], events: readonly AuditEvent[]): Promise<void>;
}

export class AuditDatabase {
  readonly log: AuditLog;
  /** Up to which place the log says already, in this process, that events are removed. */
  private prunedThrough = 0;

  constructor(
    private readonly gateway: Gateway,
    private readonly recorder: EventRecorder,
    private readonly pending = new PendingEvents(),
  ) {
    this.log = new AuditLog(gateway);
  }

  /** @param owner names this process in the lease */
  sealer(owner: string, keys: Pick<AuditKeys, 'signing'>): AuditSealer {
    return new AuditSealer(this.gateway, this.pending, owner, keys);
  }

  verifier(keys: AuditKeys): AuditVerifier {
    return new AuditVerifier(this.gateway, keys);
  }

  /**
   * Removes sealed events that are older than `before`, up to a checkpoint, which stays as the mark that the rest follows
   * from. The log itself says that it was done, before it is done.
   * @param before epoch milliseconds
   * @param rows most to remove now; the rest is removed by the next call
   * @returns how many events were removed
   */
  async prune(before: number, now: number, rows: number): Promise<number> {
    const first = await this.log.firstPlace();
    if (first === undefined) return 0;
    if (first > this.prunedThrough) {
      const mark = await lastCheckpointBefore(this.log, before);
      if (!mark || first > mark.seq) return 0;
      const target = { kind: 'audit', id: 'log' };
      const detail = { through: mark.seq, before };
      await this.recorder.record([], [{ id: 'audit.pruned', at: now, target, detail }]);
      this.prunedThrough = mark.seq;
    }
    return removeOldest(this.gateway, this.prunedThrough, rows);
  }
}
