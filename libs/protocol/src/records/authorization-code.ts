/** An authorization code as stored: digest only, single use, kept after use so that a replay is noticed. RFC 6749 §4.1.2. */

/** Data of extensions that rides on codes and tokens, one key per extension. */
export type Bindings = Readonly<Record<string, unknown>>;

export interface AuthorizationCodeRecord {
  readonly id: string;
  readonly digest: Buffer;
  readonly familyId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** The request named the redirect URI; then the token request must too. RFC 6749 §4.1.3. */
  readonly redirectUriSent: boolean;
  readonly nonce: string | null;
  readonly bindings: Bindings;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly consumedAt: number | null;
}
