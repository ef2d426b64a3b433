import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** People, their browsers and what they allowed. */
export class CreatePeople1767225600002 implements MigrationInterface {
  readonly name = 'CreatePeople1767225600002';

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
      name: 'account',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'username', ...columns.key(512) },
        { name: 'email', ...columns.key(512), isNullable: true },
        { name: 'email_verified', ...columns.flag },
        { name: 'password_hash', ...columns.text, isNullable: true },
        { name: 'roles', ...columns.json },
        { name: 'claims', ...columns.json },
        { name: 'disabled_at', ...columns.time, isNullable: true },
        { name: 'created_at', ...columns.time },
        { name: 'updated_at', ...columns.time },
      ],
    },
    {
      name: 'account_identifier',
      withoutRowid,
      columns: [
        { name: 'identifier', ...columns.key(255), isPrimary: true },
        { name: 'account_id', ...columns.id },
      ],
      indices: [{ name: 'account_identifier_account', columnNames: ['account_id'] }],
    },
    {
      name: 'session',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'digest', ...columns.digest },
        { name: 'account_id', ...columns.id },
        { name: 'auth_time', ...columns.time },
        { name: 'acr', ...columns.key(255) },
        { name: 'amr', ...columns.json },
        { name: 'created_at', ...columns.time },
        { name: 'last_seen_at', ...columns.time },
        { name: 'expires_at', ...columns.time },
        { name: 'ended_at', ...columns.time, isNullable: true },
        { name: 'ip', ...columns.key(64), isNullable: true },
        { name: 'user_agent', ...columns.key(512), isNullable: true },
      ],
      indices: [{ name: 'session_account', columnNames: ['account_id'] }],
    },
    {
      name: 'sign_in_attempt',
      withoutRowid,
      columns: [
        { name: 'counted', ...columns.digest, isPrimary: true },
        { name: 'attempts', ...columns.integer },
        { name: 'window_started_at', ...columns.time },
      ],
      indices: [{ name: 'sign_in_attempt_window', columnNames: ['window_started_at'] }],
    },
    {
      name: 'consent',
      withoutRowid,
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'account_id', ...columns.id },
        { name: 'client_id', ...columns.key(255) },
        { name: 'live', ...columns.flag, isNullable: true },
        { name: 'scope', ...columns.json },
        { name: 'resources', ...columns.json },
        { name: 'created_at', ...columns.time },
        { name: 'updated_at', ...columns.time },
        { name: 'revoked_at', ...columns.time, isNullable: true },
      ],
      indices: [{ name: 'consent_live', columnNames: ['account_id', 'client_id', 'live'], isUnique: true }],
    },
  ];
}
