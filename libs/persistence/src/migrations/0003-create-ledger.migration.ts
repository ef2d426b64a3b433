import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** What was issued. */
export class CreateLedger1767225600003 implements MigrationInterface {
  readonly name = 'CreateLedger1767225600003';

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
  const withoutRowid = columns.dialect === 'sqlite';
  return [
    {
      name: 'family',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'client_id', ...columns.key(255) },
        { name: 'account_id', ...columns.id },
        { name: 'session_id', ...columns.id },
        { name: 'consent_id', ...columns.id, isNullable: true },
        { name: 'scope', ...columns.json },
        { name: 'resources', ...columns.json },
        { name: 'offline', ...columns.flag },
        { name: 'auth_time', ...columns.time },
        { name: 'acr', ...columns.key(255) },
        { name: 'amr', ...columns.json },
        { name: 'created_at', ...columns.time },
        { name: 'expires_at', ...columns.time },
        { name: 'revoked_at', ...columns.time, isNullable: true },
        { name: 'revocation_reason', ...columns.key(32), isNullable: true },
      ],
      indices: [
        { name: 'family_account', columnNames: ['account_id'] },
        { name: 'family_client', columnNames: ['client_id'] },
      ],
    },
    {
      name: 'authorization_code',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'digest', ...columns.digest },
        { name: 'family_id', ...columns.id },
        { name: 'client_id', ...columns.key(255) },
        { name: 'redirect_uri', ...columns.text },
        { name: 'redirect_uri_sent', ...columns.flag },
        { name: 'nonce', ...columns.text, isNullable: true },
        { name: 'bindings', ...columns.json },
        { name: 'issued_at', ...columns.time },
        { name: 'expires_at', ...columns.time },
        { name: 'consumed_at', ...columns.time, isNullable: true },
      ],
    },
    {
      name: 'token',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'kind', ...columns.key(16) },
        { name: 'format', ...columns.key(16) },
        { name: 'digest', ...columns.digest },
        { name: 'family_id', ...columns.id, isNullable: true },
        { name: 'parent_id', ...columns.id, isNullable: true },
        { name: 'client_id', ...columns.key(255) },
        { name: 'subject', ...columns.key(255) },
        { name: 'session_id', ...columns.id, isNullable: true },
        { name: 'grant_type', ...columns.key(255) },
        { name: 'scope', ...columns.json },
        { name: 'audience', ...columns.json },
        { name: 'key_id', ...columns.key(64), isNullable: true },
        { name: 'bindings', ...columns.json },
        { name: 'issued_at', ...columns.time },
        { name: 'expires_at', ...columns.time },
        { name: 'ip', ...columns.key(64), isNullable: true },
        { name: 'user_agent', ...columns.key(512), isNullable: true },
        { name: 'revoked_at', ...columns.time, isNullable: true },
        { name: 'revocation_reason', ...columns.key(32), isNullable: true },
        { name: 'generation', ...columns.integer },
        { name: 'rotated_at', ...columns.time, isNullable: true },
        { name: 'successor_id', ...columns.id, isNullable: true },
        { name: 'successor_sealed', ...columns.bytes, isNullable: true },
        { name: 'last_used_at', ...columns.time, isNullable: true },
      ],
      indices: [
        { name: 'token_family', columnNames: ['family_id'] },
        { name: 'token_client', columnNames: ['client_id', 'id'] },
        { name: 'token_subject', columnNames: ['subject', 'id'] },
      ],
    },
    {
      name: 'one_time',
      withoutRowid,
      columns: [
        { name: 'digest', ...columns.digest, isPrimary: true },
        { name: 'expires_at', ...columns.time },
      ],
      indices: [{ name: 'one_time_expiry', columnNames: ['expires_at'] }],
    },
  ];
}
