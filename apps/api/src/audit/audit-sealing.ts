/** Lets this process give events their places in the chain when it is its turn, and sign how far the chain has come. */
import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { auditKeys, type AuditKeys, type ChainPosition, type Checkpoint } from '@gatehouse/audit';
import { Persistence, type AuditSealer } from '@gatehouse/persistence';
import { Clock, KeyRing } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';
import { describeCheckpoint } from './checkpoint-line';

/** Milliseconds between two looks when nothing waits, and when something did: what is sealed soon is young in memory. */
const LOOK_EVERY = 400;
const LOOK_AGAIN = 100;
/** A checkpoint is made after so many events, or so many milliseconds. */
const CHECKPOINT_EVENTS = 1_000;
const CHECKPOINT_AFTER = 60_000;
/** Milliseconds between two lines about the same trouble. */
const SAY_AGAIN = 60_000;

@Injectable()
export class AuditSealing implements OnApplicationBootstrap {
  readonly keys: AuditKeys;
  private readonly sealer: AuditSealer;
  private readonly sealed: Counter;
  /** The last checkpoint that is known of, and how far the chain has come since. */
  private last: Pick<Checkpoint, 'seq' | 'at'> = { seq: 0, at: 0 };
  private head: ChainPosition | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private saidAt = -Infinity;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    private readonly log: Log,
    keys: KeyRing,
    metrics: Metrics,
  ) {
    this.keys = auditKeys((purpose) => keys.secretKey(purpose));
    this.sealer = persistence.audit.sealer(randomUUID(), this.keys);
    this.sealed = new Counter({
      name: 'gatehouse_audit_sealed_total',
      help: 'Events that this process gave their place in the chain.',
      registers: [metrics.registry],
    });
    this.showLag(metrics);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.last = (await this.persistence.audit.log.checkpointUpTo(Number.MAX_SAFE_INTEGER - 1)) ?? this.last;
    this.head = await this.persistence.audit.log.head();
    this.plan(0);
  }

  /** Seals what is there and signs it, then lets another replica go on. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.sealAll();
    await this.checkpoint();
    await this.sealer.release();
  }

  /**
   * Makes sure that a checkpoint stands at the end of the chain as it is now.
   * @returns undefined while nothing is sealed
   */
  async checkpointNow(): Promise<Checkpoint | undefined> {
    const { log } = this.persistence.audit;
    const head = await log.head();
    const newest = await log.checkpointUpTo(Number.MAX_SAFE_INTEGER - 1);
    if (!head || newest?.seq === head.seq) return newest;
    return this.sign(head);
  }

  private plan(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn().finally(() => (this.running = undefined));
    }, delay).unref();
  }

  private async turn(): Promise<void> {
    let next = LOOK_EVERY;
    try {
      const { sealed, more } = await this.sealOnce();
      next = more ? 0 : sealed > 0 ? LOOK_AGAIN : LOOK_EVERY;
      if (this.checkpointIsDue()) await this.checkpoint();
    } catch (error) {
      this.failed(error);
    }
    this.plan(next);
  }

  private async sealOnce(): Promise<{ readonly sealed: number; readonly more: boolean }> {
    const { sealed, head, more, unfit } = await this.sealer.seal(this.clock.now());
    if (unfit) this.log.error({ unfit }, 'audit events were overwritten before they were sealed');
    if (head) this.head = head;
    this.sealed.inc(sealed);
    return { sealed, more };
  }

  private async sealAll(): Promise<void> {
    while ((await this.sealOnce()).more);
  }

  private checkpointIsDue(): boolean {
    if (!this.head || this.head.seq <= this.last.seq) return false;
    return this.head.seq - this.last.seq >= CHECKPOINT_EVENTS || this.clock.now() - this.last.at >= CHECKPOINT_AFTER;
  }

  private async checkpoint(): Promise<void> {
    if (this.head && this.head.seq > this.last.seq) await this.sign(this.head);
  }

  private async sign({ seq, chain }: ChainPosition): Promise<Checkpoint> {
    const checkpoint = this.keys.signing.checkpoint(seq, chain, this.clock.now());
    // The copy outside the database: it is what a rewritten database is told by.
    if (await this.sealer.keep(checkpoint)) this.log.info(describeCheckpoint(checkpoint), 'audit checkpoint');
    if (seq > this.last.seq) this.last = checkpoint;
    return checkpoint;
  }

  private failed(error: unknown): void {
    const now = performance.now();
    if (now - this.saidAt < SAY_AGAIN) return;
    this.saidAt = now;
    this.log.error({ error }, 'audit events could not be sealed');
  }

  /** Read when asked for. Every process says the same, so of several one counts. */
  private showLag({ registry }: Metrics): void {
    const { log } = this.persistence.audit;
    const { clock } = this;
    new Gauge({
      name: 'gatehouse_audit_sealing_lag_seconds',
      help: 'Age of the oldest event that has no place in the chain yet; 0 when all have theirs.',
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const oldest = await log.oldestUnsealed().catch(() => undefined);
        this.set(oldest === undefined ? 0 : Math.max(0, clock.now() - oldest) / 1000);
      },
    });
  }
}
