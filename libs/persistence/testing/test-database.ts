/** Throw-away databases for specs: an SQLite file of its own, or a MariaDB database of its own on the test server. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

export interface TestDatabase {
  /** For `openPersistence`; empty, without any table. */
  readonly url: string;
  drop(): Promise<void>;
}

export type TestDialect = 'sqlite' | 'mariadb';

/** Where specs may create databases, or undefined when no server was started. */
export function mariadbAdminUrl(): string | undefined {
  const url = process.env['GATEHOUSE_TEST_MARIADB_URL'];
  return url === undefined || url === '' ? undefined : url;
}

/** @throws Error for MariaDB without `GATEHOUSE_TEST_MARIADB_URL` */
export function createTestDatabase(dialect: TestDialect): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createSqlite() : createMariadb();
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  return {
    url: `sqlite:${join(folder, 'gatehouse.sqlite')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function createMariadb(): Promise<TestDatabase> {
  const admin = mariadbAdminUrl();
  if (admin === undefined) throw new Error('GATEHOUSE_TEST_MARIADB_URL is not set');
  const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
  await administer(admin, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(admin, `DROP DATABASE ${name}`) };
}

async function administer(admin: string, sql: string): Promise<void> {
  const connection = await createConnection(admin);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

/**
 * Runs the same specs on SQLite and MariaDB; titles begin with `[sqlite]` or `[mariadb]`. Without a server the MariaDB
 * half is one skipped line.
 */
export function describeOnEveryDatabase(title: string, specs: (dialect: TestDialect, tag: string) => void): void {
  describe(`[sqlite] ${title}`, () => specs('sqlite', '[sqlite]'));
  if (mariadbAdminUrl() === undefined) {
    it.skip(`[mariadb] ${title}: not run, GATEHOUSE_TEST_MARIADB_URL is not set`, () => undefined);
  } else {
    describe(`[mariadb] ${title}`, () => specs('mariadb', '[mariadb]'));
  }
}
