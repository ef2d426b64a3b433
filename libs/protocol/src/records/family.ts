/** A family: one approval by a person and everything that descends from it. Revoking the family ends all of it. */

export interface FamilyRecord {
  readonly id: string;
  readonly clientId: string;
  readonly accountId: string;
  /** The browser session in which it was approved; its end ends the family, unless `offline`. */
  readonly sessionId: string;
  readonly consentId: string | null;
  readonly scope: readonly string[];
  /** Identifiers of the APIs that were approved, named in the request (RFC 8707 §2.1) or reached by its scope. */
  readonly resources: readonly string[];
  /** `offline_access` was granted: the family outlives the browser session. */
  readonly offline: boolean;
  /** When the person authenticated, and how; repeated in every ID token of the family. */
  readonly authTime: number;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly createdAt: number;
  /** Absolute end of the family. */
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly revocationReason: RevocationReason | null;
}

export const REVOCATION_REASONS = [
  'code_replayed',
  'refresh_token_reused',
  'revoked_by_client',
  'revoked_by_admin',
  'revoked_by_person',
  'consent_revoked',
  'session_ended',
  'password_changed',
  'account_disabled',
  'account_deleted',
  'client_disabled',
  'client_deleted',
  'secret_leaked',
  'signing_key_revoked',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];
