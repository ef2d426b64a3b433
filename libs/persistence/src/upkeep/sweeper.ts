/**
 * Removes what has expired, continuously and in small steps, in one process at a time. While nothing is due it only
 * reads: the table of what was swept when, and the first entry of the index of due blocks.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { SweepRow } from '../entities/sweep.entity';
import type { Gateway } from '../gateway/gateway';
import { MOST_ROWS, Pace } from './pace';
import type { RuntimeSettings } from './runtime-settings';
import type { SettingValues } from './setting-definitions';
import { SweepLease } from './sweep-lease';
import { LeaseLostError, listProgress, noteFailure } from './sweep-progress';
import type { SweepKind, SweepTask } from './sweep-task';
import { SweepTurn } from './sweep-turn';

/** Told of what was done; must not throw. */
export interface SweepObserver {
  removed(kind: SweepKind, rows: number): void;
  failed(kind: SweepKind | undefined, error: unknown): void;
}

/** How often it looks whether something is due, milliseconds. */
const LOOK_EVERY = 1_000;
/** A kind works at most this long before the others get their turn, milliseconds. */
const TURN = 2_000;
/** After a failure a kind is left alone for this long, milliseconds. */
const AFTER_FAILURE = 60_000;

export class Sweeper {
  private readonly lease: SweepLease;
  private readonly pace: Pace;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly gateway: Gateway,
    private readonly settings: RuntimeSettings,
    private readonly tasks: readonly SweepTask[],
    private readonly observer: SweepObserver,
    private readonly clock: { now(): number },
    owner: string,
  ) {
    this.lease = new SweepLease(gateway, owner);
    this.pace = new Pace(gateway.dialect);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the step in hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Gives every kind that is due one turn.
   * @returns whether more is due at once
   */
  async round(): Promise<boolean> {
    const settings = this.settings.values;
    if (!settings['sweeps.enabled']) return false;
    const progress = await listProgress(this.gateway.reads);
    const due: SweepTask[] = [];
    for (const task of this.tasks) {
      if (await this.isDue(task, progress.get(task.kind), settings)) due.push(task);
    }
    if (due.length === 0) return false;
    let more = false;
    try {
      for (const task of due) {
        if (this.stopping.signal.aborted) break;
        if (await this.turn(task, settings)) more = true;
      }
    } finally {
      if (!more) await this.lease.release();
    }
    return more;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let more = false;
      try {
        more = await this.round();
      } catch (error) {
        this.observer.failed(undefined, error);
      }
      if (!more) await this.rest(LOOK_EVERY);
    }
    await this.lease.release().catch(() => undefined);
  }

  private async isDue(task: SweepTask, row: SweepRow | undefined, settings: SettingValues): Promise<boolean> {
    const now = this.clock.now();
    if (!row) return true;
    if (row.failed_at !== null && row.next_at > now) return false;
    if (row.next_at <= now || row.pass_started_at !== null || row.basis !== task.basis(settings)) return true;
    return task.eager === true && (await task.waitingSince?.(this.gateway.reads, now, settings)) !== undefined;
  }

  /** @returns whether the kind has more to do */
  private async turn(task: SweepTask, settings: SettingValues): Promise<boolean> {
    try {
      return await this.steps(task, settings);
    } catch (error) {
      this.observer.failed(task.kind, error);
      if (error instanceof LeaseLostError) return false;
      const now = this.clock.now();
      await this.gateway.transaction((connection) =>
        noteFailure(connection, task.kind, now, now + AFTER_FAILURE, nameOf(error)),
      );
      return false;
    }
  }

  private async steps(task: SweepTask, settings: SettingValues): Promise<boolean> {
    const end = performance.now() + TURN;
    let turn: SweepTurn | undefined;
    let fence: number | undefined;
    for (;;) {
      const held = await this.lease.hold();
      if (held === undefined) return false;
      if (held !== fence || !turn) {
        fence = held;
        // Read under the lease: whoever held it before has written by now.
        const known = (await listProgress(this.gateway.reads)).get(task.kind);
        turn = new SweepTurn(this.gateway, task, settings, fence, known);
      }
      const rows = Math.min(MOST_ROWS, this.pace.rows);
      const { removed, took, over } = await turn.step(this.clock.now(), rows);
      if (removed > 0) this.observer.removed(task.kind, removed);
      if (over) return false;
      const perSecond = settings['sweeps.rows_per_second'];
      await this.rest(this.pace.rest({ took, rows, removed, waiting: this.gateway.waiting, perSecond }));
      const changed = settings !== this.settings.values;
      if (performance.now() >= end || changed || this.stopping.signal.aborted) {
        await turn.pause();
        return true;
      }
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    try {
      await delay(milliseconds, undefined, { signal: this.stopping.signal, ref: false });
    } catch {
      // Woken up to end.
    }
  }
}

/** What may be shown of an error: statements and their values stay out. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
