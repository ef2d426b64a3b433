/** A database opened for use: every port of the protocol and of identity, bound to it. */
import type { DataSource, DataSourceOptions } from 'typeorm';
import { databaseTarget, mysqlOptions, sqliteOptions, type MysqlTarget } from './data-source.options';
import { CachedApiDirectory } from './directories/cached-api.directory';
import { CachedClientDirectory } from './directories/cached-client.directory';
import { CatalogueWatch } from './directories/catalogue-watch';
import type { Dialect } from './columns/columns';
import { oneRow, type Connection, type Gateway } from './gateway/gateway';
import { MysqlGateway } from './gateway/mysql/mysql-gateway';
import { mysqlFault } from './gateway/mysql/mysql-faults';
import { detectDialect } from './gateway/mysql/mysql-pool';
import { claimSqliteFile, sqliteFile } from './gateway/sqlite/sqlite-file';
import { sqliteFault } from './gateway/sqlite/sqlite-faults';
import { SqliteGateway } from './gateway/sqlite/sqlite-gateway';
import { SharedDataSource } from './gateway/shared-data-source';
import { pendingMigrations, runMigrations, unknownMigrations } from './migrations/run-migrations';
import { ClientListQuery } from './queries/client-list.query';
import { Ledger } from './queries/ledger';
import { TypeormIdempotencyRecords } from './stores/typeorm-idempotency-records';
import { TypeormSecretUseRecords } from './stores/typeorm-secret-use-records';
import { AuditDatabase } from './audit/audit-database';
import { Statistics } from './statistics/statistics';
import { TypeormUnitOfWork } from './stores/typeorm-unit-of-work';
import { Upkeep } from './upkeep/upkeep';

export interface OpenPersistenceOptions {
  /** `sqlite:./path`, `sqlite::memory:` or `mysql://user:password@host:port/database`. */
  readonly databaseUrl: string;
  /** Run pending migrations before anything else. */
  readonly migrate?: boolean;
  /**
   * This process serves requests: it watches for changes of other replicas and, on SQLite, claims the file for itself.
   * Without it the database is opened beside a server, for short administrative work.
   */
  readonly serve?: boolean;
}

interface OpenDatabase {
  readonly gateway: Gateway;
  /** The data source for reading; the only one on MySQL. */
  readonly dataSource: SharedDataSource;
  readonly migrationOptions: DataSourceOptions;
  /** What remains to be done when the gateway is closed. */
  readonly afterClose: () => void;
}

export class Persistence {
  readonly unitOfWork: TypeormUnitOfWork;
  /** The audit log: reads, places in the chain, proof. Events are written through the unit of work. */
  readonly audit: AuditDatabase;
  readonly clients: CachedClientDirectory;
  readonly apis: CachedApiDirectory;
  readonly clientList: ClientListQuery;
  readonly idempotency: TypeormIdempotencyRecords;
  readonly secretUses: TypeormSecretUseRecords;
  /** Tells when clients, APIs or keys have changed, here or elsewhere. */
  readonly catalogueWatch: CatalogueWatch;
  /** Tokens that were issued, to be looked at. */
  readonly ledger: Ledger;
  /** What happened how often, and how much there is. */
  readonly statistics: Statistics;
  /** Settings, sweeps, sizes and refused requests. */
  readonly upkeep: Upkeep;
  private closing: Promise<void> | undefined;

  private constructor(private readonly database: OpenDatabase) {
    const { gateway } = database;
    database.dataSource.closeDatabase = () => this.close();
    this.unitOfWork = new TypeormUnitOfWork(gateway, () => this.catalogueWatch.announce());
    this.clientList = new ClientListQuery(gateway.reads);
    this.ledger = new Ledger(gateway);
    this.secretUses = new TypeormSecretUseRecords(gateway);
    this.idempotency = new TypeormIdempotencyRecords(gateway);
    this.audit = new AuditDatabase(gateway, this.unitOfWork, this.unitOfWork.pendingEvents);
    this.statistics = new Statistics(gateway, this.audit.log);
    const { catalogue, clients, apis } = this.unitOfWork.registryReads;
    this.catalogueWatch = new CatalogueWatch(catalogue);
    this.upkeep = new Upkeep(gateway, this.catalogueWatch, this.audit);
    this.clients = new CachedClientDirectory(clients, this.catalogueWatch);
    this.apis = new CachedApiDirectory(apis, this.catalogueWatch);
  }

