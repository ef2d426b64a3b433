import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** What searches of the ledger look at instead of the ledger itself; filled in the background, also for rows that exist. */
export class CreateLedgerIndex1767225600007 implements MigrationInterface {
  readonly name = 'CreateLedgerIndex1767225600007';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(columnsFor(dialectOf(queryRunner.dataSource)))) await ensureTable(queryRunner, table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns).reverse()) await queryRunner.dropTable(table.name, true);
  }
}

function tables(columns: Columns): TableOptions[] {
  const withoutRowid = columns.dialect === 'sqlite';
  return [
    {
      name: 'ledger_block',
      withoutRowid,
      columns: [
        { name: 'last_id', ...columns.id, isPrimary: true },
        { name: 'first_id', ...columns.id },
        { name: 'row_count', ...columns.integer },
        { name: 'min_expires_at', ...columns.time, isNullable: true },
        { name: 'max_expires_at', ...columns.time, isNullable: true },
        { name: 'min_refresh_expires_at', ...columns.time, isNullable: true },
        { name: 'max_refresh_expires_at', ...columns.time, isNullable: true },
        { name: 'next_due_at', ...columns.time, isNullable: true },
        { name: 'has_revoked', ...columns.flag },
        { name: 'has_reused', ...columns.flag },
        { name: 'settled', ...columns.flag },
        { name: 'terms', ...columns.bytes },
      ],
      indices: [
        { name: 'ledger_block_due', columnNames: ['next_due_at'] },
        { name: 'ledger_block_settled', columnNames: ['settled', 'last_id'] },
      ],
    },
  ];
}
