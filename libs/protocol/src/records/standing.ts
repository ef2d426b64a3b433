/**
 * Whether what a token hangs on still stands. Every use and every issue asks here, so nothing disabled or ended
 * ever passes by a side path.
 */
import type { ClientRecord } from './client';
import type { FamilyRecord } from './family';
import type { TokenRecord } from './token';

/** Stored facts about the parents of a token, read together with it. Null = not ended. */
export interface Standing {
  readonly accountDisabledAt: number | null;
  readonly sessionEndedAt: number | null;
  readonly consentRevokedAt: number | null;
}

export interface FamilyEntry {
  readonly family: FamilyRecord;
  readonly standing: Standing;
}

/** A ledger row with its family, if it has one. */
export interface TokenEntry {
  readonly token: TokenRecord;
  readonly entry: FamilyEntry | null;
}

export type Ended =
  | 'client_disabled'
  | 'account_disabled'
  | 'consent_revoked'
  | 'session_ended'
  | 'family_revoked'
  | 'family_expired'
  | 'token_revoked'
  | 'token_expired';

/** Why nothing may be issued from this family any more, or undefined while it stands. */
export function familyEnded(entry: FamilyEntry, client: ClientRecord, now: number): Ended | undefined {
  const { family, standing } = entry;
  if (client.disabledAt !== null) return 'client_disabled';
  if (standing.accountDisabledAt !== null) return 'account_disabled';
  if (standing.consentRevokedAt !== null) return 'consent_revoked';
  if (standing.sessionEndedAt !== null && !family.offline) return 'session_ended';
  if (family.revokedAt !== null) return 'family_revoked';
  if (family.expiresAt <= now) return 'family_expired';
  return undefined;
}

/** Why this token is not active, or undefined while it is. Rotation is not an end: it is judged by its policy. */
export function tokenEnded(found: TokenEntry, client: ClientRecord, now: number): Ended | undefined {
  if (client.disabledAt !== null) return 'client_disabled';
  if (found.token.revokedAt !== null) return 'token_revoked';
  if (found.token.expiresAt <= now) return 'token_expired';
  return found.entry ? familyEnded(found.entry, client, now) : undefined;
}