  /** @throws DatabaseInUseError, StoreUnavailableError, TypeError for a URL that is none */
  static async open(options: OpenPersistenceOptions): Promise<Persistence> {
    const target = databaseTarget(options.databaseUrl);
    const serve = options.serve === true;
    const database = target.kind === 'sqlite' ? await openSqlite(target.file, serve) : await openMysql(target);
    const persistence = new Persistence(database);
    try {
      if (options.migrate === true) await persistence.migrate();
    } catch (error) {
      await persistence.close();
      throw error;
    }
    if (serve) {
      // Before anything is remembered, so that no change after it goes unnoticed.
      await persistence.catalogueWatch.check();
      persistence.catalogueWatch.start();
      await persistence.upkeep.settings.follow();
    }
    return persistence;
  }

  /** Outside any transaction, for queries; sees what is committed. */
  get reads(): Connection {
    return this.database.gateway.reads;
  }

  get dialect(): Dialect {
    return this.database.gateway.dialect;
  }

  /** TypeORM's data source for reading; on SQLite it cannot write. */
  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** Runs pending migrations; answers their names. */
  migrate(): Promise<string[]> {
    return runMigrations(this.database.migrationOptions, this.database.gateway);
  }

  /** Names of migrations that have not run yet. */
  migrationsPending(): Promise<string[]> {
    return pendingMigrations(this.database.gateway.reads);
  }

  /** Names of migrations in the database that this version does not know. */
  migrationsUnknown(): Promise<string[]> {
    return unknownMigrations(this.database.gateway.reads);
  }

  /**
   * Asks the database for a sign of life.
   * @returns its clock, epoch milliseconds
   * @throws StoreBusyError, StoreUnavailableError
   */
  async ping(): Promise<number> {
    const now =
      this.dialect === 'sqlite'
        ? `CAST(unixepoch('subsec') * 1000 AS INTEGER)`
        : 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)';
    const row = await oneRow<{ time: number }>(this.database.gateway.reads, `SELECT ${now} AS time`, []);
    return row?.time ?? 0;
  }

  /** Waits for writes under way, then closes everything. May be called again. */
  close(): Promise<void> {
    this.catalogueWatch.stop();
    this.upkeep.settings.stop();
    this.closing ??= this.unitOfWork.close().finally(() => this.database.afterClose());
    return this.closing;
  }
}

/** Opens a database; see `OpenPersistenceOptions`. */
export function openPersistence(options: OpenPersistenceOptions): Promise<Persistence> {
  return Persistence.open(options);
}

async function openSqlite(name: string, serve: boolean): Promise<OpenDatabase> {
  const file = sqliteFile(name);
  const giveUp = serve && !file.temporary ? claimSqliteFile(file.path) : (): void => undefined;
  try {
    const write = await new SharedDataSource(sqliteOptions(file, 'write')).initialize();
    const read = await new SharedDataSource(sqliteOptions(file, 'read')).initialize();
    const gateway = new SqliteGateway(write, read);
    const afterClose = (): void => {
      giveUp();
      file.remove();
    };
    return { gateway, dataSource: read, migrationOptions: sqliteOptions(file, 'migrate'), afterClose };
  } catch (error) {
    giveUp();
    file.remove();
    throw sqliteFault(error);
  }
}

async function openMysql(target: MysqlTarget): Promise<OpenDatabase> {
  try {
    const { host, port, user, password, database } = target;
    const dialect = await detectDialect({ host, port, user, password, database });
    const dataSource = await new SharedDataSource(mysqlOptions(target, dialect, 'serve')).initialize();
    const gateway = new MysqlGateway(dataSource);
    const migrationOptions = mysqlOptions(target, dialect, 'migrate');
    return { gateway, dataSource, migrationOptions, afterClose: () => undefined };
  } catch (error) {
    throw mysqlFault(error);
  }
}
