/** Issued tokens as the admin API shows them: nothing from which a token could be made. */
import type { Lineage, LedgerToken, LineageToken } from '@gatehouse/persistence';
import { selfOf } from '../http/admin/path-ids';
import type { AdminPrincipal } from '../http/admin/principal';
import type { LineageAnswer, LineageTokenAnswer, TokenAnswer } from './tokens.dto';

const DIGITS_SHOWN = 12;

/** What changes with who asks, or with every use: no part of the entity tag. */
export const BESIDE_THE_TOKEN = { without: ['username', 'last_used_at'] };

export function tokenAnswer(found: LedgerToken, principal: Pick<AdminPrincipal, 'scopes'>): TokenAnswer {
  const { token } = found;
  return {
    self: selfOf('tokens', token.id),
    id: token.id,
    kind: token.kind,
    format: token.format,
    state: found.state,
    ended_by: found.endedBy,
    client_id: token.clientId,
    subject: token.subject,
    username: principal.scopes.has('users:read') ? found.username : null,
    family_id: token.familyId,
    session_id: token.sessionId,
    consent_id: found.consentId,
    parent_id: token.parentId,
    successor_id: token.successorId,
    generation: token.generation,
    grant_type: token.grantType,
    scope: [...token.scope],
    audience: [...token.audience],
    key_id: token.keyId,
    digest_prefix: token.digest.toString('hex').slice(0, DIGITS_SHOWN),
    issued_at: token.issuedAt,
    expires_at: token.expiresAt,
    ip: token.ip,
    user_agent: token.userAgent,
    used_at: found.consumedAt,
    rotated_at: token.rotatedAt,
    last_used_at: token.lastUsedAt,
    reused_at: token.reusedAt,
    revoked_at: token.revokedAt,
    revocation_reason: token.revocationReason,
  };
}

function lineageTokenAnswer(found: LineageToken, principal: AdminPrincipal): LineageTokenAnswer {
  return {
    ...tokenAnswer(found, principal),
    ip_changed: found.ipChanged,
    user_agent_changed: found.userAgentChanged,
    rotation_gap: found.rotationGap,
  };
}

/** @param next the sealed cursor to the next page of the family */
export function lineageAnswer(lineage: Lineage, next: string | null, principal: AdminPrincipal): LineageAnswer {
  const { session, consent, family } = lineage;
  return {
    token: tokenAnswer(lineage.token, principal),
    session: session && {
      id: session.id,
      user_id: session.accountId,
      auth_time: session.authTime,
      acr: session.acr,
      amr: [...session.amr],
      started_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
      ended_at: session.endedAt,
      end_reason: session.endReason,
      ip: session.ip,
      user_agent: session.userAgent,
    },
    consent: consent && {
      id: consent.id,
      scope: [...consent.scope],
      resources: [...consent.resources],
      created_at: consent.createdAt,
      updated_at: consent.updatedAt,
      revoked_at: consent.revokedAt,
    },
    family: family && {
      id: family.id,
      client_id: family.clientId,
      scope: [...family.scope],
      resources: [...family.resources],
      offline: family.offline,
      created_at: family.createdAt,
      expires_at: family.expiresAt,
      ended_by: family.endedBy,
      revoked_at: family.revokedAt,
      revocation_reason: family.revocationReason,
    },
    ancestors: [...lineage.ancestors],
    counts: { ...lineage.counts },
    counts_capped: lineage.countsCapped,
    tokens: lineage.tokens.map((each) => lineageTokenAnswer(each, principal)),
    next,
  };
}
