import { createHash } from 'node:crypto';
import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';
import { columnsFor, type Columns } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import { searchKeyOf } from '../columns/stored-values';
import { ensureColumn, ensureIndex, ensureTable } from './schema-steps';

/** What the admin API needs: requests that may be sent twice, and clients that are found by name and by what they use. */
export class CreateAdministration1767225600006 implements MigrationInterface {
  readonly name = 'CreateAdministration1767225600006';

  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const table of tables(columns)) await ensureTable(queryRunner, table);
    const nameKey = new TableColumn({ name: 'name_key', ...columns.key(191), isNullable: true });
    await ensureColumn(queryRunner, 'client', nameKey);
    await ensureIndex(queryRunner, 'client', new TableIndex(NAME_INDEX));
    await fillFromClients(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('client', NAME_INDEX.name);
    await queryRunner.dropColumn('client', 'name_key');
    const columns = columnsFor(dialectOf(queryRunner.dataSource));
    for (const { name } of tables(columns)) await queryRunner.dropTable(name, true);
  }
}

const NAME_INDEX = { name: 'client_name_key', columnNames: ['name_key', 'client_id'] };

function tables(columns: Columns): TableOptions[] {
  return [
    {
      name: 'idempotency',
      columns: [
        { name: 'key_digest', ...columns.digest, isPrimary: true },
        { name: 'request_digest', ...columns.digest },
        { name: 'claim', ...columns.id },
        { name: 'answer', ...columns.bytes, isNullable: true },
        { name: 'begun_at', ...columns.time },
        { name: 'expires_at', ...columns.time },
      ],
      indices: [{ name: 'idempotency_expiry', columnNames: ['expires_at'] }],
    },
    {
      name: 'client_use',
      withoutRowid: columns.dialect === 'sqlite',
      columns: [
        { name: 'use_digest', ...columns.digest, isPrimary: true },
        { name: 'client_id', ...columns.key(255), isPrimary: true },
      ],
      indices: [{ name: 'client_use_client', columnNames: ['client_id'] }],
    },
  ];
}

/** What is found by name and by use, for clients that exist. Databases fold letters in ways of their own, so keys are made here. */
async function fillFromClients(queryRunner: QueryRunner): Promise<void> {
  const rows = (await queryRunner.query(
    'SELECT client_id, client_name, metadata FROM client WHERE name_key IS NULL',
  )) as {
    readonly client_id: string;
    readonly client_name: string;
    readonly metadata: string;
  }[];
  for (const { client_id, client_name, metadata } of rows) {
    await queryRunner.query('DELETE FROM client_use WHERE client_id = ?', [client_id]);
    for (const digest of useDigests(JSON.parse(metadata) as StoredUses)) {
      await queryRunner.query('INSERT INTO client_use (use_digest, client_id) VALUES (?, ?)', [digest, client_id]);
    }
    // Last: it says that the client is done.
    await queryRunner.query('UPDATE client SET name_key = ? WHERE client_id = ?', [
      searchKeyOf(client_name),
      client_id,
    ]);
  }
}

interface StoredUses {
  readonly scope?: readonly string[];
  readonly introspects?: readonly string[];
}

function useDigests({ scope = [], introspects = [] }: StoredUses): Buffer[] {
  const uses = [...scope.map((name) => `scope ${name}`), ...introspects.map((name) => `introspects ${name}`)];
  return [...new Set(uses)].map((use) => createHash('sha256').update(use).digest());
}
