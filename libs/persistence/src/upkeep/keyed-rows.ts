/** Rows named by their primary keys, in statements whose number does not grow with what they are used for. */
import type { Connection, Value } from '../gateway/gateway';

/** Keys in one statement; fewer are filled up with the last of them, so that there is one statement for each use. */
const KEYS = 50;

export interface KeyedTable {
  readonly table: string;
  readonly key: string;
}

/** `DELETE` of at most `KEYS` rows, with a condition that must still hold. */
function deletion({ table, key }: KeyedTable, condition: string): string {
  const marks = Array.from({ length: KEYS }, () => '?').join(', ');
  return `DELETE FROM ${table} WHERE ${key} IN (${marks}) AND ${condition}`;
}

/**
 * Removes the rows with these keys for which `condition` still holds; answers how many went.
 * @param condition SQL with as many question marks as `values`
 */
export async function removeByKeys(
  connection: Connection,
  table: KeyedTable,
  keys: readonly Value[],
  condition: string,
  values: readonly Value[],
): Promise<number> {
  const sql = deletion(table, condition);
  let removed = 0;
  for (let start = 0; start < keys.length; start += KEYS) {
    const part = keys.slice(start, start + KEYS);
    const last = part.at(-1) ?? null;
    while (part.length < KEYS) part.push(last);
    removed += await connection.change(sql, [...part, ...values]);
  }
  return removed;
}
