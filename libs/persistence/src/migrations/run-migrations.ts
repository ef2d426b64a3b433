/** Brings a database to this version's schema. Whoever holds the lease migrates, everybody else waits for the result. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { columnsFor } from '../columns/columns';
import { dialectOf } from '../gateway/dialect-of';
import type { Connection, Gateway } from '../gateway/gateway';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';
import { MIGRATIONS } from './migrations';
import { ensureTable } from './schema-steps';

/** Milliseconds. A migrator that died is believed to live no longer than this. */
export const LEASE_LENGTH = 15_000;
const LEASE_NAME = 'migrations';

/** Names of the migrations that this version brings and the database has not run, oldest first. */
export function pendingMigrations(connection: Connection): Promise<string[]> {
  return connection.orm(async (manager) => {
    const done = await finishedMigrations(manager);
    return MIGRATIONS.map((Migration) => new Migration().name).filter((name) => !done.includes(name));
  });
}

/** Names of migrations that the database has run and this version does not know: a newer one was here. */
export function unknownMigrations(connection: Connection): Promise<string[]> {
  return connection.orm(async (manager) => {
    const known = MIGRATIONS.map((Migration) => new Migration().name);
    return (await finishedMigrations(manager)).filter((name) => !known.includes(name));
  });
}

async function finishedMigrations(manager: EntityManager): Promise<string[]> {
  const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('migration'))) return [];
    const rows: { name: string }[] = await runner.query('SELECT name FROM migration');
    return rows.map((row) => row.name);
  } finally {
    if (!manager.queryRunner && dialectOf(manager.dataSource) !== 'sqlite') await runner.release();
  }
}

/**
 * Runs what is pending and returns its names. Safe to call from several processes at once and after a crash at any step.
 * @param options of a connection that may change the schema
 * @param gateway of the same database, on which the lease is kept
 */
export async function runMigrations(options: DataSourceOptions, gateway: Gateway): Promise<string[]> {
  if ((await pendingMigrations(gateway.reads)).length === 0) return [];
  const dataSource = await new DataSource(options).initialize();
  try {
    await ensureLeaseTable(dataSource);
    return await withLease(gateway, async () => {
      const done = await dataSource.runMigrations({ transaction: 'none' });
      return done.map((migration) => migration.name);
    });
  } finally {
    await dataSource.destroy();
  }
}

/** The lease must exist before anybody can hold it, so its table comes before every migration. */
async function ensureLeaseTable(dataSource: DataSource): Promise<void> {
  const columns = columnsFor(dialectOf(dataSource));
  const runner = dataSource.createQueryRunner();
  const table = {
    name: 'lease',
    columns: [
      { name: 'name', ...columns.key(64), isPrimary: true },
      { name: 'owner', ...columns.key(128) },
      { name: 'fence', ...columns.time },
      { name: 'expires_at', ...columns.time },
    ],
  };
  try {
    await ensureTable(runner, table);
  } catch (error) {
    // Two processes may both have found it missing; then one of them has made it by now.
    if (!(await runner.hasTable(table.name))) throw error;
  } finally {
    if (columns.dialect !== 'sqlite') await runner.release();
  }
}

async function withLease<T>(gateway: Gateway, work: () => Promise<T>): Promise<T> {
  const owner = randomUUID();
  const take = (): Promise<number | undefined> =>
    gateway.transaction((connection) => {
      const now = Date.now();
      return new TypeormLeaseStore(connection).acquire(LEASE_NAME, owner, now, now + LEASE_LENGTH);
    });
  while ((await take()) === undefined) await delay(100);
  // A long step must not look like a dead migrator. A failed renewal is made good by the next one.
  const renewal = setInterval(() => void take().catch(() => undefined), LEASE_LENGTH / 5);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await gateway.transaction((connection) => new TypeormLeaseStore(connection).release(LEASE_NAME, owner));
  }
}
