import { TableColumn, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureColumn, ensureTable } from './schema-steps';

/** Revocations with their receipts, and a client's moment where the gate can read it together with the token. */
export class CreateRevocations1767225600008 implements MigrationInterface {
  readonly name = 'CreateRevocations1767225600008';

  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    const epoch = new TableColumn({ name: 'tokens_revoked_before', ...columns.time, isNullable: true });
    await ensureColumn(queryRunner, 'client', epoch);
    for (const table of tables(columns)) await ensureTable(queryRunner, table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns).reverse()) await queryRunner.dropTable(table.name, true);
    await queryRunner.dropColumn('client', 'tokens_revoked_before');
  }
}

function tables(columns: Columns): TableOptions[] {
  const withoutRowid = columns.dialect === 'sqlite';
  return [
    {
      name: 'revocation',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'event', ...columns.key(32) },
        { name: 'about', ...columns.json },
        { name: 'state', ...columns.key(16) },
        { name: 'created_at', ...columns.time },
        { name: 'created_by_kind', ...columns.key(16) },
        { name: 'created_by_id', ...columns.key(255), isNullable: true },
        { name: 'expires_at', ...columns.time, isNullable: true },
        { name: 'committed_at', ...columns.time, isNullable: true },
        { name: 'committed_by_kind', ...columns.key(16), isNullable: true },
        { name: 'committed_by_id', ...columns.key(255), isNullable: true },
        { name: 'cause', ...columns.key(32), isNullable: true },
        { name: 'reason', ...columns.text, isNullable: true },
        { name: 'counts', ...columns.json, isNullable: true },
        { name: 'truncated', ...columns.flag },
        { name: 'job_cursor', ...columns.json, isNullable: true },
        { name: 'done', ...columns.integer },
        { name: 'finished_at', ...columns.time, isNullable: true },
      ],
      indices: [{ name: 'revocation_state', columnNames: ['state', 'id'] }],
    },
    {
      name: 'revocation_member',
      withoutRowid,
      columns: [
        { name: 'revocation_id', ...columns.id, isPrimary: true },
        { name: 'token_id', ...columns.id, isPrimary: true },
        { name: 'kind', ...columns.key(32) },
        { name: 'state', ...columns.key(16) },
      ],
      indices: [{ name: 'revocation_member_state', columnNames: ['revocation_id', 'state', 'token_id'] }],
    },
  ];
}
