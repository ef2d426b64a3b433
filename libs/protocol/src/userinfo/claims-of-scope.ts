/** Which claims a scope releases, each in its own JSON type; what is unknown is left out. OpenID Connect Core §5.1, §5.3.2, §5.4. */
import type { AccountRecord } from '../records/account';
import { inSeconds } from '../token/issue/lifetimes';

type Claims = Record<string, unknown>;

const PROFILE_TEXTS = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
] as const;
const ADDRESS_TEXTS = ['formatted', 'street_address', 'locality', 'region', 'postal_code', 'country'] as const;

const CLAIMS_OF_SCOPE: Readonly<Record<string, (account: AccountRecord) => Claims>> = {
  profile: (account) => ({
    preferred_username: account.username,
    ...texts(PROFILE_TEXTS, account.claims),
    updated_at: inSeconds(account.updatedAt),
  }),

  email: ({ email, emailVerified }) => (email === null || email === '' ? {} : { email, email_verified: emailVerified }),

  address: ({ claims }) => {
    const { address } = claims;
    if (typeof address !== 'object' || address === null) return {};
    const parts = texts(ADDRESS_TEXTS, address as Claims);
    return Object.keys(parts).length === 0 ? {} : { address: parts };
  },

  phone: ({ claims }) => {
    const phone = texts(['phone_number'], claims);
    if (phone['phone_number'] === undefined) return {};
    const verified = claims['phone_number_verified'];
    return { ...phone, phone_number_verified: verified === true };
  },
};

function texts(names: readonly string[], source: Readonly<Claims>): Claims {
  const found: Claims = {};
  for (const name of names) {
    const value = source[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
}

/** `sub` and the claims that `scope` releases. */
export function claimsOfScope(account: AccountRecord, scope: readonly string[]): Claims {
  const claims: Claims = { sub: account.id };
  for (const word of scope) {
    if (Object.hasOwn(CLAIMS_OF_SCOPE, word)) Object.assign(claims, CLAIMS_OF_SCOPE[word]?.(account));
  }
  return claims;
}
