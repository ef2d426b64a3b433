import type { Command } from 'commander';
import { openPersistence } from '@gatehouse/persistence';
import { readSettings } from '../config';
import { answer } from '../output';

/** `gatehouse migrate` */
export async function migrate(command: Command): Promise<void> {
  const persistence = await openPersistence({ databaseUrl: readSettings().database.url, migrate: false });
  try {
    const applied = await persistence.migrate();
    const lines = applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `applied ${name}`);
    answer(command, { applied }, lines);
  } finally {
    await persistence.close();
  }
}
