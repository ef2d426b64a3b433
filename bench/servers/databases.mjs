// The MariaDB of a run: durable, on the load generator's core, one database for each server.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { LOAD_CORE, pin } from '../measure/cores.mjs';
import { findMariadb, startMariadb } from '../../tools/test-services.mjs';

/** Undefined where MariaDB is not installed. `{ pid, newDatabase(), stop() }`; `newDatabase` resolves to a URL. */
export async function openMariadb() {
  if (!findMariadb()) return undefined;
  const server = await startMariadb({ durable: true });
  const pid = Number(readFileSync(join(server.directory, 'mariadb.pid'), 'utf8'));
  pin(LOAD_CORE, pid);
  const newDatabase = async () => {
    const name = `bench_${randomBytes(6).toString('hex')}`;
    const connection = await createConnection(server.url);
    await connection.query(`CREATE DATABASE ${name}`);
    await connection.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return { pid, newDatabase, stop: server.stop };
}
