/** How far each sweep has come, in the database: whoever holds the lease next goes on there. */
import type { SweepRow } from '../entities/sweep.entity';
import { insertInto, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import type { SweepKind } from './sweep-task';

export type SweepProgress = Omit<SweepRow, 'kind' | 'fence'>;

const COLUMNS = [
  'basis',
  'position',
  'pass_started_at',
  'pass_removed',
  'last_started_at',
  'last_finished_at',
  'last_removed',
  'removed_total',
  'next_at',
  'failed_at',
  'failure',
] as const satisfies readonly (keyof SweepProgress)[];

const LIST = `SELECT kind, fence, ${COLUMNS.join(', ')} FROM sweep`;
const INSERT = insertInto('sweep', ['kind', 'fence', ...COLUMNS]);
const SAVE = `UPDATE sweep SET fence = ?, ${COLUMNS.map((column) => `${column} = ?`).join(', ')}
  WHERE kind = ? AND fence <= ?`;

/** Nothing is known of a kind before its first pass. */
export const NO_PROGRESS: SweepProgress = {
  basis: '',
  position: null,
  pass_started_at: null,
  pass_removed: 0,
  last_started_at: null,
  last_finished_at: null,
  last_removed: 0,
  removed_total: 0,
  next_at: 0,
  failed_at: null,
  failure: null,
};

/** Another process has taken over since: what was about to be written does not count. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

export async function listProgress(connection: Connection): Promise<Map<string, SweepRow>> {
  const rows = await connection.rows<SweepRow>(LIST);
  return new Map(rows.map((row) => [row.kind, row]));
}

/** Makes sure that there is a row to save to. */
export async function ensureProgress(connection: Connection, kind: SweepKind, known: boolean): Promise<void> {
  if (known) return;
  try {
    await connection.change(INSERT, [kind, 0, ...COLUMNS.map((column) => NO_PROGRESS[column])]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** @throws LeaseLostError when a later holder of the lease has written */
export async function saveProgress(
  connection: Connection,
  kind: SweepKind,
  fence: number,
  progress: SweepProgress,
): Promise<void> {
  const values = COLUMNS.map((column) => progress[column]);
  const saved = await connection.change(SAVE, [fence, ...values, kind, fence]);
  if (saved !== 1) throw new LeaseLostError(`the sweep of ${kind} went on elsewhere`);
}

const FAIL = 'UPDATE sweep SET failed_at = ?, next_at = ?, failure = ? WHERE kind = ?';

/** @param failure its name, without anything of the data */
export async function noteFailure(
  connection: Connection,
  kind: SweepKind,
  at: number,
  nextAt: number,
  failure: string,
): Promise<void> {
  await connection.change(FAIL, [at, nextAt, failure.slice(0, 255), kind]);
}
