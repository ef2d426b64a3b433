import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** Settings, what was removed when, and refused requests. */
export class CreateUpkeep1767225600010 implements MigrationInterface {
  readonly name = 'CreateUpkeep1767225600010';

  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns)) await ensureTable(queryRunner, table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns).reverse()) await queryRunner.dropTable(table.name, true);
  }
}

function tables(columns: Columns): TableOptions[] {
  return [
    {
      name: 'setting',
      columns: [
        { name: 'name', ...columns.key(64), isPrimary: true },
        { name: 'value', ...columns.json },
        { name: 'updated_at', ...columns.time },
      ],
    },
    {
      name: 'sweep',
      columns: [
        { name: 'kind', ...columns.key(32), isPrimary: true },
        { name: 'fence', ...columns.time },
        { name: 'basis', ...columns.key(255) },
        { name: 'position', ...columns.bytes, isNullable: true },
        { name: 'pass_started_at', ...columns.time, isNullable: true },
        { name: 'pass_removed', ...columns.time },
        { name: 'last_started_at', ...columns.time, isNullable: true },
        { name: 'last_finished_at', ...columns.time, isNullable: true },
        { name: 'last_removed', ...columns.time },
        { name: 'removed_total', ...columns.time },
        { name: 'next_at', ...columns.time },
        { name: 'failed_at', ...columns.time, isNullable: true },
        { name: 'failure', ...columns.key(255), isNullable: true },
      ],
    },
    {
      name: 'failure',
      withoutRowid: columns.dialect === 'sqlite',
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'reference', ...columns.key(16) },
        { name: 'at', ...columns.time },
        { name: 'endpoint', ...columns.key(32) },
        { name: 'client_id', ...columns.key(255), isNullable: true },
        { name: 'failed_check', ...columns.key(128) },
        { name: 'error', ...columns.key(64) },
        { name: 'ip', ...columns.key(64), isNullable: true },
        { name: 'detail', ...columns.json },
      ],
      indices: [
        { name: 'failure_reference', columnNames: ['reference'] },
        { name: 'failure_client', columnNames: ['client_id', 'id'] },
        { name: 'failure_check', columnNames: ['failed_check', 'id'] },
        { name: 'failure_endpoint', columnNames: ['endpoint', 'id'] },
      ],
    },
  ];
}
