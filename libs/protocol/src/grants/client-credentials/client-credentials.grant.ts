/** A client acting for itself: no person, so no ID token and no refresh token. RFC 6749 §4.4. */
import { invalidScope, invalidTarget } from '../../errors/oauth-errors';
import type { ApiRecord } from '../../records/api';
import type { ClientRecord } from '../../records/client';
import { apisOfResources, apisOfScope, scopeOwnedBy } from '../../token/issue/audience';
import { requestedResources } from '../../token/issue/requested-resources';
import type { Redemption, RefreshTokenPlan } from '../../token/proven-authorization';
import { isSubset, parseScope } from '../../vocabulary/scope';
import type { Grant, GrantRequest } from '../grant';

const NO_REFRESH_TOKEN: RefreshTokenPlan = { kind: 'none' };
const NOTHING = Object.freeze({});

export const clientCredentials: Grant = {
  type: 'client_credentials',
  parameters: ['grant_type', 'scope', 'client_id'],
  allowsPublicClients: false,

  async prove(request, context, extensions): Promise<Redemption> {
    const { client } = request;
    const apis = await context.apis.all();
    const resources = (await requestedResources(request, undefined, context, extensions)) ?? [];
    const allowed = resources.length === 0 ? registeredScope(client, apis) : scopeAtResources(client, resources, apis);
    return {
      outcome: 'granted',
      family: null,
      subject: client.clientId,
      scope: requestedScope(request, allowed),
      resources,
      parentId: null,
      nonce: null,
      idToken: false,
      refreshToken: NO_REFRESH_TOKEN,
      bindings: NOTHING,
      event: 'token.issued',
    };
  },
};

interface RegisteredScope {
  readonly apis: readonly ApiRecord[];
  readonly scope: readonly string[];
}

/** The answer stays the same until the client or the APIs change, and then their objects do. */
const registered = new WeakMap<ClientRecord, RegisteredScope>();

/** What the client is registered for at APIs that exist. */
function registeredScope(client: ClientRecord, apis: readonly ApiRecord[]): readonly string[] {
  let known = registered.get(client);
  if (known === undefined || known.apis !== apis) {
    known = { apis, scope: scopeOwnedBy(client.scope, apisOfScope(client.scope, apis), apis) };
    registered.set(client, known);
  }
  return known.scope;
}

/** An API that names scopes is open only to clients that are registered for one of them. */
function scopeAtResources(client: ClientRecord, resources: readonly string[], apis: readonly ApiRecord[]): string[] {
  const targets = apisOfResources(resources, apis);
  for (const target of targets) {
    if (target.scopes.length > 0 && scopeOwnedBy(client.scope, [target], apis).length === 0) {
      throw invalidTarget('This client is not registered for a scope of this resource.', { check: 'resource.client' });
    }
  }
  return scopeOwnedBy(client.scope, targets, apis);
}

/** RFC 6749 §3.3: without the parameter a default, which is all that the client may have. */
function requestedScope({ parameters }: GrantRequest, allowed: readonly string[]): readonly string[] {
  const value = parameters.get('scope');
  if (value === undefined) return allowed;
  const scope = parseScope(value);
  if (!scope) throw invalidScope('scope has a character that is not allowed.', { check: 'scope.grammar' });
  if (!isSubset(scope, allowed)) {
    throw invalidScope('This client may not have one of these scopes.', { check: 'scope.client' });
  }
  return scope.length === 0 ? allowed : scope;
}
