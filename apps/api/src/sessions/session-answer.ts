/** Sessions and consents as the admin API shows them. */
import type { BoundedCount, ListedConsent, ListedSession, SessionFamily } from '@gatehouse/persistence';
import { selfOf } from '../http/admin/path-ids';
import type { AdminPrincipal } from '../http/admin/principal';
import type { ConsentAnswer } from './consents.dto';
import type { SessionAnswer, SessionEventAnswer, SessionFamilyAnswer } from './sessions.dto';

/** Members that change by themselves, or with who asks: no part of the entity tag of a session. */
export const BESIDE_THE_SESSION = {
  without: ['own', 'last_seen_at', 'families', 'live_tokens', 'newest_families', 'timeline'],
};

const NONE: BoundedCount = { count: 0, more: false };

export function sessionAnswer(
  session: ListedSession,
  families: BoundedCount = NONE,
  principal?: Pick<AdminPrincipal, 'sessionId'>,
): SessionAnswer {
  return {
    self: selfOf('sessions', session.id),
    id: session.id,
    user_id: session.accountId,
    username: session.username,
    own: principal?.sessionId === session.id,
    state: session.state,
    started_at: session.startedAt,
    auth_time: session.authTime,
    acr: session.acr,
    amr: [...session.amr],
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
    ended_at: session.endedAt,
    end_reason: session.endReason,
    ip: session.ip,
    user_agent: session.userAgent,
    families: { ...families },
  };
}

export function familyAnswer(family: SessionFamily): SessionFamilyAnswer {
  return {
    id: family.id,
    client_id: family.clientId,
    consent_id: family.consentId,
    scope: [...family.scope],
    resources: [...family.resources],
    offline: family.offline,
    created_at: family.createdAt,
    expires_at: family.expiresAt,
    revoked_at: family.revokedAt,
    revocation_reason: family.revocationReason,
  };
}

/** What is known of a session in order of time; approvals as far as they were read. */
export function timelineOf(session: ListedSession, families: readonly SessionFamily[]): SessionEventAnswer[] {
  const events: SessionEventAnswer[] = [{ at: session.startedAt, event: 'started' }];
  if (session.authTime > session.startedAt) events.push({ at: session.authTime, event: 'authenticated' });
  for (const { id, clientId, createdAt, revokedAt, revocationReason } of families) {
    const of = { family_id: id, client_id: clientId };
    events.push({ at: createdAt, event: 'approved', ...of });
    if (revokedAt !== null) {
      events.push({ at: revokedAt, event: 'revoked', ...of, ...(revocationReason && { reason: revocationReason }) });
    }
  }
  events.push({ at: session.lastSeenAt, event: 'last_seen' });
  if (session.endedAt !== null) {
    events.push({ at: session.endedAt, event: 'ended', ...(session.endReason && { reason: session.endReason }) });
  } else if (session.state === 'expired') {
    events.push({ at: session.expiresAt, event: 'expired' });
  }
  return events.sort((left, right) => left.at - right.at);
}

export function consentAnswer(consent: ListedConsent): ConsentAnswer {
  return {
    self: selfOf('consents', consent.id),
    id: consent.id,
    user_id: consent.accountId,
    username: consent.username,
    client_id: consent.clientId,
    scope: [...consent.scope],
    resources: [...consent.resources],
    state: consent.revokedAt === null ? 'live' : 'revoked',
    created_at: consent.createdAt,
    updated_at: consent.updatedAt,
    revoked_at: consent.revokedAt,
  };
}
