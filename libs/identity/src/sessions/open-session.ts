/**
 * Signs a browser in. Its cookie's secret is always a new one, so that a cookie somebody planted before is worth nothing
 * afterwards. OWASP Session Management Cheat Sheet (renew the session ID after any privilege level change).
 */
import type { IdentityStores } from '../ports/identity-stores';
import type { SessionRecord } from '../records/session';
import { newIdentitySecret, SESSION_PREFIX } from '../secrets/identity-secret';
import { sessionEnded, signedIn } from './session-events';
import { sessionStands, type SessionLimits } from './session.policy';

/** Somebody who has just proved who they are. */
export interface ProvenPerson {
  readonly accountId: string;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface OpenedSession {
  readonly session: SessionRecord;
  /** For the cookie; shown once. */
  readonly cookieValue: string;
}

const USER_AGENT_MAXIMUM = 512;

const notEnded = { endedAt: null, endReason: null } as const;

/**
 * @param previousSessionId the session that this browser's cookie proved, if any: renewed for the same account, so that what
 * was issued under it lives on; ended for another one
 * @param newId makes UUIDv7 text
 */
export async function openSession(
  { sessions, audit }: Pick<IdentityStores, 'sessions' | 'audit'>,
  person: ProvenPerson,
  previousSessionId: string | undefined,
  {
    limits,
    newId,
    now,
  }: { readonly limits: SessionLimits; readonly newId: (now: number) => string; readonly now: number },
): Promise<OpenedSession> {
  const proof = {
    authTime: now,
    acr: person.acr,
    amr: person.amr,
    expiresAt: now + limits.absolute,
    ip: person.ip,
    userAgent: person.userAgent?.slice(0, USER_AGENT_MAXIMUM) ?? null,
  };
  const previous = previousSessionId === undefined ? undefined : await sessions.find(previousSessionId);
  if (previous && previous.session.accountId === person.accountId && sessionStands(previous.session, limits, now)) {
    const { value, id, digest } = newIdentitySecret(SESSION_PREFIX, previous.session.id);
    if ((await sessions.renew(id, { ...proof, digest })) === 'renewed') {
      const session = { ...previous.session, ...proof, digest, lastSeenAt: now };
      await audit.append(signedIn(session, now, true));
      return { session, cookieValue: value };
    }
  }
  if (previous && previous.session.accountId !== person.accountId) {
    const verdict = await sessions.end(previous.session.id, now, 'replaced');
    if (verdict === 'ended') await audit.append(sessionEnded(previous.session, now, person, 'replaced'));
  }
  const { value, id, digest } = newIdentitySecret(SESSION_PREFIX, newId(now));
  const session = { id, digest, accountId: person.accountId, ...proof, createdAt: now, lastSeenAt: now, ...notEnded };
  await sessions.insert(session);
  await audit.append(signedIn(session, now, false));
  return { session, cookieValue: value };
}
