/** The first reading of the keys, which makes them where there are none. */
import { setTimeout as pause } from 'node:timers/promises';
import { SIGNING_ALGORITHMS, type KeyRotation, type StoredKeyRing } from '@gatehouse/protocol';

const ATTEMPTS = 100;
const PAUSE = 200;

/**
 * Opens the ring. When several replicas start on an empty database, one makes the keys and the others wait for them.
 * @param rootIsOpen called as soon as secrets can be derived, before any key is made
 * @throws KeyUnwrapError when the database belongs to another master key
 */
export async function openKeyRing(
  ring: StoredKeyRing,
  rotation: KeyRotation,
  now: number,
  rootIsOpen: () => void,
): Promise<void> {
  await ring.openRoot(now);
  rootIsOpen();
  await ring.reload();
  for (let attempt = 0; !isComplete(ring); attempt++) {
    if (attempt === ATTEMPTS) throw new Error('Signing keys were not made in time by this or another replica.');
    if (attempt > 0) await pause(PAUSE);
    await rotation.rotate();
    await ring.reload();
  }
}

function isComplete(ring: StoredKeyRing): boolean {
  try {
    for (const algorithm of SIGNING_ALGORITHMS) ring.signingKey(algorithm);
    return true;
  } catch {
    return false;
  }
}
