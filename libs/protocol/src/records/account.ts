/** What the protocol needs to know of a person: RFC 6749's resource owner. */

export interface AccountRecord {
  /** The subject identifier in tokens. OpenID Connect Core §8 (public). */
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** Standard claims of OpenID Connect Core §5.1 beyond the above. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly disabledAt: number | null;
  readonly updatedAt: number;
}
