/**
 * How many refusals are stored. Anybody can cause them without a credential, so beyond a limit they are counted, and once
 * a minute the counts are stored in their place.
 */
import type { AuditEvent } from '../audit-event';

export interface SuppressionLimits {
  /** Milliseconds. */
  readonly window: number;
  /** Events of one kind and client within a window. */
  readonly each: number;
  /** All events within a window. */
  readonly all: number;
  /** Kinds and clients that are counted apart within a window; the rest is counted together. */
  readonly kinds: number;
}

export const SUPPRESSION_LIMITS: SuppressionLimits = { window: 60_000, each: 60, all: 600, kinds: 500 };

interface Count {
  readonly event: string;
  readonly clientId: string | undefined;
  stored: number;
  suppressed: number;
}

export class Suppression {
  private start = 0;
  private all = 0;
  private readonly counts = new Map<string, Count>();

  constructor(private readonly limits: SuppressionLimits = SUPPRESSION_LIMITS) {}

  /** Whether the event is to be stored; otherwise it is counted. @param now epoch milliseconds */
  admits(event: AuditEvent, now: number): boolean {
    if (this.counts.size === 0 && this.all === 0) this.start = now;
    const count = this.countOf(event);
    const admitted = count.stored < this.limits.each && this.all < this.limits.all;
    if (admitted) {
      count.stored += 1;
      this.all += 1;
    } else count.suppressed += 1;
    return admitted;
  }

  /** True when a window is over that something was counted in. */
  isOver(now: number): boolean {
    return this.counts.size > 0 && now - this.start >= this.limits.window;
  }

  /** Ends the window; answers the event that tells what was suppressed in it, if anything was. */
  end(now: number): AuditEvent | undefined {
    const suppressed = [...this.counts.values()].filter((count) => count.suppressed > 0);
    const since = this.start;
    this.counts.clear();
    this.all = 0;
    if (suppressed.length === 0) return undefined;
    const counts = suppressed
      .sort((left, right) => right.suppressed - left.suppressed)
      .slice(0, TOLD)
      .map(({ event, clientId, suppressed: count }) => ({ event, ...(clientId && { client_id: clientId }), count }));
    const total = suppressed.reduce((sum, count) => sum + count.suppressed, 0);
    return { id: 'events.suppressed', at: now, detail: { since, until: now, total, counts } };
  }

  private countOf({ id, clientId }: AuditEvent): Count {
    const key = `${id} ${clientId ?? ''}`;
    const known = this.counts.get(key);
    if (known) return known;
    const apart = this.counts.size < this.limits.kinds;
    const name = apart ? key : id;
    const count = this.counts.get(name) ?? {
      event: id,
      clientId: apart ? clientId : undefined,
      stored: 0,
      suppressed: 0,
    };
    this.counts.set(name, count);
    return count;
  }
}

/** Kinds and clients that one event names; the total counts them all. */
const TOLD = 50;
