/**
 * Who may ask for what: every route of the admin API has a row, written by hand. The matrix test takes the routes from the
 * router, so a route without a row fails it, and so does a row without a route.
 */

export interface Expectation {
  /** Every one of these is needed; `any` = one of any kind; `open` = everybody. */
  readonly needs: readonly string[] | 'any' | 'open';
  /** Whether it changes something: then nobody who may only read gets in. */
  readonly changes: boolean;
}

const read = (...needs: string[]): Expectation => ({ needs, changes: false });
const change = (...needs: string[]): Expectation => ({ needs, changes: true });

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'GET /admin/v1/openapi.json': { needs: 'open', changes: false },

  // Clients and their secrets.
  'GET /admin/v1/clients': read('clients:read'),
  'POST /admin/v1/clients': change('clients:write'),
  'POST /admin/v1/clients/check': read('clients:read'),
  'GET /admin/v1/clients/:client_id': read('clients:read'),
  'PATCH /admin/v1/clients/:client_id': change('clients:write'),
  'DELETE /admin/v1/clients/:client_id': change('clients:write'),
  'POST /admin/v1/clients/:client_id/enable': change('clients:write'),
  'POST /admin/v1/clients/:client_id/disable': change('clients:write'),
  'GET /admin/v1/clients/:client_id/lint': read('clients:read'),
  'GET /admin/v1/clients/:client_id/secrets': read('clients:read'),
  'POST /admin/v1/clients/:client_id/secrets': change('clients:write'),
  'POST /admin/v1/clients/:client_id/secrets/roll': change('clients:write'),
  'GET /admin/v1/clients/:client_id/secrets/:secret_id': read('clients:read'),
  'PATCH /admin/v1/clients/:client_id/secrets/:secret_id': change('clients:write'),
  'DELETE /admin/v1/clients/:client_id/secrets/:secret_id': change('clients:write'),

  'GET /admin/v1/clients/:client_id/rejected-redirect-uris': read('clients:read'),
  'POST /admin/v1/clients/:client_id/redirect-uris': change('clients:write'),
  'DELETE /admin/v1/clients/:client_id/redirect-uris/:redirect_uri_id': change('clients:write'),

  // APIs and their scopes.
  'GET /admin/v1/apis': read('clients:read'),
  'POST /admin/v1/apis': change('clients:write'),
  'GET /admin/v1/apis/:api_id': read('clients:read'),
  'PATCH /admin/v1/apis/:api_id': change('clients:write'),
  'DELETE /admin/v1/apis/:api_id': change('clients:write'),
  'POST /admin/v1/apis/:api_id/enable': change('clients:write'),
  'POST /admin/v1/apis/:api_id/disable': change('clients:write'),
  'PUT /admin/v1/apis/:api_id/scopes/:scope': change('clients:write'),
  'DELETE /admin/v1/apis/:api_id/scopes/:scope': change('clients:write'),

  // What was issued, and how it ends.
  'GET /admin/v1/tokens': read('tokens:read'),
  'POST /admin/v1/tokens/lookup': read('tokens:read'),
  'GET /admin/v1/tokens/:token_id': read('tokens:read'),
  'GET /admin/v1/tokens/:token_id/lineage': read('tokens:read'),
  'GET /admin/v1/revocations': read('tokens:read'),
  'GET /admin/v1/revocations/:id': read('tokens:read'),
  'GET /admin/v1/revocations/:id/members': read('tokens:read'),
  'POST /admin/v1/revocations/preview': change('tokens:revoke'),
  'POST /admin/v1/revocations': change('tokens:revoke'),
  'POST /admin/v1/revocations/:id/stop': change('tokens:revoke'),

  // People, their sessions and consents.
  'GET /admin/v1/me': { needs: 'any', changes: false },
  'GET /admin/v1/users': read('users:read'),
  'POST /admin/v1/users': change('users:write'),
  'GET /admin/v1/users/:user_id': read('users:read'),
  'PATCH /admin/v1/users/:user_id': change('users:write'),
  'DELETE /admin/v1/users/:user_id': change('users:write'),
  'POST /admin/v1/users/:user_id/enable': change('users:write'),
  'POST /admin/v1/users/:user_id/disable': change('users:write'),
  'PUT /admin/v1/users/:user_id/roles': change('users:write'),
  'PUT /admin/v1/users/:user_id/password': change('users:write'),
  'DELETE /admin/v1/users/:user_id/password': change('users:write'),
  'POST /admin/v1/users/:user_id/lift-sign-in-lock': change('users:write'),
  'POST /admin/v1/users/:user_id/sessions/end': change('tokens:revoke'),
  'GET /admin/v1/sessions': read('users:read'),
  'GET /admin/v1/sessions/:session_id': read('users:read'),
  'POST /admin/v1/sessions/:session_id/end': change('tokens:revoke'),
  'GET /admin/v1/consents': read('users:read'),
  'GET /admin/v1/consents/:consent_id': read('users:read'),
  'POST /admin/v1/consents/:consent_id/revoke': change('tokens:revoke'),

  // What happened, and why something did not.
  'GET /admin/v1/audit': read('audit:read'),
  'GET /admin/v1/audit/:event_id': read('audit:read'),
  'GET /admin/v1/audit/checkpoints': read('audit:read'),
  'GET /admin/v1/audit/export': read('audit:read'),
  'GET /admin/v1/audit/stream': read('audit:read'),
  'POST /admin/v1/audit/verify': read('audit:read'),
  'GET /admin/v1/failures': read('clients:read'),
  'GET /admin/v1/failures/:reference': read('clients:read'),

  // What would happen.
  'POST /admin/v1/authorization-checks': read('clients:read'),
  'POST /admin/v1/clients/:client_id/token-preview': read('clients:read'),
  'GET /admin/v1/search': { needs: 'any', changes: false },

  // How often it happened, how much there is, and what needs somebody.
  'GET /admin/v1/stats': read('audit:read'),
  'GET /admin/v1/stats/now': read('audit:read'),
  'GET /admin/v1/attention': read('audit:read', 'clients:read'),

  // Keys, settings, upkeep.
  'GET /admin/v1/signing-keys': read('keys:read'),
  'GET /admin/v1/signing-keys/:kid': read('keys:read'),
  'POST /admin/v1/signing-keys/announce': change('keys:write'),
  'POST /admin/v1/signing-keys/:kid/activate': change('keys:write'),
  'POST /admin/v1/signing-keys/:kid/retire': change('keys:write'),
  'POST /admin/v1/signing-keys/emergency': change('keys:write'),
  'GET /admin/v1/settings': read('settings:read'),
  'PATCH /admin/v1/settings': change('settings:write'),
  'GET /admin/v1/upkeep': read('settings:read'),
};

/** What each role may do at most: again by hand, not from the code that is tested. */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  owner: ['*'],
  admin: ['*'],
  developer: ['clients:read', 'clients:write', 'tokens:read', 'audit:read', 'keys:read', 'settings:read'],
  auditor: ['clients:read', 'tokens:read', 'users:read', 'audit:read', 'keys:read', 'settings:read'],
  support: ['clients:read', 'tokens:read', 'tokens:revoke', 'users:read', 'users:write', 'audit:read'],
  nobody: [],
};

/** Whether somebody with these scopes gets in. */
export function admits({ needs }: Expectation, scopes: readonly string[]): boolean {
  if (needs === 'open') return true;
  if (scopes.includes('*')) return true;
  return needs === 'any' ? scopes.length > 0 : needs.every((scope) => scopes.includes(scope));
}
