import { TableIndex, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { ensureIndex, ensureTable } from './schema-steps';

/** What happened how often, counted from the audit log in the background; and secrets by the end of their life. */
export class CreateStatistics1767225600012 implements MigrationInterface {
  readonly name = 'CreateStatistics1767225600012';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(columnsFor(dialectOf(queryRunner.dataSource)))) await ensureTable(queryRunner, table);
    await ensureIndex(queryRunner, 'client_secret', new TableIndex(SECRETS));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('client_secret', SECRETS.name);
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns).reverse()) await queryRunner.dropTable(table.name, true);
  }
}

const SECRETS = { name: 'client_secret_expires', columnNames: ['expires_at'] };

function tables(columns: Columns): TableOptions[] {
  return [
    {
      name: 'statistic',
      withoutRowid: columns.dialect === 'sqlite',
      columns: [
        { name: 'grain', ...columns.key(16), isPrimary: true },
        { name: 'start', ...columns.time, isPrimary: true },
        { name: 'series', ...columns.key(40), isPrimary: true },
        { name: 'client_id', ...columns.key(255), isPrimary: true },
        { name: 'reason', ...columns.key(128), isPrimary: true },
        { name: 'counted', ...columns.time },
      ],
    },
    {
      name: 'statistic_mark',
      columns: [
        { name: 'name', ...columns.key(32), isPrimary: true },
        { name: 'seq', ...columns.time },
        { name: 'at', ...columns.time },
      ],
    },
  ];
}
