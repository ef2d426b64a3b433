/** Steps of one kind's pass, each one transaction that removes rows and notes how far it came. */
import type { Gateway } from '../gateway/gateway';
import type { SettingValues } from './setting-definitions';
import { ensureProgress, NO_PROGRESS, saveProgress, type SweepProgress } from './sweep-progress';
import type { SweepTask } from './sweep-task';

export interface StepOutcome {
  readonly removed: number;
  /** Milliseconds of the database's time. */
  readonly took: number;
  /** Nothing is left to look at for now. */
  readonly over: boolean;
}

export class SweepTurn {
  private begun = false;

  constructor(
    private readonly gateway: Gateway,
    readonly task: SweepTask,
    private readonly settings: SettingValues,
    private readonly fence: number,
    private progress: SweepProgress | undefined,
    private readonly from: 'where it was' | 'afresh' = 'where it was',
  ) {}

  /** Removes what is due among the next rows. @param rows at most @throws LeaseLostError */
  async step(now: number, rows: number): Promise<StepOutcome> {
    if (!this.begun) await this.begin(now);
    const before = this.progress ?? NO_PROGRESS;
    const started = performance.now();
    const plan = await this.task.plan(this.gateway.reads, {
      now,
      settings: this.settings,
      position: before.position,
      rows,
    });
    const apart = await plan.removeApart?.();
    let took = performance.now() - started;
    const position = apart === 0 ? null : plan.position;
    const over = position === null;
    if (!plan.remove && apart === undefined && !over) {
      // A stretch without anything to do is not worth a commit.
      this.progress = { ...before, position };
      return { removed: 0, took, over };
    }
    const { removed, after } = await this.gateway.transaction(async (connection) => {
      const from = performance.now();
      const count = (await plan.remove?.(connection)) ?? apart ?? 0;
      const next = this.after(before, position, count, now);
      await saveProgress(connection, this.task.kind, this.fence, next);
      took += performance.now() - from;
      return { removed: count, after: next };
    });
    this.progress = after;
    return { removed, took, over };
  }

  /** Notes how far it came without removing anything, before others get their turn. */
  async pause(): Promise<void> {
    const { progress } = this;
    if (!progress || progress.position === null) return;
    await this.gateway.transaction((connection) => saveProgress(connection, this.task.kind, this.fence, progress));
  }

  private async begin(now: number): Promise<void> {
    const basis = this.task.basis(this.settings);
    const known = this.progress;
    const rebased = known !== undefined && known.basis !== basis;
    const continued = known?.pass_started_at !== null && !rebased && this.from === 'where it was';
    if (rebased) await this.task.rebase?.(this.gateway);
    await this.gateway.transaction(async (connection) => {
      await ensureProgress(connection, this.task.kind, known !== undefined);
      const next: SweepProgress =
        known && continued
          ? known
          : { ...(known ?? NO_PROGRESS), basis, position: null, pass_started_at: now, pass_removed: 0 };
      await saveProgress(connection, this.task.kind, this.fence, next);
      this.progress = next;
    });
    this.begun = true;
  }

  private after(before: SweepProgress, position: Buffer | null, removed: number, now: number): SweepProgress {
    const passRemoved = before.pass_removed + removed;
    const counted = { ...before, position, pass_removed: passRemoved, removed_total: before.removed_total + removed };
    if (position !== null) return counted;
    return {
      ...counted,
      pass_started_at: null,
      pass_removed: 0,
      last_started_at: before.pass_started_at ?? now,
      last_finished_at: now,
      last_removed: passRemoved,
      next_at: now + this.task.interval(this.settings),
      failed_at: null,
      failure: null,
    };
  }
}
