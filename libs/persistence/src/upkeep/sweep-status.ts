/** What is known of the sweeps: for admins and for metrics. */
import type { Connection } from '../gateway/gateway';
import type { SettingValues } from './setting-definitions';
import { listProgress } from './sweep-progress';
import type { SweepKind, SweepTask } from './sweep-task';

/** Times are epoch milliseconds. */
export interface SweepStatus {
  readonly kind: SweepKind;
  readonly running: boolean;
  readonly lastStartedAt: number | null;
  readonly lastFinishedAt: number | null;
  /** Rows that the last finished pass removed, and all passes so far. */
  readonly lastRemoved: number;
  readonly removedTotal: number;
  /** When the next pass begins; in the past while one is waited for. */
  readonly nextAt: number;
  /** How long something has been waiting to be removed, or the pass to begin; milliseconds. */
  readonly lag: number;
  readonly failedAt: number | null;
  readonly failure: string | null;
}

export async function sweepStatus(
  reads: Connection,
  tasks: readonly SweepTask[],
  settings: SettingValues,
  now: number,
): Promise<SweepStatus[]> {
  const progress = await listProgress(reads);
  const statuses: SweepStatus[] = [];
  for (const task of tasks) {
    const row = progress.get(task.kind);
    const waitingSince = task.waitingSince
      ? await task.waitingSince(reads, now, settings)
      : (row?.pass_started_at ?? row?.next_at);
    statuses.push({
      kind: task.kind,
      running: (row?.pass_started_at ?? null) !== null,
      lastStartedAt: row?.last_started_at ?? null,
      lastFinishedAt: row?.last_finished_at ?? null,
      lastRemoved: row?.last_removed ?? 0,
      removedTotal: row?.removed_total ?? 0,
      nextAt: row?.next_at ?? now,
      lag: waitingSince === undefined ? 0 : Math.max(0, now - waitingSince),
      failedAt: row?.failed_at ?? null,
      failure: row?.failure ?? null,
    });
  }
  return statuses;
}
