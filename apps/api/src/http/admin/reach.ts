/**
 * Whom a principal may change. Whoever can set somebody's password or e-mail address can become them, so nobody changes an
 * account that may do more than they may; and only owners touch owners.
 */
import { type AdminScope, scopesOfRoles } from '@gatehouse/contracts';
import type { AdminPrincipal } from './principal';
import { problem } from './problems';

/** What the store says of somebody at this moment. */
export interface Holder {
  readonly roles: readonly string[];
  readonly disabledAt: number | null;
}

export interface Reach {
  readonly scopes: ReadonlySet<AdminScope>;
  readonly isOwner: boolean;
}

/**
 * What a principal may do at this moment.
 * @param actor the principal's account as it stands in the transaction, if the principal is a person
 * @param needed scopes of the route: a role may have been taken away since the request was let in
 * @throws Problem `token_invalid`, `scope_missing`
 */
export function reachOf(principal: AdminPrincipal, actor: Holder | undefined, needed: readonly AdminScope[]): Reach {
  if (principal.kind === 'client') return { scopes: principal.scopes, isOwner: false };
  if (!actor || actor.disabledAt !== null) throw problem('token_invalid');
  const ofRoles = scopesOfRoles(actor.roles);
  const scopes = new Set([...principal.scopes].filter((scope) => ofRoles.has(scope)));
  const missing = needed.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) throw problem('scope_missing', { detail: `Needed: ${missing.join(', ')}.` });
  return { scopes, isOwner: actor.roles.includes('owner') };
}

/** @throws Problem `target_holds_more` */
export function requireWithinReach(reach: Reach, target: Pick<Holder, 'roles'>): void {
  if (!isWithin(reach, target.roles)) throw problem('target_holds_more');
}

/** @throws Problem `role_not_held` when somebody would give a role that allows more than they may, or makes an owner */
export function requireGrantable(reach: Reach, roles: readonly string[]): void {
  if (!isWithin(reach, roles)) throw problem('role_not_held');
}

function isWithin({ scopes, isOwner }: Reach, roles: readonly string[]): boolean {
  if (roles.includes('owner') && !isOwner) return false;
  return [...scopesOfRoles(roles)].every((scope) => scopes.has(scope));
}
