import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, type ColumnShape, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { dropColumn, ensureColumn, ensureIndex, ensureLength } from './schema-steps';

/** What revoking, explaining and administering need to know of the records that exist. */
export class ExtendLedger1767225600004 implements MigrationInterface {
  readonly name = 'ExtendLedger1767225600004';

  async up(queryRunner: QueryRunner): Promise<void> {
    // `authorization_code` is longer than any kind before it.
    await ensureLength(queryRunner, 'token', 'kind', columnsFor(dialectOf(queryRunner.dataSource)).key(32));
    for (const { table, name, shape } of added(columnsFor(dialectOf(queryRunner.dataSource)))) {
      await ensureColumn(queryRunner, table, new TableColumn({ name, ...shape, isNullable: true }));
    }
    for (const { table, ...index } of INDEXES) await ensureIndex(queryRunner, table, new TableIndex(index));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table, name } of INDEXES) await queryRunner.dropIndex(table, name);
    for (const { table, name } of added(columnsFor(dialectOf(queryRunner.dataSource)))) {
      await dropColumn(queryRunner, table, name);
    }
  }
}

const INDEXES = [
  { table: 'family', name: 'family_session', columnNames: ['session_id'] },
  { table: 'family', name: 'family_consent', columnNames: ['consent_id'] },
  { table: 'consent', name: 'consent_client', columnNames: ['client_id'] },
];

function added(columns: Columns): { readonly table: string; readonly name: string; readonly shape: ColumnShape }[] {
  return [
    { table: 'token', name: 'reused_at', shape: columns.time },
    { table: 'account', name: 'tokens_revoked_before', shape: columns.time },
    { table: 'session', name: 'end_reason', shape: columns.key(32) },
    { table: 'signing_key', name: 'revoked_at', shape: columns.time },
    { table: 'client_secret', name: 'last_used_ip', shape: columns.key(64) },
    { table: 'client_secret', name: 'last_used_method', shape: columns.key(32) },
  ];
}
