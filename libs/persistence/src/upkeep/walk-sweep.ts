/**
 * Sweeps a table along its time-ordered primary key: no index but that one is needed, and a pass ends where rows are too
 * young to be due. The cursor is stored, so a pass goes on where the process before ended.
 */
import type { Connection, Value } from '../gateway/gateway';
import { firstIdAt } from '../ledger-index/id-ranges';
import { removeByKeys } from './keyed-rows';
import type { SettingName, SettingValues } from './setting-definitions';
import type { SweepKind, SweepPass, SweepPlan, SweepTask } from './sweep-task';

export interface WalkOptions {
  readonly kind: SweepKind;
  readonly table: string;
  readonly retention: readonly SettingName[];
  /** Longest time between two passes, milliseconds. */
  readonly interval: number;
  /** SQL over the row alone: what lets it go. Looked at again when it is removed. */
  readonly due: string;
  /** The values of its question marks. */
  values(settings: SettingValues, now: number): readonly Value[];
  /** SQL over other tables: nothing refers to the row any more. Nothing new can refer to a row that is due. */
  readonly orphaned?: string;
}

/** Between two passes, milliseconds, at least. */
const SHORTEST_INTERVAL = 5_000;

export class WalkSweep implements SweepTask {
  readonly kind: SweepKind;
  private readonly select: string;

  constructor(private readonly options: WalkOptions) {
    const { kind, table, due, orphaned = '1 = 1' } = options;
    this.kind = kind;
    this.select = `SELECT id, CASE WHEN ${due} AND ${orphaned} THEN 1 ELSE 0 END AS due FROM ${table}
      WHERE id > ? AND id < ? ORDER BY id LIMIT ?`;
  }

  basis(settings: SettingValues): string {
    return this.options.retention.map((name) => settings[name]).join(' ');
  }

  interval(settings: SettingValues): number {
    return Math.min(this.options.interval, Math.max(SHORTEST_INTERVAL, this.shortest(settings) / 10));
  }

  async plan(reads: Connection, pass: SweepPass): Promise<SweepPlan> {
    const { table, due } = this.options;
    const { now, settings, rows, position } = pass;
    const values = this.options.values(settings, now);
    // Nothing lives shorter than it is kept after its end.
    const end = firstIdAt(now - this.shortest(settings));
    const found = await reads.rows<{ id: Buffer; due: number }>(this.select, [
      ...values,
      position ?? Buffer.alloc(16),
      end,
      rows,
    ]);
    const ids = found.filter((row) => Number(row.due) === 1).map((row) => row.id);
    const next = found.length < rows ? null : (found.at(-1)?.id ?? null);
    if (ids.length === 0) return { position: next, due: 0 };
    return {
      position: next,
      due: ids.length,
      remove: (connection) => removeByKeys(connection, { table, key: 'id' }, ids, due, values),
    };
  }

  /** Milliseconds. */
  private shortest(settings: SettingValues): number {
    return Math.min(...this.options.retention.map((name) => Number(settings[name]) * 1000));
  }
}
