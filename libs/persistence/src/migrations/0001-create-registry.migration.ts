import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureRow, ensureTable } from './schema-steps';

/** Set-up, clients, APIs, keys and what replicas share. */
export class CreateRegistry1767225600001 implements MigrationInterface {
  readonly name = 'CreateRegistry1767225600001';

  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns)) await ensureTable(queryRunner, table);
    await ensureRow(queryRunner, 'installation', { id: 1, setup_expires_at: 0 });
    await ensureRow(queryRunner, 'catalogue', { id: 1, version: 1 });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns).reverse()) await queryRunner.dropTable(table.name, true);
  }
}

function tables(columns: Columns): TableOptions[] {
  return [
    {
      name: 'installation',
      columns: [
        { name: 'id', ...columns.integer, isPrimary: true },
        { name: 'setup_digest', ...columns.digest, isNullable: true },
        { name: 'setup_expires_at', ...columns.time },
        { name: 'completed_at', ...columns.time, isNullable: true },
      ],
    },
    {
      name: 'catalogue',
      columns: [
        { name: 'id', ...columns.integer, isPrimary: true },
        { name: 'version', ...columns.time },
      ],
    },
    {
      name: 'client',
      columns: [
        { name: 'client_id', ...columns.key(255), isPrimary: true },
        { name: 'client_name', ...columns.text },
        { name: 'application_type', ...columns.key(32) },
        { name: 'token_endpoint_auth_method', ...columns.key(64) },
        { name: 'metadata', ...columns.json },
        { name: 'disabled_at', ...columns.time, isNullable: true },
        { name: 'created_at', ...columns.time },
        { name: 'updated_at', ...columns.time },
      ],
    },
    {
      name: 'client_secret',
      columns: [
        { name: 'id', ...columns.id, isPrimary: true },
        { name: 'client_id', ...columns.key(255) },
        { name: 'digest', ...columns.digest },
        { name: 'created_at', ...columns.time },
        { name: 'expires_at', ...columns.time, isNullable: true },
        { name: 'last_used_at', ...columns.time, isNullable: true },
      ],
      indices: [{ name: 'client_secret_client', columnNames: ['client_id'] }],
    },
    {
      name: 'api',
      columns: [
        { name: 'identifier', ...columns.key(512), isPrimary: true },
        { name: 'name', ...columns.text },
        { name: 'access_token_format', ...columns.key(16) },
        { name: 'signing_algorithm', ...columns.key(16) },
        { name: 'access_token_lifetime', ...columns.integer },
        { name: 'scopes', ...columns.json },
        { name: 'disabled_at', ...columns.time, isNullable: true },
        { name: 'created_at', ...columns.time },
        { name: 'updated_at', ...columns.time },
      ],
    },
    {
      name: 'signing_key',
      columns: [
        { name: 'id', ...columns.key(64), isPrimary: true },
        { name: 'algorithm', ...columns.key(16) },
        { name: 'generation', ...columns.integer },
        { name: 'state', ...columns.key(16) },
        { name: 'public_jwk', ...columns.json },
        { name: 'private_key_sealed', ...columns.bytes },
        { name: 'created_at', ...columns.time },
        { name: 'activated_at', ...columns.time, isNullable: true },
        { name: 'retiring_at', ...columns.time, isNullable: true },
        { name: 'retired_at', ...columns.time, isNullable: true },
      ],
      indices: [{ name: 'signing_key_generation', columnNames: ['algorithm', 'generation'], isUnique: true }],
    },
    {
      name: 'instance_secret',
      columns: [
        { name: 'name', ...columns.key(64), isPrimary: true },
        { name: 'sealed', ...columns.bytes },
        { name: 'created_at', ...columns.time },
      ],
    },
  ];
}
