/** A resource server with its scopes: the `resource` of RFC 8707 and the audience of RFC 9068. */
import type { AccessTokenFormat, SigningAlgorithm } from '../vocabulary/words';

export interface ApiScope {
  readonly name: string;
  readonly description: string;
}

export interface ApiRecord {
  /** Absolute URI without fragment: what clients send as `resource`. */
  readonly identifier: string;
  readonly name: string;
  readonly accessTokenFormat: AccessTokenFormat;
  readonly signingAlgorithm: SigningAlgorithm;
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly scopes: readonly ApiScope[];
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}
