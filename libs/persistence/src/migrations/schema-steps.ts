/** Steps of migrations. Each is one change that does nothing when it was made before: MySQL commits after every one. */
import { Table, TableIndex, type QueryRunner, type TableColumn, type TableOptions } from 'typeorm';
import type { ColumnShape } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';

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

/** Adds a column that may be null to a table that has rows already. */
export async function ensureColumn(queryRunner: QueryRunner, table: string, column: TableColumn): Promise<void> {
  if (await queryRunner.hasColumn(table, column.name)) return;
  if (dialectOf(queryRunner.dataSource) !== 'sqlite') return queryRunner.addColumn(table, column);
  // TypeORM would copy the whole table into a new one, in steps; SQLite itself adds a column in one, at once.
  await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN "${column.name}" ${column.type}`);
}

export async function dropColumn(queryRunner: QueryRunner, table: string, column: string): Promise<void> {
  if (await queryRunner.hasColumn(table, column)) await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
}

/** Gives a text column that may not be null another length. SQLite keeps none; MySQL does it without copying the table. */
export async function ensureLength(
  queryRunner: QueryRunner,
  table: string,
  column: string,
  { type, length, charset, collation }: ColumnShape,
): Promise<void> {
  if (dialectOf(queryRunner.dataSource) === 'sqlite') return;
  if ((await queryRunner.getTable(table))?.findColumnByName(column)?.length === length) return;
  await queryRunner.query(
    `ALTER TABLE ${table} MODIFY ${column} ${type}(${length}) CHARACTER SET ${charset} COLLATE ${collation} NOT NULL`,
  );
}

export async function ensureIndex(queryRunner: QueryRunner, table: string, index: TableIndex): Promise<void> {
  const existing = (await queryRunner.getTable(table))?.indices ?? [];
  if (!existing.some(({ name }) => name === index.name)) await queryRunner.createIndex(table, index);
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
