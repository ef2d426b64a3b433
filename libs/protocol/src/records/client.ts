/** A registered client: RFC 7591 §2 metadata in our spelling, plus the policies an admin chose for it. */
import type { JwkSet } from '../crypto/jws';
import type { ApplicationType, ClientAuthenticationMethod, ResponseMode, SigningAlgorithm } from '../vocabulary/words';

export interface ClientSecretRecord {
  readonly id: string;
  readonly clientId: string;
  /** 32 bytes: HMAC-SHA-256 of the secret under the instance's client-secret key. */
  readonly digest: Buffer;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly lastUsedIp: string | null;
  readonly lastUsedMethod: string | null;
}

/** A redirect URI that is registered until a moment: of a deployment that is there only for a while. */
export interface ExpiringRedirectUri {
  readonly id: string;
  readonly clientId: string;
  readonly uri: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface ClientRecord {
  readonly clientId: string;
  readonly clientName: string;
  readonly applicationType: ApplicationType;
  readonly redirectUris: readonly string[];
  /** Beside them, the expired ones too for a while; undefined when there are none, and in lists. */
  readonly expiringRedirectUris?: readonly ExpiringRedirectUri[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  /** Each entry a set of words in canonical order, such as `code`. */
  readonly responseTypes: readonly string[];
  /** Undefined = every mode. */
  readonly responseModes?: readonly ResponseMode[];
  /** Scopes that the client may ask for. */
  readonly scope: readonly string[];
  readonly tokenEndpointAuthMethod: ClientAuthenticationMethod;
  readonly tokenEndpointAuthSigningAlg?: string;
  readonly jwks?: JwkSet;
  readonly idTokenSignedResponseAlg: SigningAlgorithm;
  readonly requirePkce: boolean;
  readonly consent: 'required' | 'skip';
  /** `issuer` accepts only our issuer as the audience of client assertions (FAPI 2.0); `any` also the endpoint. */
  readonly assertionAudience: 'issuer' | 'any';
  /** Overrides of the instance's policies; seconds. */
  readonly accessTokenLifetime?: number;
  readonly refreshTokenRotation?: boolean;
  /** Window in which a retry with a rotated refresh token gets the same successor; seconds, 0 to 60. */
  readonly refreshTokenGrace?: number;
  readonly refreshTokenLifetime?: number;
  readonly refreshTokenIdleLifetime?: number;
  readonly defaultMaxAge?: number;
  readonly logoUri?: string;
  readonly clientUri?: string;
  readonly policyUri?: string;
  readonly tosUri?: string;
  readonly contacts?: readonly string[];
  /** Identifiers of APIs whose access tokens it may introspect: RFC 7662 §4. */
  readonly introspects?: readonly string[];
  /** Everything issued to it up to this moment is revoked. */
  readonly tokensRevokedBefore?: number;
  readonly secrets: readonly ClientSecretRecord[];
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A client without a credential of its own: RFC 6749 §2.1. */
export function isPublicClient(client: Pick<ClientRecord, 'tokenEndpointAuthMethod'>): boolean {
  return client.tokenEndpointAuthMethod === 'none';
}
