/** Signed-in browsers, found by their cookie. Every answer looks at the stored row: nothing ended or disabled passes. */
import type { IdentityUnitOfWork } from '../ports/identity-stores';
import { withoutPassword, type PersonAccount } from '../records/account';
import type { SessionRecord } from '../records/session';
import { sessionEnded } from './session-events';
import { readIdentitySecret, sameSecret, SESSION_PREFIX } from '../secrets/identity-secret';
import { SESSION_LIMITS, sessionStands, type SessionLimits } from './session.policy';

export interface StandingSession {
  readonly session: SessionRecord;
  readonly account: PersonAccount;
}

export class Sessions {
  constructor(
    private readonly unitOfWork: IdentityUnitOfWork,
    private readonly limits: SessionLimits = SESSION_LIMITS,
  ) {}

  /** The session and person behind a cookie, or undefined when nobody is signed in (any more). @param now epoch milliseconds */
  async readSession(cookieValue: string, now: number): Promise<StandingSession | undefined> {
    const secret = readIdentitySecret(SESSION_PREFIX, cookieValue);
    const found = secret && (await this.unitOfWork.identityReads.sessions.find(secret.id));
    if (!found || !sameSecret(found.session.digest, secret.digest)) return undefined;
    const { session, account } = found;
    if (account.disabledAt !== null || !sessionStands(session, this.limits, now)) return undefined;
    // A sign-in that was under way when everything of the person was ended.
    if (session.authTime <= (account.tokensRevokedBefore ?? -1)) return undefined;
    if (now - session.lastSeenAt < this.limits.touchEvery) return { session, account: withoutPassword(account) };
    await this.unitOfWork.runIdentity((stores) => stores.sessions.touch(session.id, now));
    return { session: { ...session, lastSeenAt: now }, account: withoutPassword(account) };
  }

  /** Signs the browser out. @param origin where the request came from, for the audit log */
  endSession(
    id: string,
    now: number,
    origin: { readonly ip: string | null; readonly userAgent: string | null } = { ip: null, userAgent: null },
  ): Promise<'ended' | 'already-ended'> {
    return this.unitOfWork.runIdentity(async (stores) => {
      const verdict = await stores.sessions.end(id, now, 'signed_out');
      const found = verdict === 'ended' ? await stores.sessions.find(id) : undefined;
      if (found) await stores.audit.append(sessionEnded(found.session, now, origin, 'signed_out'));
      return verdict;
    });
  }
}
