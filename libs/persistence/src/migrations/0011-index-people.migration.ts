import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnsFor, type ColumnShape, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureColumn, ensureIndex } from './schema-steps';

/** What administering people needs: to find them by role, state and session, and to know how old a password is. */
export class IndexPeople1767225600011 implements MigrationInterface {
  readonly name = 'IndexPeople1767225600011';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { name, shape } of added(columnsFor(dialectOf(queryRunner.dataSource)))) {
      await ensureColumn(queryRunner, 'account', new TableColumn({ name, ...shape, isNullable: true }));
    }
    await queryRunner.query(`UPDATE account SET administers = 1 WHERE administers IS NULL AND roles <> '[]'`);
    for (const { table, ...index } of INDEXES) await ensureIndex(queryRunner, table, new TableIndex(index));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table, name } of INDEXES) await queryRunner.dropIndex(table, name);
    for (const { name } of added(columnsFor(dialectOf(queryRunner.dataSource)))) {
      await queryRunner.dropColumn('account', name);
    }
  }
}

const INDEXES = [
  { table: 'account', name: 'account_administers', columnNames: ['administers'] },
  { table: 'account', name: 'account_disabled', columnNames: ['disabled_at'] },
  { table: 'session', name: 'session_ip', columnNames: ['ip'] },
  { table: 'family', name: 'family_client_session', columnNames: ['client_id', 'session_id'] },
  { table: 'consent', name: 'consent_account', columnNames: ['account_id'] },
];

function added(columns: Columns): { readonly name: string; readonly shape: ColumnShape }[] {
  return [
    { name: 'password_changed_at', shape: columns.time },
    { name: 'sign_in_cleared_at', shape: columns.time },
    { name: 'administers', shape: columns.flag },
  ];
}
