import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { client, token } from '@gatehouse/protocol/testing';
import { createTestDatabase, type TestDatabase } from '../../../testing';
import { openPersistence, type Persistence } from '../../persistence';
import { DatabaseInUseError } from './sqlite-file';

describe('[sqlite] the database file', () => {
  let database: TestDatabase;
  let path: string;
  const open: Persistence[] = [];
  const start = async (options: { serve?: boolean } = {}): Promise<Persistence> => {
    const persistence = await openPersistence({ databaseUrl: database.url, migrate: true, ...options });
    open.push(persistence);
    return persistence;
  };

  beforeEach(async () => {
    database = await createTestDatabase('sqlite');
    path = database.url.slice('sqlite:'.length);
  });
  afterEach(async () => {
    for (const persistence of open.splice(0)) await persistence.close();
    await database.drop();
  });

  it('is readable by its owner alone, journals included', async () => {
    const { unitOfWork } = await start({ serve: true });
    await unitOfWork.record([token().record]);
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.in-use`]) {
      expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600']);
    }
  });

  it('is made in folders that do not exist yet', async () => {
    database = { ...database, url: `sqlite:${dirname(path)}/deeper/and/deeper/gatehouse.sqlite` };
    await start();
    expect(existsSync(`${dirname(path)}/deeper/and/deeper/gatehouse.sqlite`)).toBe(true);
  });

  it('is durable: write-ahead log, synchronous full, foreign keys on; and the reading connection cannot write', async () => {
    const persistence = await start();
    const { gateway } = persistence['database'];
    const pragmas = await gateway.transaction(async (connection) => {
      const values: unknown[] = [];
      for (const name of ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema']) {
        const [row] = await connection.rows<Record<string, unknown>>(`PRAGMA ${name}`);
        values.push(row?.[name]);
      }
      return values;
    });
    expect(pragmas).toEqual(['wal', 2, 1, 0]);
    await expect(gateway.reads.change('DELETE FROM token')).rejects.toThrow(/readonly|cannot write/);
    await expect(persistence.dataSource.query('DELETE FROM token')).rejects.toThrow(/readonly/);
  });

  it('is served by one process: a second one is told so, until the first is done', async () => {
    const first = await start({ serve: true });
    await expect(start({ serve: true })).rejects.toThrow(DatabaseInUseError);
    await expect(start({ serve: true })).rejects.toThrow(/served by another process/);
    await first.close();
    await start({ serve: true });
  });

  it('is served by one process, whatever link leads to it', async () => {
    const first = await start({ serve: true });
    const link = `${dirname(path)}/link.sqlite`;
    symlinkSync(path, link);
    const throughLink = { databaseUrl: `sqlite:${link}`, serve: true };
    await expect(openPersistence(throughLink)).rejects.toThrow(DatabaseInUseError);
    await first.close();
    open.push(await openPersistence(throughLink));
    await expect(start({ serve: true })).rejects.toThrow(DatabaseInUseError);
  });

  it('is free again after a process that served it was killed', async () => {
    const script = `
      const database = new (require('better-sqlite3'))(process.argv[1]);
      database.exec('BEGIN EXCLUSIVE');
      console.log('claimed');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', script, `${path}.in-use`], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(start({ serve: true })).rejects.toThrow(DatabaseInUseError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await start({ serve: true });
  });

  it('takes administrative work beside the process that serves it', async () => {
    const server = await start({ serve: true });
    const tool = await start();
    await tool.unitOfWork.runRegistry((stores) => stores.clients.save(client({ clientId: 'from-the-tool' })));
    expect(await server.unitOfWork.registryReads.clients.find('from-the-tool')).toBeDefined();
  });

  it('in memory is a private file that goes when it is closed', async () => {
    const persistence = await openPersistence({ databaseUrl: 'sqlite::memory:', migrate: true, serve: true });
    const other = await openPersistence({ databaseUrl: 'sqlite::memory:', migrate: true, serve: true });
    const { record } = token();
    await persistence.unitOfWork.record([record]);
    expect(await persistence.unitOfWork.reads.tokens.find(record.id)).toBeDefined();
    expect(await other.unitOfWork.reads.tokens.find(record.id)).toBeUndefined();
    const file = String(persistence.dataSource.options.database);
    expect(existsSync(file)).toBe(true);
    await persistence.close();
    await other.close();
    expect(existsSync(dirname(file))).toBe(false);
  });
});
