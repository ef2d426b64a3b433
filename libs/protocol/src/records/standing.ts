/**
 * Whether what a token hangs on still stands. Every use and every issue asks here, so nothing disabled or ended
 * ever passes by a side path.
 */
import type { KeyRing } from '../ports/key-ring';
import type { ClientRecord } from './client';
import type { FamilyRecord } from './family';
import type { TokenRecord } from './token';

/** Stored facts about the parents of a token, read together with it. Null = not ended, 0 = gone. */
export interface Standing {
  readonly accountDisabledAt: number | null;
  /** Everything approved by the person up to this moment is revoked. */
  readonly accountTokensRevokedBefore: number | null;
  readonly sessionEndedAt: number | null;
  /** Why it ended, in the words of identity; null while it stands or when it is gone. */
  readonly sessionEndReason: string | null;
  readonly consentRevokedAt: number | null;
  /** The client as stored: what memory holds of it may be half a second old on other replicas. */
  readonly client: ClientStanding;
}

export interface ClientStanding {
  readonly disabledAt: number | null;
  /** Everything issued to it up to this moment is revoked. */
  readonly tokensRevokedBefore: number | null;
  /** Older tokens belong to a former client of the same name. */
  readonly createdAt: number;
}

export interface FamilyEntry {
  readonly family: FamilyRecord;
  readonly standing: Standing;
}

/** A ledger row with its family, if it has one. */
export interface TokenEntry {
  readonly token: TokenRecord;
  readonly entry: FamilyEntry | null;
  readonly standing: TokenStanding;
}

export interface TokenStanding {
  readonly client: ClientStanding;
  /** When the key that signed it was revoked; null also for opaque tokens. */
  readonly keyRevokedAt: number | null;
}

/** What the gate looks at; every read of the ledger, however lean, can be judged. */
export interface JudgedFamily {
  readonly family: Pick<FamilyRecord, 'createdAt' | 'offline' | 'revokedAt' | 'expiresAt'>;
  readonly standing: Standing;
}
export interface JudgedToken {
  readonly token: Pick<TokenRecord, 'issuedAt' | 'keyId' | 'revokedAt' | 'expiresAt'>;
  readonly entry: JudgedFamily | null;
  readonly standing: TokenStanding;
}
type JudgedClient = Pick<ClientRecord, 'disabledAt' | 'tokensRevokedBefore'>;

export type Ended =
  | 'client_disabled'
  | 'client_tokens_revoked'
  | 'account_disabled'
  | 'account_tokens_revoked'
  | 'consent_revoked'
  | 'session_ended'
  | 'family_revoked'
  | 'family_expired'
  | 'signing_key_revoked'
  | 'token_revoked'
  | 'token_expired';

/** Sessions that a person left; what was approved for good (`offline_access`) survives. Any other end takes everything. */
const LEFT_BY_THE_PERSON: readonly string[] = ['signed_out', 'replaced'];

/** Why nothing may be issued from this family any more, or undefined while it stands. */
export function familyEnded(entry: JudgedFamily, client: JudgedClient | undefined, now: number): Ended | undefined {
  const { family, standing } = entry;
  const ofClient = clientEnded(family.createdAt, client, standing.client);
  if (ofClient) return ofClient;
  if (standing.accountDisabledAt !== null) return 'account_disabled';
  if (family.createdAt <= (standing.accountTokensRevokedBefore ?? -1)) return 'account_tokens_revoked';
  if (standing.consentRevokedAt !== null) return 'consent_revoked';
  if (standing.sessionEndedAt !== null && !survives(family.offline, standing)) return 'session_ended';
  if (family.revokedAt !== null) return 'family_revoked';
  if (family.expiresAt <= now) return 'family_expired';
  return undefined;
}

/** A row of a session that was cleaned away says nothing about why it ended; its families were judged while it was there. */
function survives(offline: boolean, { sessionEndReason }: Standing): boolean {
  return offline && (sessionEndReason === null || LEFT_BY_THE_PERSON.includes(sessionEndReason));
}

/**
 * Why this token is not active, or undefined while it is. Rotation is not an end: it is judged by its policy.
 * @param client as memory has it, if it does; what is stored counts in any case
 */
export function tokenEnded(
  found: JudgedToken,
  client: JudgedClient | undefined,
  keys: Pick<KeyRing, 'isRevoked'> | undefined,
  now: number,
): Ended | undefined {
  const { token, standing } = found;
  const ofClient = clientEnded(token.issuedAt, client, standing.client);
  if (ofClient) return ofClient;
  if (standing.keyRevokedAt !== null) return 'signing_key_revoked';
  if (token.keyId !== null && keys?.isRevoked(token.keyId) === true) return 'signing_key_revoked';
  if (token.revokedAt !== null) return 'token_revoked';
  if (token.expiresAt <= now) return 'token_expired';
  return found.entry ? familyEnded(found.entry, client, now) : undefined;
}

function clientEnded(issuedAt: number, client: JudgedClient | undefined, stored: ClientStanding): Ended | undefined {
  if (stored.disabledAt !== null || (client !== undefined && client.disabledAt !== null)) return 'client_disabled';
  if (issuedAt < stored.createdAt) return 'client_tokens_revoked';
  const epoch = Math.max(stored.tokensRevokedBefore ?? -1, client?.tokensRevokedBefore ?? -1);
  return issuedAt <= epoch ? 'client_tokens_revoked' : undefined;
}
