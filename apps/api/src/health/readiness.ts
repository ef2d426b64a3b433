/** Whether this process should be sent requests. */
import { Injectable } from '@nestjs/common';

/** One thing without which requests would fail. `check` rejects when it is missing; why goes to the log only. */
export interface ReadinessCheck {
  /** Short and stable, such as `database`; shown in the answer. */
  readonly name: string;
  check(): Promise<void>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>;
}

/** Milliseconds for which a result counts, and for which a check may take. */
const FRESH = 1000;
const PATIENCE = 2000;

/** The list to which rooms add what they need. Asked by many probes at once, each check runs once a second. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private draining = false;
  private latest: Promise<ReadinessReport> | undefined;
  private latestAt = -Infinity;
  private onFailure: (name: string, error: unknown) => void = () => undefined;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
    this.latest = undefined;
  }

  /** Told when a check fails, once for each time it is run. */
  whenFailing(listener: (name: string, error: unknown) => void): void {
    this.onFailure = listener;
  }

  /** From now on never ready again: the process is on its way out. */
  drain(): void {
    this.draining = true;
  }

  async report(now = performance.now()): Promise<ReadinessReport> {
    if (this.latest === undefined || now - this.latestAt >= FRESH) {
      this.latest = this.run();
      this.latestAt = now;
    }
    const report = await this.latest;
    return this.draining ? { ready: false, checks: { ...report.checks, accepting: 'failing' } } : report;
  }

  private async run(): Promise<ReadinessReport> {
    const results = await Promise.all(
      this.checks.map(async (check) => {
        try {
          await inTime(check.check());
          return [check.name, 'ok'] as const;
        } catch (error) {
          this.onFailure(check.name, error);
          return [check.name, 'failing'] as const;
        }
      }),
    );
    return { ready: results.every(([, state]) => state === 'ok'), checks: Object.fromEntries(results) };
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${PATIENCE} ms`)), PATIENCE);
    timer.unref();
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
