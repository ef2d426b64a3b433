/** How near a person is to being refused for too many attempts, and what lifts it. */
import type { SignInAttemptReads } from '../ports/identity-stores';
import type { IdentityAccount } from '../records/account';
import { accountKey } from './attempt-counters';
import { reopensAt, SIGN_IN_LIMITS, type SignInLimits } from './throttle.policy';

type Counted = Pick<IdentityAccount, 'id' | 'signInClearedAt'>;

/** Attempts of everybody for one person, wherever they came from. */
export interface SignInLock {
  /** In the current window. */
  readonly attempts: number;
  /** Epoch milliseconds; null while the person may try. */
  readonly lockedUntil: number | null;
}

/**
 * Under which name attempts for this person are counted. Lifting the lock gives it a new one, so that the counters of
 * every network are forgotten at once, and no attempt that is under way can bring them back.
 */
export function countedAs({ id, signInClearedAt }: Counted): string {
  return signInClearedAt === null ? id : `${id} since ${signInClearedAt}`;
}

/** @param now epoch milliseconds */
export async function signInLock(
  attempts: SignInAttemptReads,
  account: Counted,
  now: number,
  limits: SignInLimits = SIGN_IN_LIMITS,
): Promise<SignInLock> {
  const counted = await attempts.find(accountKey(countedAs(account)));
  if (!counted || reopensAt(limits.account, counted) <= now) return { attempts: 0, lockedUntil: null };
  const full = counted.count >= limits.account.attempts;
  return { attempts: counted.count, lockedUntil: full ? reopensAt(limits.account, counted) : null };
}
