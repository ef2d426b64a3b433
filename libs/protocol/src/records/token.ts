/** One row of the ledger: a token that was issued, without the token. */
import type { AccessTokenFormat } from '../vocabulary/words';
import type { Bindings } from './authorization-code';
import type { RevocationReason } from './family';

/** A code has a row too, so that everything that descends from an approval is found in one place. */
export const TOKEN_KINDS = ['authorization_code', 'access_token', 'refresh_token', 'id_token'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export interface TokenRecord {
  /** UUIDv7; a JWT carries it as `jti`. */
  readonly id: string;
  readonly kind: TokenKind;
  readonly format: AccessTokenFormat;
  /** SHA-256 of the token as issued. */
  readonly digest: Buffer;
  /** Null for tokens that no person approved (client credentials). */
  readonly familyId: string | null;
  /** The code or refresh token that it was exchanged for. */
  readonly parentId: string | null;
  readonly clientId: string;
  /** `sub`: the account's id, or the client's id where no person is involved. */
  readonly subject: string;
  readonly sessionId: string | null;
  readonly grantType: string;
  readonly scope: readonly string[];
  readonly audience: readonly string[];
  /** The key that signed it, for JWTs. */
  readonly keyId: string | null;
  readonly bindings: Bindings;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly revokedAt: number | null;
  readonly revocationReason: RevocationReason | null;
  /** Refresh tokens only: how often it was rotated before, 0 for the first. */
  readonly generation: number;
  /** Refresh tokens only: when its successor was issued. */
  readonly rotatedAt: number | null;
  readonly successorId: string | null;
  /** The successor, sealed under a key derived from this very token: the database alone cannot read it. */
  readonly successorSealed: Buffer | null;
  /** Refresh tokens only: last exchange without rotation. */
  readonly lastUsedAt: number | null;
  /** Codes and refresh tokens only: when it was first presented again after its use. */
  readonly reusedAt: number | null;
}
