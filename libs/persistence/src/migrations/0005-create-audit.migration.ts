import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** What happened, sealed in order, and the signed marks that prove it. */
export class CreateAudit1767225600005 implements MigrationInterface {
  readonly name = 'CreateAudit1767225600005';

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
      name: 'audit_event',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'event', ...columns.key(64) },
        { name: 'at', ...columns.time },
        { name: 'outcome', ...columns.key(16) },
        { name: 'actor_kind', ...columns.key(16) },
        { name: 'actor_id', ...columns.key(255), isNullable: true },
        { name: 'target_kind', ...columns.key(32), isNullable: true },
        { name: 'target_id', ...columns.key(255), isNullable: true },
        { name: 'client_id', ...columns.key(255), isNullable: true },
        { name: 'subject', ...columns.key(255), isNullable: true },
        { name: 'family_id', ...columns.id, isNullable: true },
        { name: 'session_id', ...columns.id, isNullable: true },
        { name: 'ip', ...columns.key(64), isNullable: true },
        { name: 'user_agent', ...columns.key(512), isNullable: true },
        { name: 'failed_check', ...columns.key(128), isNullable: true },
        { name: 'reference', ...columns.key(64), isNullable: true },
        { name: 'detail', ...columns.json },
        { name: 'mac', ...columns.digest },
        { name: 'seq', ...columns.time },
        { name: 'chain', ...columns.digest },
      ],
      indices: [{ name: 'audit_event_seq', columnNames: ['seq'], isUnique: true }],
    },
    {
      name: 'audit_pending',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'records', ...columns.json },
      ],
    },
    {
      name: 'audit_checkpoint',
      columns: [
        { name: 'seq', ...columns.time, isPrimary: true },
        { name: 'chain', ...columns.digest },
        { name: 'at', ...columns.time },
        { name: 'key_id', ...columns.key(64) },
        { name: 'signature', ...columns.bytes },
      ],
    },
  ];
}
