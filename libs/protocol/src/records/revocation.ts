/** Revoking as it is ordered, previewed, carried out and told about afterwards. */
import type { AuditActor } from '@gatehouse/audit';
import type { TokenKind } from './token';

/** What can be ordered, with what it is about. docs/revocation.md says what each one ends. */
export type RevocationEvent =
  | { readonly event: 'token' | 'descendants'; readonly tokenId: string }
  | { readonly event: 'family'; readonly familyId: string }
  | { readonly event: 'consent'; readonly consentId: string }
  | { readonly event: 'session'; readonly sessionId: string }
  | {
      readonly event: 'user' | 'password_changed' | 'user_disabled' | 'user_deleted';
      readonly accountId: string;
    }
  | { readonly event: 'client' | 'client_disabled' | 'client_deleted'; readonly clientId: string }
  | { readonly event: 'user_at_client'; readonly accountId: string; readonly clientId: string }
  | { readonly event: 'secret_leaked'; readonly clientId: string; readonly secretId: string }
  | { readonly event: 'signing_key'; readonly keyId: string }
  /** In the words of the token search; whoever iterates the ledger reads them. */
  | { readonly event: 'filter'; readonly filter: Readonly<Record<string, unknown>> };

export const REVOCATION_EVENTS = [
  'token',
  'descendants',
  'family',
  'consent',
  'session',
  'user',
  'client',
  'user_at_client',
  'signing_key',
  'filter',
  'password_changed',
  'user_disabled',
  'user_deleted',
  'client_disabled',
  'client_deleted',
  'secret_leaked',
] as const satisfies readonly RevocationEvent['event'][];
export type RevocationEventName = (typeof REVOCATION_EVENTS)[number];

/** Why, in one word that lists can be filtered by; the sentence beside it is for people. */
export const REVOCATION_CAUSES = [
  'compromised',
  'suspicious_activity',
  'lost_device',
  'left_organization',
  'person_asked',
  'no_longer_needed',
  'policy',
  'test',
  'other',
  /** Follows from another change, such as a new password. */
  'consequence',
] as const;
export type RevocationCause = (typeof REVOCATION_CAUSES)[number];

/**
 * `previewed` until committed or too old; `running`: being carried out in batches (filters); `marking`: everything is
 * dead, the rows are being marked so that lists and searches show it; `stopped` by an admin before the end; `finished`.
 */
export const REVOCATION_STATES = ['previewed', 'running', 'marking', 'stopped', 'finished'] as const;
export type RevocationState = (typeof REVOCATION_STATES)[number];

/** What is alive in a set and would end. */
export interface RevocationCounts {
  readonly tokens: number;
  readonly byKind: Readonly<Partial<Record<TokenKind, number>>>;
  /** Distinct people and clients that hold them. */
  readonly users: number;
  readonly clients: number;
  readonly families: number;
  /** Signed-in browsers that would be signed out. */
  readonly sessions: number;
  /** JWT access tokens: verifiers that ask nobody accept them until they expire, those that follow the feed do not. */
  readonly jwts: number;
  /** Epoch milliseconds; null when there is none. */
  readonly jwtsAcceptedUntil: number | null;
}

export const NO_COUNTS: RevocationCounts = {
  tokens: 0,
  byKind: {},
  users: 0,
  clients: 0,
  families: 0,
  sessions: 0,
  jwts: 0,
  jwtsAcceptedUntil: null,
};

/** Who, from where. */
export interface RevocationOrigin {
  readonly actor: AuditActor;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface RevocationRecord {
  readonly id: string;
  readonly event: RevocationEvent;
  readonly state: RevocationState;
  readonly createdAt: number;
  readonly createdBy: AuditActor;
  /** End of the preview. */
  readonly expiresAt: number | null;
  readonly committedAt: number | null;
  readonly committedBy: AuditActor | null;
  readonly cause: RevocationCause | null;
  readonly reason: string | null;
  /** As previewed, then as committed; null where nobody counted beforehand. */
  readonly counts: RevocationCounts | null;
  /** The set is larger than what is looked at and listed: counts are lower bounds. */
  readonly truncated: boolean;
  /** Of the job: where it stands, and how many rows it has marked or revoked. */
  readonly cursor: RevocationCursor | null;
  readonly done: number;
  readonly finishedAt: number | null;
}

/**
 * The family at hand, if the set goes by families, and the last token seen; of a client's end, the last consent; at last,
 * that only the list of members is left to be closed.
 */
export interface RevocationCursor {
  readonly familyId?: string;
  readonly tokenId?: string;
  readonly consentId?: string;
  readonly closing?: boolean;
}

/** `pending`: previewed, or not reached by the job yet; `gone`: dead by itself before it was its turn. */
export const REVOCATION_MEMBER_STATES = ['pending', 'revoked', 'gone'] as const;
export type RevocationMemberState = (typeof REVOCATION_MEMBER_STATES)[number];

export interface RevocationMember {
  readonly tokenId: string;
  readonly kind: TokenKind;
  readonly state: RevocationMemberState;
}
