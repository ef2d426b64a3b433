/** A person's record with what is needed to sign in. */

export const ROLES = ['owner', 'admin', 'developer', 'auditor', 'support'] as const;
/** Roles of people who administer the instance; an end user has none. */
export type Role = (typeof ROLES)[number];

export interface IdentityAccount {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** PHC string of argon2id, or null when the person has no password. */
  readonly passwordHash: string | null;
  readonly roles: readonly Role[];
  /** Standard claims of OpenID Connect Core §5.1 beyond username and e-mail. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly disabledAt: number | null;
  /** Everything that was issued for this person up to then is revoked. */
  readonly tokensRevokedBefore: number | null;
  /** Null when there never was a password, or nobody noted it then. */
  readonly passwordChangedAt: number | null;
  /** An admin lifted the sign-in lock then: attempts from before count no more. */
  readonly signInClearedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What leaves this library: everything but the password's hash. */
export type PersonAccount = Omit<IdentityAccount, 'passwordHash'>;

export function withoutPassword({ passwordHash: _, ...account }: IdentityAccount): PersonAccount {
  return account;
}
