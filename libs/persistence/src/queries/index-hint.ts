import type { Connection } from '../gateway/gateway';

/**
 * After a table's name: read it by this index. An optimizer with old statistics must not choose a scan of the table.
 * SQLite refuses the query when the index cannot serve it.
 */
export function byIndex({ dialect }: Connection, index: string): string {
  return dialect === 'sqlite' ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`;
}
