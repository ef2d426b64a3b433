// The MariaDB of a run: durable, on the load generator's core, one database for each server.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { LOAD_CORE, pin } from '../measure/cores.mjs';
import { findMariadb, startMariadb } from '../../tools/test-services.mjs';

/** Of a database that is larger than what tests need. */
const LARGE_BUFFER_POOL = 1024 ** 3;

/**
 * Undefined where MariaDB is not installed. `{ pid, newDatabase(), database(name), stop() }`; both resolve to a URL, the
 * second makes the database unless it is there.
 * @param options `directory`: where its data stays for the next run; `large`: with memory for a large database
 */
export async function openMariadb({ directory, large = false } = {}) {
  if (!findMariadb()) return undefined;
  const server = await startMariadb({ directory, durable: true });
  const pid = Number(readFileSync(join(server.directory, 'mariadb.pid'), 'utf8'));
  pin(LOAD_CORE, pid);
  const administer = async (statement) => {
    const connection = await createConnection(server.url);
    await connection.query(statement);
    await connection.end();
  };
  if (large) await administer(`SET GLOBAL innodb_buffer_pool_size = ${LARGE_BUFFER_POOL}`);
  const database = async (name) => {
    await administer(`CREATE DATABASE IF NOT EXISTS ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const newDatabase = () => database(`bench_${randomBytes(6).toString('hex')}`);
  return { pid, newDatabase, database, stop: server.stop };
}
