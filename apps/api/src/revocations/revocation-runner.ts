/** Keeps the job of revocations going on this replica; a lease sees to it that one does the work. */
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RevocationJob } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';

/** Milliseconds between looks at what other replicas have left. */
const LOOK_EVERY = 1_000;
/** Pause behind a batch, in times of what it took: requests have the database for the rest. */
const REST = 4;

@Injectable()
export class RevocationRunner implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly job: RevocationJob,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY).unref();
  }

  /** Finishes the batch at hand; the next start goes on behind it. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks for work now. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.work().finally(() => {
      this.running = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        const startedAt = performance.now();
        if (this.stopped || (await this.job.step()) === 'idle') return;
        await pause(REST * (performance.now() - startedAt));
      }
    } catch (error) {
      // The next look tries again: what was not committed did not happen.
      this.log.error({ error }, 'a batch of a revocation failed');
    }
  }
}
