import type { MigrationInterface, QueryRunner, TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureTable } from './schema-steps';

/** What the revocation feed tells verifiers. */
export class CreateRevocationFeed1767225600009 implements MigrationInterface {
  readonly name = 'CreateRevocationFeed1767225600009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await ensureTable(queryRunner, table(columnsFor(dialectOf(queryRunner.dataSource))));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('revocation_entry', true);
  }
}

function table(columns: Columns): TableOptions {
  return {
    name: 'revocation_entry',
    withoutRowid: columns.dialect === 'sqlite',
    columns: [
      { name: 'mark', ...columns.id, isPrimary: true },
      { name: 'kind', ...columns.key(16) },
      { name: 'issued_until', ...columns.time, isNullable: true },
      { name: 'recorded_at', ...columns.time },
      { name: 'expires_at', ...columns.time },
    ],
    indices: [
      { name: 'revocation_entry_recorded', columnNames: ['recorded_at'] },
      { name: 'revocation_entry_expiry', columnNames: ['expires_at'] },
    ],
  };
}
