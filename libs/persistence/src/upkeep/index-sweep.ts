/** Sweeps a table along an index of the time from which its rows may go. */
import type { Connection, Value } from '../gateway/gateway';
import { removeByKeys } from './keyed-rows';
import type { SweepKind, SweepPass, SweepPlan, SweepTask } from './sweep-task';

export interface IndexedOptions {
  readonly kind: SweepKind;
  readonly table: string;
  /** Columns of the primary key. */
  readonly keys: readonly [string, ...string[]];
  /** Indexed: epoch milliseconds. */
  readonly time: string;
  /** How long rows are kept after `time`, milliseconds. */
  readonly keptFor: number;
  /** Between two passes, milliseconds. */
  readonly interval: number;
}

type Key = readonly (Buffer | string)[];
type Row = { readonly [column: string]: number | string | Buffer };

export class IndexSweep implements SweepTask {
  readonly kind: SweepKind;
  private readonly select: string;
  private readonly oldest: string;
  private readonly removeOne: string;

  constructor(private readonly options: IndexedOptions) {
    const { kind, table, keys, time } = options;
    const columns = [time, ...keys].join(', ');
    this.kind = kind;
    this.select = `SELECT ${columns} FROM ${table} WHERE ${time} <= ? AND ${time} >= ?
      AND (${columns}) > (${[time, ...keys].map(() => '?').join(', ')}) ORDER BY ${columns} LIMIT ?`;
    this.oldest = `SELECT MIN(${time}) AS oldest FROM ${table}`;
    this.removeOne = `DELETE FROM ${table} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')} AND ${time} <= ?`;
  }

  basis(): string {
    return '';
  }

  interval(): number {
    return this.options.interval;
  }

  async waitingSince(reads: Connection, now: number): Promise<number | undefined> {
    const { keptFor } = this.options;
    const [row] = await reads.rows<{ oldest: number | null }>(this.oldest);
    const oldest = row?.oldest ?? null;
    return oldest !== null && oldest + keptFor <= now ? oldest + keptFor : undefined;
  }

  async plan(reads: Connection, { now, position, rows }: SweepPass): Promise<SweepPlan> {
    const { keys, time, keptFor } = this.options;
    const until = now - keptFor;
    const after = position === null ? undefined : decode(position);
    const from: readonly Value[] = after ? [after.time, ...after.key] : [-1, ...keys.map(() => '')];
    const found = await reads.rows<Row>(this.select, [until, after?.time ?? -1, ...from, rows]);
    const last = found.at(-1);
    if (last === undefined) return { position: null, due: 0 };
    const keyOf = (row: Row): Key => keys.map((key) => row[key] as Buffer | string);
    return {
      position: found.length < rows ? null : encode(Number(last[time]), keyOf(last)),
      due: found.length,
      remove: (connection) => this.remove(connection, found.map(keyOf), until),
    };
  }

  /** A counter may have begun anew meanwhile. */
  private async remove(connection: Connection, found: readonly Key[], until: number): Promise<number> {
    const { table, keys, time } = this.options;
    if (keys.length === 1) {
      const values = found.map(([key]) => key ?? null);
      return removeByKeys(connection, { table, key: keys[0] }, values, `${time} <= ?`, [until]);
    }
    let removed = 0;
    for (const key of found) removed += await connection.change(this.removeOne, [...key, until]);
    return removed;
  }
}

/** Bytes are told from text by what stands before them. */
function encode(time: number, key: Key): Buffer {
  const parts = key.map((part) => (Buffer.isBuffer(part) ? `b${part.toString('base64')}` : `t${part}`));
  return Buffer.from(JSON.stringify([time, ...parts]));
}

function decode(position: Buffer): { readonly time: number; readonly key: Key } {
  const [time, ...parts] = JSON.parse(position.toString()) as [number, ...string[]];
  const key = parts.map((part) => (part.startsWith('b') ? Buffer.from(part.slice(1), 'base64') : part.slice(1)));
  return { time, key };
}
