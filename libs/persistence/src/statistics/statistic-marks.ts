/** Places of the audit log that statistics remember. */
import type { StatisticMarkRow } from '../entities/statistic-mark.entity';
import { insertInto, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

/** How far events are counted; the newest verification of the whole log without a fault, and with one. */
export type MarkName = 'counted' | 'sound' | 'faulty';
export type Marks = ReadonlyMap<string, Pick<StatisticMarkRow, 'seq' | 'at'>>;

const INSERT = insertInto('statistic_mark', ['seq', 'at', 'name']);
const MOVE = 'UPDATE statistic_mark SET seq = ?, at = ? WHERE name = ?';

export async function readMarks(reads: Connection): Promise<Marks> {
  const rows = await reads.rows<StatisticMarkRow>('SELECT name, seq, at FROM statistic_mark');
  return new Map(rows.map((row) => [row.name, row]));
}

export async function setMark(connection: Connection, name: MarkName, seq: number, at: number): Promise<void> {
  if ((await connection.change(MOVE, [seq, at, name])) === 0) await connection.change(INSERT, [seq, at, name]);
}

/** Moves the place up to which events are counted. @returns whether it was still where the caller saw it */
export async function moveCounted(connection: Connection, from: number, to: number, at: number): Promise<boolean> {
  const sql = `${MOVE} AND seq = ?`;
  if ((await connection.change(sql, [to, at, 'counted', from])) === 1) return true;
  if (from !== 0) return false;
  try {
    await connection.change(INSERT, [to, at, 'counted']);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
