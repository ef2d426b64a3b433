/** Counts that stop: nobody needs to know whether it is ten thousand or a million, and finding out costs as much. */
import { oneRow, type Connection, type Value } from '../gateway/gateway';

export interface BoundedCount {
  readonly count: number;
  /** There may be more than `count`. */
  readonly more: boolean;
}

/**
 * Counts rows, up to a hundred.
 * @param rows a SELECT of one column without LIMIT, which an index answers row by row
 */
export async function countUpTo100(
  connection: Connection,
  rows: string,
  values: readonly Value[],
): Promise<BoundedCount> {
  const sql = `SELECT COUNT(*) AS counted FROM (${rows} LIMIT 101) AS found`;
  const counted = (await oneRow<{ counted: number }>(connection, sql, values))?.counted ?? 0;
  return { count: Math.min(counted, 100), more: counted > 100 };
}
