/**
 * Group commit for ledger rows that depend on nothing stored. Callers join the batch in hand; when the commit before is
 * through (or at once, if none is running) the batch is written in one go, and only then are its callers answered. There
 * is no timer: waiting for company would slow a lone caller and gain nothing under load.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditEvent } from '@gatehouse/audit';
import type { TokenRecord } from '@gatehouse/protocol';
import type { PendingEvents } from '../audit/pending-events';
import type { Gateway, Work } from '../gateway/gateway';
import { StoreBusyError, StoreUnavailableError } from '../gateway/store-errors';
import { TypeormAuditTrail } from './typeorm-audit-trail';
import { insertTokens, ROWS_PER_STATEMENT } from './token-rows';

/** Callers that may wait at once; more would only grow memory while the database does not answer. */
const LONGEST_QUEUE = 10_000;
/** Milliseconds that a caller may wait for its batch to begin. */
const LONGEST_WAIT = 5_000;

/** SQLite inserts row by row, so only the time that answers are held back limits a batch. Of tokens and of events each. */
const ROWS_PER_COMMIT = 256;

interface Caller {
  readonly tokens: readonly TokenRecord[];
  readonly events: readonly AuditEvent[];
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class LedgerWriter {
  private waiting: Caller[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly gateway: Gateway,
    private readonly pendingEvents: PendingEvents,
  ) {}

  /** Resolves when the rows are committed; all of them or none. */
  record(tokens: readonly TokenRecord[], events: readonly AuditEvent[] = []): Promise<void> {
    if (tokens.length + events.length === 0) return Promise.resolve();
    if (this.closed) return Promise.reject(new StoreUnavailableError('the database is closed'));
    if (this.waiting.length >= LONGEST_QUEUE) {
      return Promise.reject(new StoreBusyError('too much waits for the database'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ tokens, events, since: performance.now(), resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Refuses new rows and waits for the rest. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop gathers what has arrived together.
    await nextTurn();
    while (this.waiting.length > 0) await this.writeBatch();
    this.running = undefined;
  }

  private async writeBatch(): Promise<void> {
    this.refuseOverdue();
    if (this.waiting.length === 0) return;
    let batch: readonly Caller[] = [];
    // Taken when the database is ready for it, not before: whoever comes until then shares the commit.
    const callers = (): readonly Caller[] => {
      if (batch.length === 0) batch = this.takeBatch();
      return batch;
    };
    try {
      await this.insert(callers);
      for (const caller of batch) caller.resolve();
    } catch (error) {
      // Without a batch the database was not even reached.
      if (batch.length === 0) batch = this.takeBatch();
      await this.writeOneByOne(batch, error);
    }
  }

  private refuseOverdue(): void {
    const limit = performance.now() - LONGEST_WAIT;
    while (this.waiting[0] && this.waiting[0].since < limit) {
      this.waiting.shift()?.reject(new StoreBusyError('waited too long for the database'));
    }
  }

  /** One bad row fails its own caller only; a database that is down or busy would fail them all the same. */
  private async writeOneByOne(batch: readonly Caller[], error: unknown): Promise<void> {
    if (error instanceof StoreBusyError || error instanceof StoreUnavailableError) {
      // Whoever came meanwhile would wait for the same database.
      for (const caller of [...batch, ...this.waiting.splice(0)]) caller.reject(error);
      return;
    }
    if (batch.length === 1) {
      for (const caller of batch) caller.reject(error);
      return;
    }
    await Promise.all(batch.map((caller) => this.insert(() => [caller]).then(caller.resolve, caller.reject)));
  }

  private insert(callers: () => readonly Caller[]): Promise<void> {
    const write: Work<void> = async (connection) => {
      const batch = callers();
      await insertTokens(
        connection,
        batch.flatMap((caller) => caller.tokens),
      );
      await new TypeormAuditTrail(connection, this.pendingEvents).append(...batch.flatMap((caller) => caller.events));
    };
    return this.gateway.transaction(write);
  }

  /** As many callers as fit one statement, whether they bring tokens or events; at least one. */
  private takeBatch(): readonly Caller[] {
    const most = this.gateway.dialect === 'sqlite' ? ROWS_PER_COMMIT : ROWS_PER_STATEMENT;
    let tokens = 0;
    let events = 0;
    let callers = 0;
    for (const caller of this.waiting) {
      tokens += caller.tokens.length;
      events += caller.events.length;
      if (callers > 0 && Math.max(tokens, events) > most) break;
      callers += 1;
    }
    return this.waiting.splice(0, callers);
  }
}
