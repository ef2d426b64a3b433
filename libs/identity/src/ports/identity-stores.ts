/** Where people and their browsers are kept. Reads run at any time, writes inside a unit of work. */
import type { IdentityAccount } from '../records/account';
import type { SessionRecord } from '../records/session';

export abstract class AccountReads {
  abstract find(id: string): Promise<IdentityAccount | undefined>;
  /** By the canonical form of a username or e-mail address: see `canonicalIdentifier`. */
  abstract findByIdentifier(canonical: string): Promise<IdentityAccount | undefined>;
}
export abstract class AccountStore extends AccountReads {
  /** Refused when the canonical username or e-mail belongs to somebody else. */
  abstract insert(account: IdentityAccount): Promise<'inserted' | 'taken'>;
  /** Replaces everything but `id` and `createdAt`. */
  abstract update(account: IdentityAccount): Promise<'updated' | 'taken'>;
}

export abstract class SessionReads {
  /** The session with its account, ended or not. */
  abstract find(id: string): Promise<{ session: SessionRecord; account: IdentityAccount } | undefined>;
}
export abstract class SessionStore extends SessionReads {
  abstract insert(session: SessionRecord): Promise<void>;
  /** Moves `lastSeenAt` forward, never back; does nothing to an ended session. */
  abstract touch(id: string, at: number): Promise<void>;
  /**
   * The same person proved anew who they are: the session keeps its id, so that what was issued under it lives on, and
   * gets a new secret. One conditional UPDATE; an ended session stays ended.
   */
  abstract renew(id: string, renewal: SessionRenewal): Promise<'renewed' | 'ended'>;
  abstract end(id: string, at: number): Promise<'ended' | 'already-ended'>;
  /** Ends every session of an account that is not ended yet; answers how many. After a new password. */
  abstract endAllOf(accountId: string, at: number): Promise<number>;
}

/** What changes when a session is renewed; `lastSeenAt` becomes `authTime`. */
export type SessionRenewal = Pick<
  SessionRecord,
  'digest' | 'authTime' | 'acr' | 'amr' | 'expiresAt' | 'ip' | 'userAgent'
>;

/** How a counter stands after an attempt was counted. */
export interface AttemptCount {
  /** Attempts in the current window, this one included. */
  readonly count: number;
  /** Start of the current window, epoch milliseconds. */
  readonly windowStartedAt: number;
}
export abstract class SignInAttemptStore {
  /**
   * Counts an attempt in one atomic statement and answers the new count. A window that began `windowLength`
   * milliseconds ago or longer starts again at 1. Called before a password is hashed, so that parallel guesses cannot slip by.
   * @param key 32 bytes, a digest of what is counted
   */
  abstract count(key: Buffer, at: number, windowLength: number): Promise<AttemptCount>;
  /**
   * Takes back one attempt that was no failure, in one statement: the count falls by one, unless a newer window than
   * `windowStartedAt` has begun or it is 0 already.
   */
  abstract giveBack(key: Buffer, windowStartedAt: number): Promise<void>;
  /** Forgets counters, after success; in one statement. Unknown keys do no harm. */
  abstract clear(keys: readonly Buffer[]): Promise<void>;
}

/** The one row that says whether the instance was set up; a setup code opens it once. */
export abstract class InstallationStore {
  /** Null until the first owner exists. */
  abstract completedAt(): Promise<number | null>;
  /** Replaces the setup code, unless set-up is complete. @param digest 32 bytes */
  abstract offerSetupCode(digest: Buffer, expiresAt: number): Promise<'offered' | 'complete'>;
  /** True while this code is the current one at `at`. */
  abstract setupCodeStands(digest: Buffer, at: number): Promise<boolean>;
  /** Uses the code and closes set-up for ever; only in the unit of work that inserts the first owner. */
  abstract complete(digest: Buffer, at: number): Promise<'completed' | 'refused'>;
  /** Closes set-up without a code, when a configuration file brought an owner. */
  abstract completeByConfiguration(at: number): Promise<void>;
}

export interface IdentityReads {
  readonly identityAccounts: AccountReads;
  readonly sessions: SessionReads;
}
export interface IdentityStores {
  readonly identityAccounts: AccountStore;
  readonly sessions: SessionStore;
  readonly signInAttempts: SignInAttemptStore;
  readonly installation: InstallationStore;
}

/** The one way to write: durable when the promise resolves, or not happened. */
export abstract class IdentityUnitOfWork {
  abstract readonly identityReads: IdentityReads;
  abstract runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T>;
}
