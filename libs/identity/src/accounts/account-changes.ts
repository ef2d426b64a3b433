/** What changed on a person's record, as the audit log tells it; and the record as those who administer it see it. */
import { isDeepStrictEqual } from 'node:util';
import { withoutPassword, type IdentityAccount, type PersonAccount } from '../records/account';

/** A person's record without the password's hash, and whether there is one. */
export type AdministeredAccount = PersonAccount & { readonly hasPassword: boolean };

export function administered(account: IdentityAccount): AdministeredAccount {
  return { ...withoutPassword(account), hasPassword: account.passwordHash !== null };
}

type Told = Readonly<Record<string, unknown>>;

/** Members that differ, before and after; claims one by one. @param before undefined for a new account */
export function changesOf(
  before: IdentityAccount | undefined,
  after: IdentityAccount,
): { readonly before: Told; readonly after: Told } {
  const old = before ? told(before) : {};
  const now = told(after);
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => !isDeepStrictEqual(old[name], now[name]));
  const pick = (from: Told): Told => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { before: pick(old), after: pick(now) };
}

function told({ username, email, emailVerified, roles, claims }: IdentityAccount): Told {
  const named = Object.entries(claims).map(([name, value]) => [`claims.${name}`, value]);
  return { username, email, email_verified: emailVerified, roles, ...Object.fromEntries(named) };
}
