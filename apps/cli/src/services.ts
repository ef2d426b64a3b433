/** What commands work with, straight on the database: no server has to run. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AuditActor } from '@gatehouse/audit';
import type { Settings } from '@gatehouse/environment';
import { Accounts, PasswordHasher, Setup } from '@gatehouse/identity';
import { openPersistence, type Persistence } from '@gatehouse/persistence';
import {
  DEFAULT_KEY_LIFECYCLE,
  KeyRotation,
  masterKeyWrapper,
  newTimeOrderedId,
  StoredKeyRing,
  SystemClock,
  type Clock,
  type KeyWrapper,
} from '@gatehouse/protocol';
import { readSettings } from './config';

/** In whose name the command line acts. */
export const OPERATOR: AuditActor = { kind: 'operator', id: null };

export interface Services {
  readonly settings: Settings;
  readonly persistence: Persistence;
  readonly keys: StoredKeyRing;
  readonly wrapper: KeyWrapper;
  readonly rotation: KeyRotation;
  readonly passwords: PasswordHasher;
  readonly accounts: Accounts;
  readonly setup: Setup;
  readonly clock: Clock;
}

/** Opens the database of the environment, with its migrations applied, for one command that may write. */
export async function withServices<T>(command: (services: Services) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const persistence = await openPersistence({ databaseUrl: settings.database.url, migrate: true });
  return closing(persistence, async () => {
    const services = servicesOn(settings, persistence);
    await services.keys.openRoot(services.clock.now());
    persistence.unitOfWork.proveAuditWith(services.keys.secretKey('audit'));
    await services.keys.reload();
    return command(services);
  });
}

/**
 * Opens the database as it is, for one command that only looks. Nothing is made or migrated.
 * @param command is told whether a server has ever started here: otherwise there are no keys
 * @throws Error with advice when there is no database, or not this version's
 */
export async function withStoredServices<T>(
  command: (services: Services, everStarted: boolean) => Promise<T>,
): Promise<T> {
  const settings = readSettings({ makeMasterKey: false });
  const missing = missingDatabase(settings);
  if (missing !== undefined) throw new Error(missing);
  const persistence = await openPersistence({ databaseUrl: settings.database.url, migrate: false });
  return closing(persistence, async () => {
    const pending = await persistence.migrationsPending();
    if (pending.length > 0) throw new Error(pendingText(pending));
    const services = servicesOn(settings, persistence);
    const everStarted = await services.keys.openExistingRoot();
    if (everStarted) {
      persistence.unitOfWork.proveAuditWith(services.keys.secretKey('audit'));
      await services.keys.reload();
    }
    return command(services, everStarted);
  });
}

/** What to say where looking at a database would make it; undefined where there is one, or a server to ask. */
export function missingDatabase({ database }: Settings): string | undefined {
  if (database.kind !== 'sqlite' || database.file === ':memory:' || existsSync(database.file)) return undefined;
  return `There is no database at ${database.file} yet. Start the server, or run: gatehouse migrate`;
}

export function pendingText(pending: readonly string[]): string {
  const count = pending.length === 1 ? '1 migration' : `${pending.length} migrations`;
  return `The database lacks ${count} of this version (${pending.join(', ')}). Run: gatehouse migrate`;
}

export function servicesOn(settings: Settings, persistence: Persistence): Services {
  const { unitOfWork } = persistence;
  const clock = new SystemClock();
  const wrapper = masterKeyWrapper(settings.keys.masterKey);
  const keys = new StoredKeyRing(unitOfWork, unitOfWork, wrapper);
  const rotation = new KeyRotation(unitOfWork, unitOfWork, wrapper, clock, DEFAULT_KEY_LIFECYCLE, randomUUID());
  const passwords = new PasswordHasher();
  const people = { unitOfWork, hasher: passwords, newId: newTimeOrderedId };
  const [accounts, setup] = [new Accounts(people), new Setup(people)];
  return { settings, persistence, keys, wrapper, rotation, passwords, accounts, setup, clock };
}

async function closing<T>(persistence: Persistence, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await persistence.close();
  }
}
