import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** Redirect URIs of deployments that are there only for a while. */
export class CreateExpiringRedirectUris1767225600013 implements MigrationInterface {
  readonly name = 'CreateExpiringRedirectUris1767225600013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await ensureTable(queryRunner, table(columnsFor(dialectOf(queryRunner.dataSource))));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('client_redirect_uri', true);
  }
}

function table(columns: Columns): TableOptions {
  return {
    name: 'client_redirect_uri',
    columns: [
      { name: 'id', ...columns.id, isPrimary: true },
      { name: 'client_id', ...columns.key(255) },
      { name: 'uri', ...columns.text },
      { name: 'created_at', ...columns.time },
      { name: 'expires_at', ...columns.time },
    ],
    indices: [
      { name: 'client_redirect_uri_client', columnNames: ['client_id'] },
      { name: 'client_redirect_uri_expires', columnNames: ['expires_at', 'id'] },
    ],
  };
}
