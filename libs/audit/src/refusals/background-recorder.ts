/**
 * Stores events that belong to no transaction, behind the back of the requests that report them: nothing waits for it,
 * and it holds a bounded number of events whatever the database does.
 */
import type { AuditEvent } from '../audit-event';
import { Suppression } from './suppression.policy';

export interface BackgroundRecorderParts {
  /** Stores events in one transaction. */
  readonly write: (events: readonly AuditEvent[]) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly suppression?: Suppression;
  /** Told when events could not be stored; they are tried again as long as there is room. */
  readonly failed?: (error: unknown) => void;
  /** Told of every event that is not stored one by one. */
  readonly left?: (why: 'suppressed' | 'dropped') => void;
}

/** Events that may wait. */
const ROOM = 2_000;
const BATCH = 32;
const RETRY_AFTER = 1_000;
const LOOK_EVERY = 5_000;

export class BackgroundRecorder {
  private waiting: AuditEvent[] = [];
  private running: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  /** Events that found no room since the last time that this was told. */
  private dropped = 0;
  private readonly suppression: Suppression;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly parts: BackgroundRecorderParts) {
    this.suppression = parts.suppression ?? new Suppression();
    this.timer = setInterval(() => this.look(), LOOK_EVERY).unref();
  }

  /** Never throws and never waits. */
  report(event: AuditEvent): void {
    this.look();
    if (!this.suppression.admits(event, this.parts.now())) this.parts.left?.('suppressed');
    else this.enqueue(event);
  }

  /** Stores what waits, the counts of the window included; for the end of the process. Tries once. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    clearTimeout(this.retry);
    this.retry = undefined;
    this.tellSuppressed();
    await this.running;
    // A failure has begun to wait for its next try, which will not come.
    clearTimeout(this.retry);
    if (this.waiting.length > 0) await this.drain();
    clearTimeout(this.retry);
  }

  private look(): void {
    if (this.suppression.isOver(this.parts.now())) this.tellSuppressed();
  }

  private tellSuppressed(): void {
    const told = this.suppression.end(this.parts.now());
    if (told) this.enqueue(told);
  }

  private enqueue(event: AuditEvent): void {
    if (this.waiting.length >= ROOM) {
      this.dropped += 1;
      this.parts.left?.('dropped');
      return;
    }
    this.waiting.push(event);
    if (!this.running && !this.retry) this.running = this.drain();
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.parts.write(batch);
      } catch (error) {
        this.waiting = [...batch, ...this.waiting];
        this.parts.failed?.(error);
        this.retry = setTimeout(() => {
          this.retry = undefined;
          this.running = this.drain();
        }, RETRY_AFTER).unref();
        break;
      }
    }
    this.running = undefined;
  }

  private nextBatch(): AuditEvent[] {
    const batch = this.waiting.splice(0, BATCH);
    if (this.dropped === 0) return batch;
    const now = this.parts.now();
    const detail = { until: now, dropped: this.dropped, reason: 'the database did not keep up' };
    this.dropped = 0;
    return [...batch, { id: 'events.suppressed', at: now, detail }];
  }
}
