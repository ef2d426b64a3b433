/** Where people and their browsers are kept. Reads run at any time, writes inside a unit of work. */
import type { AuditActor, AuditTrail } from '@gatehouse/audit';
import type { IdentityAccount } from '../records/account';
import type { SessionEndReason, SessionRecord } from '../records/session';

export abstract class AccountReads {
  abstract find(id: string): Promise<IdentityAccount | undefined>;
  /** By the canonical form of a username or e-mail address: see `canonicalIdentifier`. */
  abstract findByIdentifier(canonical: string): Promise<IdentityAccount | undefined>;
  /** In order of id, which is the order in which they were made, after `after`. */
  abstract list(page: { readonly after?: string; readonly limit: number }): Promise<IdentityAccount[]>;
}
export abstract class AccountStore extends AccountReads {
  /** Finds the account; nobody else changes it until the unit of work ends. */
  abstract lock(id: string): Promise<IdentityAccount | undefined>;
  /**
   * Ids of the enabled accounts with the role `owner`. Whoever else asks waits until the unit of work ends: ask before
   * anything else is locked.
   */
  abstract enabledOwners(): Promise<readonly string[]>;
  /** Refused when the canonical username or e-mail belongs to somebody else. */
  abstract insert(account: IdentityAccount): Promise<'inserted' | 'taken'>;
  /** Replaces everything but `id` and `createdAt`; `tokensRevokedBefore` never moves back. */
  abstract update(account: IdentityAccount): Promise<'updated' | 'taken'>;
  /**
   * Everything approved by the person up to `at` is revoked; an earlier moment never replaces a later one. Refused for
   * an account that does not exist.
   */
  abstract revokeTokensBefore(id: string, at: number): Promise<'set' | 'refused'>;
  /** Forgets the person and their names. */
  abstract remove(id: string): Promise<'removed' | 'refused'>;
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
  abstract end(id: string, at: number, reason: SessionEndReason): Promise<'ended' | 'already-ended'>;
  /** Ends every session of an account that is not ended yet; answers how many. After a new password. */
  abstract endAllOf(accountId: string, at: number, reason: SessionEndReason): Promise<number>;
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
export abstract class SignInAttemptReads {
  /** The counter as it stands; its window may be over. */
  abstract find(key: Buffer): Promise<AttemptCount | undefined>;
}
export abstract class SignInAttemptStore extends SignInAttemptReads {
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
  readonly signInAttempts: SignInAttemptReads;
}
export interface IdentityStores {
  readonly identityAccounts: AccountStore;
  readonly sessions: SessionStore;
  readonly signInAttempts: SignInAttemptStore;
  readonly installation: InstallationStore;
  readonly audit: AuditTrail;
}

/** Ends what was issued to a person, in the transaction of the change that causes it. */
export abstract class AccountEndings {
  /** @returns the id of the revocation, whose receipt can be asked for */
  abstract end(event: 'password_changed' | 'user_disabled' | 'user_deleted', accountId: string): Promise<string>;
}
export interface AdministrationStores extends IdentityStores {
  readonly endings: AccountEndings;
  /** When it happens: epoch milliseconds, read inside the transaction. */
  readonly now: number;
}

/** Who does it, for what is written about it. */
export interface AdministrativeOrigin {
  readonly actor: AuditActor;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Changes to people by those who administer them. */
export abstract class AdministrationUnitOfWork {
  abstract readonly identityReads: IdentityReads;
  abstract runAdministration<T>(
    origin: AdministrativeOrigin,
    work: (stores: AdministrationStores) => Promise<T>,
  ): Promise<T>;
}

/** The one way to write: durable when the promise resolves, or not happened. */
export abstract class IdentityUnitOfWork {
  abstract readonly identityReads: IdentityReads;
  abstract runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T>;
}
