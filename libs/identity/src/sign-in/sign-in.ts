/**
 * Signs a person in with username or e-mail address and password. Known and unknown people get the same answers after the
 * same work: NIST SP 800-63B-4 §3.2.2, OWASP Authentication Cheat Sheet (authentication responses).
 */
import { readIdentifier } from '../canonical-identifier';
import { HashingOverloadedError } from '../passwords/hashing-queue';
import { normalisePassword, type PasswordHasher } from '../passwords/password-hasher';
import type { IdentityStores, IdentityUnitOfWork } from '../ports/identity-stores';
import { withoutPassword, type IdentityAccount, type PersonAccount } from '../records/account';
import type { SessionRecord } from '../records/session';
import { openSession } from '../sessions/open-session';
import { PASSWORD_METHOD, SESSION_LIMITS, SINGLE_FACTOR, type SessionLimits } from '../sessions/session.policy';
import { AttemptCounters, type CountedAttempt } from './attempt-counters';
import { countedAs } from './sign-in-lock';
import { SIGN_IN_LIMITS, type SignInLimits } from './throttle.policy';

export interface SignInRequest {
  /** As typed. */
  readonly identifier: string;
  readonly password: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Of the session that this browser's cookie proved (`Sessions.readSession`); never an id from anywhere else. */
  readonly previousSessionId?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type SignInRefusal = 'credentials' | 'locked' | 'overloaded';
export type SignInResult =
  | {
      readonly outcome: 'signed_in';
      readonly session: SessionRecord;
      /** For the cookie; shown once. */
      readonly cookieValue: string;
      readonly account: PersonAccount;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: SignInRefusal;
      /** With `locked` and `overloaded`. */
      readonly retryAfterSeconds?: number;
      /** Whom it was tried for, if anybody: for the audit log only, never for an answer. */
      readonly accountId: string | null;
    };

export interface SignInParts {
  readonly unitOfWork: IdentityUnitOfWork;
  readonly hasher: PasswordHasher;
  /** Makes UUIDv7 text. */
  readonly newId: (now: number) => string;
  readonly signInLimits?: SignInLimits;
  readonly sessionLimits?: SessionLimits;
}

export class SignIn {
  private readonly counters: AttemptCounters;

  constructor(private readonly parts: SignInParts) {
    this.counters = new AttemptCounters(parts.unitOfWork, parts.signInLimits ?? SIGN_IN_LIMITS);
  }

  async signIn(request: SignInRequest): Promise<SignInResult> {
    const { identifier, password, ip, now } = request;
    // Neither can be anybody's password, so there is nothing to guess, count or hash.
    if (password === '' || normalisePassword(password) === undefined) return refused('credentials', undefined);
    const canonical = readIdentifier(identifier);
    const account =
      canonical === undefined
        ? undefined
        : await this.parts.unitOfWork.identityReads.identityAccounts.findByIdentifier(canonical);
    const verdict = await this.counters.count(
      account ? countedAs(account) : `typed:${canonical ?? identifier}`,
      ip,
      now,
    );
    if (!verdict.allowed) {
      return refused('locked', account, Math.max(1, Math.ceil((verdict.retryAt - now) / 1000)));
    }
    try {
      return await this.compare(request, account, verdict.attempt);
    } catch (error) {
      if (!(error instanceof HashingOverloadedError)) throw error;
      await this.parts.unitOfWork.runIdentity(({ signInAttempts }) =>
        this.counters.withdraw(signInAttempts, verdict.attempt),
      );
      return refused('overloaded', account, error.retryAfterSeconds);
    }
  }

  private async compare(
    request: SignInRequest,
    account: IdentityAccount | undefined,
    attempt: CountedAttempt,
  ): Promise<SignInResult> {
    const matches = await this.parts.hasher.verify(account?.passwordHash ?? null, request.password);
    // A disabled account is found out only here, after the same work.
    if (!matches || !account || account.disabledAt !== null) return refused('credentials', account);
    const opened = await this.parts.unitOfWork.runIdentity((stores) => this.open(stores, request, account, attempt));
    // Disabled, or given another password, while this one was being compared.
    if (!opened) return refused('credentials', account);
    await this.refreshHash(account, request);
    return { outcome: 'signed_in', ...opened, account: withoutPassword(account) };
  }

  private async open(
    stores: IdentityStores,
    { ip, userAgent, previousSessionId, now }: SignInRequest,
    account: IdentityAccount,
    attempt: CountedAttempt,
  ) {
    await this.counters.forgive(stores.signInAttempts, attempt);
    // Locked: whoever changes the password at this moment must see the session that it is to end.
    const current = await stores.identityAccounts.lock(account.id);
    if (!current || current.disabledAt !== null || current.passwordHash !== account.passwordHash) return undefined;
    const person = { accountId: account.id, acr: SINGLE_FACTOR, amr: [PASSWORD_METHOD], ip, userAgent };
    const limits = this.parts.sessionLimits ?? SESSION_LIMITS;
    return openSession(stores, person, previousSessionId, { limits, newId: this.parts.newId, now });
  }

  /** The only moment at which a hash of old parameters can be made anew. Never a reason to refuse. */
  private async refreshHash(account: IdentityAccount, { password, now }: SignInRequest): Promise<void> {
    const { hasher, unitOfWork } = this.parts;
    if (account.passwordHash === null || !hasher.needsRehash(account.passwordHash)) return;
    try {
      const passwordHash = await hasher.hash(password);
      await unitOfWork.runIdentity(async ({ identityAccounts }) => {
        const current = await identityAccounts.lock(account.id);
        if (current?.passwordHash !== account.passwordHash) return;
        await identityAccounts.update({ ...current, passwordHash, updatedAt: now });
      });
    } catch (error) {
      if (!(error instanceof HashingOverloadedError)) throw error;
    }
  }
}

function refused(
  reason: SignInRefusal,
  account: IdentityAccount | undefined,
  retryAfterSeconds?: number,
): SignInResult {
  const accountId = account?.id ?? null;
  return { outcome: 'refused', reason, accountId, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
