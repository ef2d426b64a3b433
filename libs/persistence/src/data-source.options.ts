/** From `DATABASE_URL` to TypeORM: the one place that knows how connections are set up. */
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSourceOptions } from 'typeorm';
import { columnsFor, type Dialect } from './columns/columns';
import { entitiesFor } from './entities/entities';
import { SilentLogger } from './gateway/silent-logger';
import type { SqliteFile } from './gateway/sqlite/sqlite-file';
import { ANSWER_LIMIT, CONNECT_LIMIT, mysqlDriver } from './gateway/mysql/mysql-pool';
import { MIGRATIONS } from './migrations/migrations';

export interface SqliteTarget {
  readonly kind: 'sqlite';
  /** A path, or `:memory:`. */
  readonly file: string;
}
export interface MysqlTarget {
  readonly kind: 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Reads `sqlite:./path`, `sqlite::memory:` or `mysql://user:password@host:port/database`.
 * @throws TypeError for anything else; the message never repeats the URL, which may hold a password
 */
export function databaseTarget(url: string): SqliteTarget | MysqlTarget {
  const sqlite = /^sqlite:(?:\/\/(?=\/))?(.+)$/i.exec(url);
  if (sqlite?.[1] !== undefined) return { kind: 'sqlite', file: sqlite[1] };
  if (!/^(mysql|mariadb):\/\//i.test(url) || !URL.canParse(url)) {
    throw new TypeError('the database URL is neither sqlite:./path nor mysql://user:password@host:port/database');
  }
  const parsed = new URL(url);
  if (parsed.hostname === '' || parsed.pathname.length < 2)
    throw new TypeError('the database URL names no host or no database');
  return {
    kind: 'mysql',
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}

function sharedOptions(dialect: Dialect) {
  return {
    entities: entitiesFor(columnsFor(dialect)),
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'none',
    // Migrations change the schema, nothing else ever does.
    synchronize: false,
    logging: false,
    logger: new SilentLogger(),
  } as const;
}

/** Before a write gives way to another process; the queue then waits without holding up this one. */
const BUSY_TIMEOUT = { write: 20, read: 5_000, migrate: 5_000 } as const;

export function sqliteOptions(file: SqliteFile, purpose: 'read' | 'write' | 'migrate'): DataSourceOptions {
  return {
    ...sharedOptions('sqlite'),
    migrations: [...MIGRATIONS],
    type: 'better-sqlite3',
    database: file.path,
    timeout: 5_000,
    prepareDatabase: (database: BetterSqlite3.Database): void => {
      database.pragma('journal_mode = WAL');
      // An answer never precedes its commit, and a commit is on the disk.
      database.pragma(`synchronous = ${file.temporary ? 'OFF' : 'FULL'}`);
      database.pragma('trusted_schema = OFF');
      // After a burst the log gives its space back.
      database.pragma(`journal_size_limit = ${64 * 2 ** 20}`);
      database.pragma(`busy_timeout = ${BUSY_TIMEOUT[purpose]}`);
      if (purpose === 'read') database.pragma('query_only = ON');
    },
  };
}

const POOL_SIZE = 15;

export function mysqlOptions(
  target: MysqlTarget,
  dialect: Exclude<Dialect, 'sqlite'>,
  purpose: 'serve' | 'migrate',
): DataSourceOptions {
  // A migration may take longer than any request may.
  const limited = purpose === 'serve';
  return {
    ...sharedOptions(dialect),
    migrations: [...MIGRATIONS],
    type: dialect,
    driver: mysqlDriver(dialect, { statements: limited }),
    host: target.host,
    port: target.port,
    username: target.user,
    password: target.password,
    database: target.database,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    connectTimeout: CONNECT_LIMIT,
    multipleStatements: false,
    supportBigNumbers: true,
    // Times and counters fit a number.
    bigNumberStrings: false,
    poolSize: limited ? POOL_SIZE : 2,
    ...(limited ? { enableQueryTimeout: true, maxQueryExecutionTime: ANSWER_LIMIT } : {}),
  };
}
