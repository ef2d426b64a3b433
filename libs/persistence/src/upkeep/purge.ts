/** Removes at once whatever may go, ahead of the sweeper of a running server; or only counts it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Gateway } from '../gateway/gateway';
import { StoreBusyError } from '../gateway/store-errors';
import { MOST_ROWS, Pace } from './pace';
import type { SettingValues } from './setting-definitions';
import { SweepLease } from './sweep-lease';
import { listProgress } from './sweep-progress';
import type { SweepKind, SweepTask } from './sweep-task';
import { SweepTurn } from './sweep-turn';

export interface PurgeOptions {
  readonly now: number;
  /** Another one for each process. */
  readonly owner: string;
  /** Count only; nothing is written. What hangs on rows that would go counts as still in use. */
  readonly dryRun?: boolean;
  /** Told now and then how many rows of a kind went, or would go. */
  readonly progress?: (kind: SweepKind, rows: number) => void;
}

export interface Purged {
  readonly kind: SweepKind;
  readonly rows: number;
}

/** A running sweeper gives way within a few seconds. */
const PATIENCE = 30_000;
const ASK_AGAIN = 250;
const RENEW_AFTER = 3_000;

/** @throws StoreBusyError when another purge is under way */
export async function purge(
  gateway: Gateway,
  tasks: readonly SweepTask[],
  settings: SettingValues,
  options: PurgeOptions,
): Promise<Purged[]> {
  if (options.dryRun === true) return countAll(gateway, tasks, settings, options);
  const lease = new SweepLease(gateway, options.owner);
  if (!(await lease.announcePurge())) throw new StoreBusyError('another purge is under way');
  try {
    const run = new PurgeRun(gateway, settings, options, lease);
    const purged: Purged[] = [];
    for (const task of tasks) purged.push({ kind: task.kind, rows: await run.purge(task) });
    return purged;
  } finally {
    await lease.release();
    await lease.endPurge();
  }
}

class PurgeRun {
  private readonly pace: Pace;
  private announcedAt = performance.now();

  constructor(
    private readonly gateway: Gateway,
    private readonly settings: SettingValues,
    private readonly options: PurgeOptions,
    private readonly lease: SweepLease,
  ) {
    this.pace = new Pace(gateway.dialect);
  }

  async purge(task: SweepTask): Promise<number> {
    const known = (await listProgress(this.gateway.reads)).get(task.kind);
    const fence = await this.hold();
    const turn = new SweepTurn(this.gateway, task, this.settings, fence, known, 'afresh');
    let rows = 0;
    for (;;) {
      await this.hold();
      const looked = Math.min(MOST_ROWS, this.pace.rows);
      const { removed, took, over } = await turn.step(this.options.now, looked);
      rows += removed;
      if (removed > 0) this.options.progress?.(task.kind, rows);
      if (over) return rows;
      const perSecond = this.settings['sweeps.rows_per_second'];
      await delay(this.pace.rest({ took, rows: looked, removed, waiting: this.gateway.waiting, perSecond }));
    }
  }

  private async hold(): Promise<number> {
    for (const end = performance.now() + PATIENCE; performance.now() < end; await delay(ASK_AGAIN)) {
      if (performance.now() - this.announcedAt > RENEW_AFTER) {
        await this.lease.announcePurge();
        this.announcedAt = performance.now();
      }
      const fence = await this.lease.hold();
      if (fence !== undefined) return fence;
    }
    throw new StoreBusyError('the running sweep does not give way');
  }
}

async function countAll(
  gateway: Gateway,
  tasks: readonly SweepTask[],
  settings: SettingValues,
  { now, progress }: PurgeOptions,
): Promise<Purged[]> {
  const counted: Purged[] = [];
  for (const task of tasks) {
    let [rows, position]: [number, Buffer | null] = [0, null];
    do {
      const plan = await task.plan(gateway.reads, { now, settings, position, rows: MOST_ROWS, counting: true });
      rows += plan.due;
      position = plan.position;
      if (plan.due > 0) progress?.(task.kind, rows);
    } while (position !== null);
    counted.push({ kind: task.kind, rows });
  }
  return counted;
}
