/** What clients and APIs have in common in the way they are changed. */
import { insertInto, type Connection, type Value } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

/** Holds one row until the transaction ends. SQLite runs one writing transaction at a time anyway. */
export async function lockRow(
  connection: Connection,
  table: 'client' | 'api',
  column: 'client_id' | 'identifier',
  value: string,
): Promise<void> {
  if (connection.dialect === 'sqlite') return;
  await connection.rows(`SELECT ${column} FROM ${table} WHERE ${column} = ? FOR UPDATE`, [value]);
}

/** False when the key is taken. */
export async function insertOrRefuse(connection: Connection, table: 'client' | 'api', row: object): Promise<boolean> {
  const columns = Object.keys(row);
  try {
    await connection.change(insertInto(table, columns), Object.values(row) as Value[]);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
