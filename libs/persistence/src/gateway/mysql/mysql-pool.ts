/** The connection pool: how each connection is set up, and how long anybody waits for one. */
import {
  createConnection,
  createPool,
  type Pool,
  type PoolConnection,
  type PoolOptions,
  type RowDataPacket,
} from 'mysql2';
import type { Dialect } from '../../columns/columns';
import { StoreBusyError } from '../store-errors';

/** Longest wait for a connection and for an answer of the server, milliseconds. */
export const ACQUIRE_LIMIT = 2_000;
export const CONNECT_LIMIT = 2_000;
export const ANSWER_LIMIT = 5_000;
/** Longest lock wait and statement, seconds, kept by the server. */
const LOCK_WAIT = 3;
const STATEMENT = 3;

type Acquired = (error: NodeJS.ErrnoException | null, connection: PoolConnection) => void;

/** What TypeORM loads in place of the mysql2 package: the same pool, with our rules. */
export function mysqlDriver(dialect: Exclude<Dialect, 'sqlite'>, limits: { readonly statements: boolean }) {
  return {
    createPool(options: PoolOptions): Pool {
      const pool = createPool(options);
      pool.on('connection', (connection) => setUp(connection, dialect, limits.statements));
      limitWaiting(pool);
      return pool;
    },
  };
}

/** Sent before anything else on a new connection; if the server refuses, the connection is of no use. */
function setUp(connection: PoolConnection, dialect: Exclude<Dialect, 'sqlite'>, limited: boolean): void {
  // The pool forgets a broken connection by itself; without a listener its error would end the process.
  connection.on('error', () => undefined);
  const settings = [
    `time_zone = '+00:00'`,
    `sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'`,
    `innodb_lock_wait_timeout = ${LOCK_WAIT}`,
    // MariaDB counts seconds for every statement, MySQL milliseconds for reads only.
    ...(limited
      ? [dialect === 'mariadb' ? `max_statement_time = ${STATEMENT}` : `max_execution_time = ${STATEMENT}000`]
      : []),
  ];
  const refuse = (error: Error | null): void => {
    if (error) connection.destroy();
  };
  connection.query(`SET SESSION ${settings.join(', SESSION ')}`, refuse);
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', refuse);
}

/** mysql2 waits for a free connection for ever; we do not. */
function limitWaiting(pool: Pool): void {
  const acquire = pool.getConnection.bind(pool) as (done: Acquired) => void;
  pool.getConnection = (done: Acquired): void => {
    let waiting = true;
    const timer = setTimeout(() => {
      waiting = false;
      // Callers look at the error first, as with every error of the pool.
      done(new StoreBusyError('no database connection became free'), undefined as unknown as PoolConnection);
    }, ACQUIRE_LIMIT);
    acquire((error, connection) => {
      clearTimeout(timer);
      if (waiting) done(error, connection);
      else if (!error) connection.release();
    });
  };
}

/**
 * Asks the server which of the two it is.
 * @param answerLimit longest wait for its answer, milliseconds
 */
export function detectDialect(options: PoolOptions, answerLimit = ANSWER_LIMIT): Promise<Exclude<Dialect, 'sqlite'>> {
  return new Promise((resolve, reject) => {
    const connection = createConnection({ ...options, connectTimeout: CONNECT_LIMIT });
    connection.on('error', reject);
    const question = { sql: 'SELECT VERSION() AS version', timeout: answerLimit };
    connection.query<(RowDataPacket & { version: string })[]>(question, (error, rows) => {
      connection.destroy();
      if (error) reject(error);
      else resolve(/mariadb/i.test(rows[0]?.version ?? '') ? 'mariadb' : 'mysql');
    });
  });
}
