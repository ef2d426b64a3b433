/**
 * What a grant hands to the token endpoint: proof of what may be issued, and the one conditional statement that claims
 * it. Reading, checking and signing happen before the transaction, the claim is its first statement.
 */
import type { Bindings } from '../records/authorization-code';
import type { FamilyRecord } from '../records/family';
import type { TokenRecord } from '../records/token';
import type { ProtocolStores } from '../ports/stores';
import type { OAuthError } from '../errors/oauth-error';
import type { EventId } from '../events/events';

/** A refresh token to give out beside the access token. */
export type RefreshTokenPlan =
  | { readonly kind: 'none' }
  /** The first of its family. */
  | { readonly kind: 'new' }
  /** The successor of a rotated one; `token` is the text of the token being rotated. */
  | { readonly kind: 'successor'; readonly of: TokenRecord; readonly token: string }
  /** The same text as before: rotation is off, or a retry gets the successor that exists. */
  | { readonly kind: 'same'; readonly token: string };

/** Everything that issuing needs to know. */
export interface ProvenAuthorization {
  readonly outcome: 'granted';
  /** Null where no person is involved. */
  readonly family: FamilyRecord | null;
  /** `sub` of the access token. */
  readonly subject: string;
  /** Scope of the access token. */
  readonly scope: readonly string[];
  /** Resource indicators of this request, RFC 8707 §2.2; empty = derived from the scope. */
  readonly resources: readonly string[];
  /** The code or refresh token exchanged. */
  readonly parentId: string | null;
  readonly nonce: string | null;
  readonly idToken: boolean;
  readonly refreshToken: RefreshTokenPlan;
  readonly bindings: Bindings;
  readonly event: EventId;
  /**
   * First statement of the transaction: the conditional UPDATE. `lost` means that somebody else was faster; the grant
   * is then asked again and judges the new state. Absent when nothing stored is claimed.
   */
  readonly claim?: (stores: ProtocolStores, issued: IssuedRefreshToken | undefined) => Promise<'claimed' | 'lost'>;
}

/** The refresh token that was prepared for this answer, for a claim that must name its successor. */
export interface IssuedRefreshToken {
  readonly id: string;
  readonly value: string;
}

/** A refusal; `mark` is committed before the error goes out (a replay must revoke the family and still be refused). */
export interface RefusedAuthorization {
  readonly outcome: 'refused';
  readonly error: OAuthError;
  readonly event: EventId;
  readonly familyId: string;
  readonly subject: string;
  /** The code or refresh token that was presented again. */
  readonly tokenId: string;
  readonly mark: (stores: ProtocolStores) => Promise<void>;
}

export type Redemption = ProvenAuthorization | RefusedAuthorization;
