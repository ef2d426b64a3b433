/** What the one who asks may do to whom: the rule of the API, told beforehand. The API decides again. */
import { type AdminRole, type AdminScope, scopesOfRoles } from '@gatehouse/contracts';

/** Whoever uses the console. */
export interface Asking {
  readonly roles: readonly string[];
  readonly scopes: readonly AdminScope[];
}

/** Why somebody cannot give or take this role; undefined when they can. */
export function roleRefusal(asking: Asking, role: AdminRole): string | undefined {
  if (role === 'owner' && !asking.roles.includes('owner')) return 'Only an owner can give or take this role.';
  const missing = missingScopes(asking, [role]);
  return missing.length === 0 ? undefined : `It allows more than you may do: ${missing.join(', ')}.`;
}

/** Why somebody cannot change a user with these roles; undefined when they can. */
export function targetRefusal(asking: Asking, roles: readonly string[]): string | undefined {
  if (roles.includes('owner') && !asking.roles.includes('owner')) return 'Only an owner can change an owner.';
  const missing = missingScopes(asking, roles);
  return missing.length === 0 ? undefined : `This user may do more than you: ${missing.join(', ')}.`;
}

function missingScopes({ scopes }: Asking, roles: readonly string[]): AdminScope[] {
  return [...scopesOfRoles(roles)].filter((scope) => !scopes.includes(scope));
}
