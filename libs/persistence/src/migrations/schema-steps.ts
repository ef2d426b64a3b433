/** Steps of migrations. Each is one change that does nothing when it was made before: MySQL commits after every one. */
import { Table, TableIndex, type QueryRunner, type TableOptions } from 'typeorm';

/** Makes the table, then its indexes, whatever of it is missing. */
export async function ensureTable(queryRunner: QueryRunner, options: TableOptions): Promise<void> {
  const { indices = [], ...bare } = options;
  if (!(await queryRunner.hasTable(options.name)))
    await queryRunner.createTable(new Table({ ...bare, engine: 'InnoDB' }));
  for (const index of indices) {
    const table = await queryRunner.getTable(options.name);
    if (table?.indices.some((existing) => existing.name === index.name)) continue;
    await queryRunner.createIndex(options.name, new TableIndex(index));
  }
}

/** Inserts the row unless the table has one. The caller holds the migration lease, so nobody can come between. */
export async function ensureRow(
  queryRunner: QueryRunner,
  table: string,
  row: Readonly<Record<string, number | null>>,
): Promise<void> {
  const names = Object.keys(row);
  const existing: unknown[] = await queryRunner.query(`SELECT 1 FROM ${table} LIMIT 1`);
  if (existing.length > 0) return;
  await queryRunner.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    Object.values(row),
  );
}
