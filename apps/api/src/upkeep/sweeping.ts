/** Lets the sweeper of this process run, and turns what it does into figures. */
import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Persistence, type Sweeper } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';

/** Milliseconds between two lines about the same trouble. */
const SAY_AGAIN = 60_000;

@Injectable()
export class Sweeping implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweeper: Sweeper;
  private saidAt = -Infinity;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    const removed = new Counter({
      name: 'gatehouse_swept_rows_total',
      help: 'Expired rows that this process removed, by kind.',
      labelNames: ['kind'],
      registers: [metrics.registry],
    });
    this.sweeper = persistence.upkeep.sweeper(randomUUID(), clock, {
      removed: (kind, rows) => removed.inc({ kind }, rows),
      failed: (kind, error) => this.failed(kind, error),
    });
    this.showState(metrics);
  }

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweeper.stop();
  }

  private failed(kind: string | undefined, error: unknown): void {
    const now = performance.now();
    if (now - this.saidAt < SAY_AGAIN) return;
    this.saidAt = now;
    this.log.error({ kind, error }, 'sweep failed');
  }

  /** Read when asked for, sizes at most once a minute. Every process says the same, so of several one counts. */
  private showState({ registry }: Metrics): void {
    const gauge = (name: string, help: string, labelNames: string[], fill: (of: Gauge) => Promise<void>): void => {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        aggregator: 'max',
        async collect() {
          this.reset();
          // Figures that cannot be read are left out: the others still matter.
          await fill(this as unknown as Gauge).catch(() => undefined);
        },
      });
    };
    const { upkeep } = this.persistence;
    gauge(
      'gatehouse_sweep_lag_seconds',
      'For how long expired rows have been waiting to go, by kind.',
      ['kind'],
      async (of) => {
        for (const { kind, lag } of await upkeep.sweeps(this.clock.now())) of.set({ kind }, lag / 1000);
      },
    );
    gauge(
      'gatehouse_sweep_last_finished_timestamp_seconds',
      'When the last pass ended, by kind.',
      ['kind'],
      async (of) => {
        for (const { kind, lastFinishedAt } of await upkeep.sweeps(this.clock.now())) {
          if (lastFinishedAt !== null) of.set({ kind }, lastFinishedAt / 1000);
        }
      },
    );
    gauge('gatehouse_table_rows', 'Rows by table, estimated.', ['table'], async (of) => {
      for (const { table, rows } of (await upkeep.size()).tables) of.set({ table }, rows);
    });
    gauge('gatehouse_table_bytes', 'Bytes by table with its indexes, estimated.', ['table'], async (of) => {
      for (const { table, bytes } of (await upkeep.size()).tables) of.set({ table }, bytes);
    });
    gauge('gatehouse_database_bytes', 'Bytes of the whole database.', [], async (of) =>
      of.set((await upkeep.size()).bytes),
    );
    gauge('gatehouse_database_free_bytes', 'Bytes of the database that are reserved and empty.', [], async (of) =>
      of.set((await upkeep.size()).freeBytes),
    );
  }
}
