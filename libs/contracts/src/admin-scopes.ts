/** The admin API as a protected resource: what may be asked of it, and which role of a person holds what. */

/** What clients send as `resource`, and the audience of every access token for the admin API. */
export const ADMIN_RESOURCE = 'urn:gatehouse:admin';

/** Each scope with what a person reads when a client asks for it. */
export const ADMIN_SCOPES = {
  'clients:read': 'See clients, APIs, and requests of theirs that failed',
  'clients:write': 'Register and change clients, their secrets, and APIs',
  'tokens:read': 'See issued tokens and where they came from',
  'tokens:revoke': 'Revoke tokens and consents, and end sessions',
  'users:read': 'See people, their roles, sessions and consents',
  'users:write': 'Make and change people, their roles and credentials',
  'audit:read': 'Read and export the audit log',
  'keys:read': 'See signing keys',
  'keys:write': 'Rotate and revoke signing keys',
  'settings:read': 'See the settings and the state of this server',
  'settings:write': 'Change the settings of this server',
} as const satisfies Readonly<Record<string, string>>;

export type AdminScope = keyof typeof ADMIN_SCOPES;
export const ADMIN_SCOPE_NAMES = Object.keys(ADMIN_SCOPES) as readonly AdminScope[];

export function isAdminScope(word: string): word is AdminScope {
  return Object.hasOwn(ADMIN_SCOPES, word);
}

export const ADMIN_ROLES = ['owner', 'admin', 'developer', 'auditor', 'support'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

/** What each role may do at most. An owner differs from an admin in one thing: only owners make and unmake owners. */
export const ROLE_SCOPES: Readonly<Record<AdminRole, readonly AdminScope[]>> = {
  owner: ADMIN_SCOPE_NAMES,
  admin: ADMIN_SCOPE_NAMES,
  developer: ['clients:read', 'clients:write', 'tokens:read', 'audit:read', 'keys:read', 'settings:read'],
  auditor: ADMIN_SCOPE_NAMES.filter((scope) => scope.endsWith(':read')),
  support: ['clients:read', 'tokens:read', 'tokens:revoke', 'users:read', 'users:write', 'audit:read'],
};

/** What somebody with these roles may do at most. A role that is not known gives nothing. */
export function scopesOfRoles(roles: readonly string[]): ReadonlySet<AdminScope> {
  const known = ADMIN_ROLES.filter((role) => roles.includes(role));
  return new Set(known.flatMap((role) => ROLE_SCOPES[role]));
}
