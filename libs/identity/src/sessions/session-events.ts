/** What the audit log tells about sessions. */
import type { AuditEvent } from '@gatehouse/audit';
import type { SessionEndReason, SessionRecord } from '../records/session';

interface Origin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** @param renewed the browser was signed in as the same person before and goes on under the same session */
export function signedIn(session: SessionRecord, now: number, renewed: boolean): AuditEvent {
  const { id, accountId, amr, acr, ip, userAgent } = session;
  return {
    id: 'sign_in.succeeded',
    at: now,
    subject: accountId,
    sessionId: id,
    target: { kind: 'session', id },
    ip,
    userAgent,
    detail: { amr, acr, renewed },
  };
}

export function sessionEnded(
  session: Pick<SessionRecord, 'id' | 'accountId'>,
  now: number,
  { ip, userAgent }: Origin,
  reason: SessionEndReason,
): AuditEvent {
  const { id, accountId } = session;
  return {
    id: 'session.ended',
    at: now,
    subject: accountId,
    sessionId: id,
    target: { kind: 'session', id },
    ip,
    userAgent,
    detail: { reason },
  };
}
