/** What commands work with, straight on the database: no server has to run. */
import { randomUUID } from 'node:crypto';
import { Accounts, PasswordHasher, Setup } from '@gatehouse/identity';
import type { Settings } from '@gatehouse/environment';
import { openPersistence, type Persistence } from '@gatehouse/persistence';
import {
  DEFAULT_KEY_LIFECYCLE,
  KeyRotation,
  masterKeyWrapper,
  newTimeOrderedId,
  StoredKeyRing,
  SystemClock,
  type Clock,
} from '@gatehouse/protocol';
import { readSettings } from './config';

export interface Services {
  readonly settings: Settings;
  readonly persistence: Persistence;
  readonly keys: StoredKeyRing;
  readonly rotation: KeyRotation;
  readonly passwords: PasswordHasher;
  readonly accounts: Accounts;
  readonly setup: Setup;
  readonly clock: Clock;
}

/** Opens the database of the environment, with its migrations applied, for one command. */
export async function withServices<T>(command: (services: Services) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const persistence = await openPersistence({ databaseUrl: settings.database.url, migrate: true });
  try {
    const { unitOfWork } = persistence;
    const clock = new SystemClock();
    const wrapper = masterKeyWrapper(settings.keys.masterKey);
    const keys = new StoredKeyRing(unitOfWork, unitOfWork, wrapper);
    const rotation = new KeyRotation(unitOfWork, unitOfWork, wrapper, clock, DEFAULT_KEY_LIFECYCLE, randomUUID());
    await keys.openRoot(clock.now());
    await keys.reload();
    const passwords = new PasswordHasher();
    const people = { unitOfWork, hasher: passwords, newId: newTimeOrderedId };
    const [accounts, setup] = [new Accounts(people), new Setup(people)];
    return await command({ settings, persistence, keys, rotation, passwords, accounts, setup, clock });
  } finally {
    await persistence.close();
  }
}
