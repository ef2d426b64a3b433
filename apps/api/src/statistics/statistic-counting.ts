/** Counts events while the process runs; one replica does, under a lease, and the others look on. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Persistence, type StatisticProjector } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';

/** Milliseconds between two looks when there was nothing more to count. */
const LOOK_EVERY = 2_000;
/** Rest after a stretch, as a multiple of what it took: requests go first, however much there is to catch up with. */
const REST = 3;
/** Milliseconds between two lines about the same trouble. */
const SAY_AGAIN = 60_000;

@Injectable()
export class StatisticCounting implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly projector: StatisticProjector;
  private readonly counted: Counter;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;
  private saidAt = -Infinity;

  constructor(
    persistence: Persistence,
    private readonly clock: Clock,
    private readonly log: Log,
    { registry }: Metrics,
  ) {
    this.projector = persistence.statistics.newProjector();
    this.counted = new Counter({
      name: 'gatehouse_statistics_counted_total',
      help: 'Places of the audit log that this process counted the events of.',
      registers: [registry],
    });
    new Gauge({
      name: 'gatehouse_statistics_lag_seconds',
      help: 'Age of the oldest event that is not counted yet.',
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const now = clock.now();
        // A figure that cannot be read is left out: the others still matter.
        const upTo = await persistence.statistics.countedUpTo(now).catch(() => undefined);
        if (upTo !== undefined) this.set((now - upTo) / 1000);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.catchUp().finally(() => (this.running = undefined));
    }, LOOK_EVERY).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
    await this.attempt(() => this.projector.release());
  }

  private async catchUp(): Promise<void> {
    while (!this.stopping) {
      const started = performance.now();
      const places = (await this.attempt(() => this.projector.advance(this.clock.now()))) ?? 0;
      if (places === 0) return;
      this.counted.inc(places);
      const rest = (performance.now() - started) * REST;
      await new Promise((resume) => setTimeout(resume, rest));
    }
  }

  /** Undefined when it failed: the next look tries again. */
  private async attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch (error) {
      const now = performance.now();
      if (now - this.saidAt >= SAY_AGAIN) {
        this.saidAt = now;
        this.log.error({ error }, 'events could not be counted');
      }
      return undefined;
    }
  }
}
