/** What the database holds and how it answers. Everything is read, nothing is made. */
import {
  DEFAULT_KEY_LIFECYCLE,
  SIGNING_ALGORITHMS,
  signingKeyContext,
  type SigningKeyRecord,
} from '@gatehouse/protocol';
import type { Persistence } from '@gatehouse/persistence';
import { pendingText, type Services } from '../services';
import { finding, type Finding } from './finding';

/** Milliseconds between this machine's clock and the database's that do no harm. */
const CLOCK_SKEW = 2000;

/** How far the database's clock is ahead of ours, in milliseconds; negative when it is behind. */
export async function checkClock(persistence: Persistence): Promise<Finding> {
  const before = Date.now();
  const theirs = await persistence.ping();
  const after = Date.now();
  // Whatever lies between asking and answering may be either's.
  const skew = theirs < before ? theirs - before : theirs > after ? theirs - after : 0;
  if (Math.abs(skew) <= CLOCK_SKEW)
    return finding('clock', 'ok', 'This machine and the database agree about the time.');
  const seconds = Math.round(Math.abs(skew) / 1000);
  const detail = `The database’s clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} this machine’s.`;
  return finding('clock', 'broken', detail, 'Synchronise both with a time server (NTP).');
}

/** Anything but ok or a warning means that the rest cannot be looked at. */
export async function checkSchema(persistence: Persistence): Promise<Finding> {
  const pending = await persistence.migrationsPending();
  if (pending.length > 0) {
    const [detail = '', fix] = pendingText(pending).split(/ (?=Run: )/);
    return finding('schema', 'broken', detail, fix);
  }
  const unknown = await persistence.migrationsUnknown();
  if (unknown.length === 0) return finding('schema', 'ok', 'The database has this version’s schema.');
  const detail = `The database was migrated by a newer version than this one (${unknown.join(', ')}).`;
  return finding('schema', 'warning', detail, 'Finish the upgrade: run the newer version everywhere.');
}

/** @returns false as second when no key can be read */
export async function checkMasterKey({ keys, persistence, wrapper }: Services): Promise<Finding> {
  try {
    if (!(await keys.openExistingRoot())) {
      return finding('master_key', 'skipped', 'No server has started on this database yet, so nothing is sealed.');
    }
  } catch (error) {
    return unreadable((error as Error).message);
  }
  const records = await persistence.unitOfWork.reads.signingKeys.list();
  const sealed = records.filter((record) => !wrapper.unwrap(record.privateKeySealed, signingKeyContext(record)));
  if (sealed.length > 0) return unreadable(`The signing keys ${sealed.map(({ id }) => id).join(', ')} cannot be read.`);
  const count = records.length === 1 ? '1 signing key' : `${records.length} signing keys`;
  return finding('master_key', 'ok', `The master key opens the root secret and ${count}.`);
}

function unreadable(detail: string): Finding {
  return finding(
    'master_key',
    'broken',
    detail,
    'Restore the MASTER_KEY (or master.key) that this database began with.',
  );
}

const DAY = 86_400_000;

/** Each algorithm has one key that signs, young enough. Rotation looks every hour; two days late means nobody looks. */
export async function checkKeyStates({ persistence, clock }: Services): Promise<Finding[]> {
  const keys = await persistence.unitOfWork.reads.signingKeys.list();
  const now = clock.now();
  return SIGNING_ALGORITHMS.map((algorithm) => stateOf(algorithm, keys, now));
}

function stateOf(algorithm: string, keys: readonly SigningKeyRecord[], now: number): Finding {
  const check = `signing_key.${algorithm.toLowerCase()}`;
  const active = keys.filter((key) => key.algorithm === algorithm && key.state === 'active' && key.revokedAt === null);
  const [key] = active;
  if (!key) {
    return finding(check, 'broken', `No ${algorithm} key signs.`, 'Start a server, or run: gatehouse keys rotate');
  }
  const age = Math.floor((now - (key.activatedAt ?? key.createdAt)) / DAY);
  if (age > DEFAULT_KEY_LIFECYCLE.signFor / DAY + 2) {
    const detail = `The ${algorithm} key ${key.id} has signed for ${age} days: its rotation is overdue.`;
    return finding(
      check,
      'warning',
      detail,
      'A running server rotates it within the hour; or run: gatehouse keys rotate',
    );
  }
  return finding(check, 'ok', `The ${algorithm} key ${key.id} has signed for ${age} days.`);
}

/** Until somebody owns the instance, whoever finds the set-up link may. */
export async function checkOwner({ persistence }: Services): Promise<Finding> {
  const completedAt = await persistence.unitOfWork.runIdentity((stores) => stores.installation.completedAt());
  if (completedAt !== null) return finding('owner', 'ok', 'Somebody owns this instance.');
  return finding('owner', 'warning', 'Nobody owns this instance yet.', 'Run: gatehouse setup-code');
}
