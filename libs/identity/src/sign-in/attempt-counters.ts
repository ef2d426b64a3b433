/** Counts an attempt against every limit before any password is hashed, and takes it back when it was no failure. */
import { createHash } from 'node:crypto';
import type { IdentityUnitOfWork, SignInAttemptStore } from '../ports/identity-stores';
import { networkOf } from './network-of';
import { isWithin, opensAt, reopensAt, rungsOf, type Rung, type SignInLimits } from './throttle.policy';

/** One attempt among those that a counter holds. */
interface Place {
  readonly key: Buffer;
  readonly windowStartedAt: number;
}

/** What was counted for one attempt. */
export interface CountedAttempt {
  readonly network: Place;
  readonly account: Place;
  readonly rung: Place;
  readonly ladder: readonly Buffer[];
}

export type AttemptVerdict =
  | { readonly allowed: true; readonly attempt: CountedAttempt }
  /** @property retryAt epoch milliseconds */
  | { readonly allowed: false; readonly retryAt: number };

/** Undoes what a refused attempt counted: counters hold attempts that reached a hash, nothing else. */
class Refused extends Error {
  constructor(readonly retryAt: number) {
    super('too many attempts');
  }
}

export class AttemptCounters {
  private readonly rungs: readonly Rung[];

  constructor(
    private readonly unitOfWork: IdentityUnitOfWork,
    private readonly limits: SignInLimits,
  ) {
    this.rungs = rungsOf(limits.accountAtNetwork);
  }

  /**
   * Counts one attempt, or says when the next is allowed.
   * @param who the account's id, so that its username and its addresses count together; for an unknown account what was typed
   */
  async count(who: string, ip: string | null, at: number): Promise<AttemptVerdict> {
    const network = networkOf(ip);
    const keys = {
      network: keyOf('network', network),
      account: accountKey(who),
      ladder: this.rungs.map((_, index) => keyOf('account at network', who, network, String(index))),
    };
    try {
      const attempt = await this.unitOfWork.runIdentity(async ({ signInAttempts }) => ({
        // The same order everywhere, so that two attempts never wait for each other.
        network: await this.place(signInAttempts, keys.network, at, this.limits.network),
        rung: await this.climb(signInAttempts, keys.ladder, at),
        account: await this.place(signInAttempts, keys.account, at, this.limits.account),
        ladder: keys.ladder,
      }));
      return { allowed: true, attempt };
    } catch (error) {
      if (error instanceof Refused) return { allowed: false, retryAt: error.retryAt };
      throw error;
    }
  }

  /** The password was right: this attempt counts nowhere, and what this person failed here before is forgotten. */
  async forgive(attempts: SignInAttemptStore, attempt: CountedAttempt): Promise<void> {
    await attempts.giveBack(attempt.network.key, attempt.network.windowStartedAt);
    await attempts.clear(attempt.ladder);
    await attempts.giveBack(attempt.account.key, attempt.account.windowStartedAt);
  }

  /** No password was compared after all: as if the attempt had not been made. */
  async withdraw(attempts: SignInAttemptStore, attempt: CountedAttempt): Promise<void> {
    for (const { key, windowStartedAt } of [attempt.network, attempt.rung, attempt.account]) {
      await attempts.giveBack(key, windowStartedAt);
    }
  }

  private async place(
    attempts: SignInAttemptStore,
    key: Buffer,
    at: number,
    limit: SignInLimits['network'],
  ): Promise<Place> {
    const counted = await attempts.count(key, at, limit.window);
    if (!isWithin(limit, counted)) throw new Refused(reopensAt(limit, counted));
    return { key, windowStartedAt: counted.windowStartedAt };
  }

  /** Up the ladder to the first rung with room, as far as the delays allow. */
  private async climb(attempts: SignInAttemptStore, keys: readonly Buffer[], at: number): Promise<Place> {
    let retryAt = at;
    for (const [index, rung] of this.rungs.entries()) {
      const key = keys[index];
      if (key === undefined) break;
      const counted = await attempts.count(key, at, rung.window);
      if (isWithin(rung, counted)) return { key, windowStartedAt: counted.windowStartedAt };
      const next = this.rungs[index + 1];
      retryAt = next ? opensAt(next, counted) : reopensAt(rung, counted);
      if (at < retryAt) break;
    }
    throw new Refused(retryAt);
  }
}

/** Of the counter of all attempts for one person. @param who see `AttemptCounters.count` */
export function accountKey(who: string): Buffer {
  return keyOf('account', who);
}

/** 32 bytes that say nothing of whom they count to somebody who reads the table. */
function keyOf(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
