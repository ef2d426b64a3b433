/**
 * Which APIs the request reaches. Runs behind the checks of the extensions, because resource indicators narrow the
 * scope to the APIs that they name. RFC 8707 §2.1.
 */
import { invalidScope } from '../../errors/oauth-errors';
import type { ApiRecord } from '../../records/api';
import { isOpenidScope } from '../../vocabulary/words';
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.apis` and narrows `context.scope`. @throws OAuthError `invalid_scope` when no word remains */
export async function settleApis(context: AuthorizeContext): Promise<void> {
  const { resources, scope, protocol } = context;
  const all = await protocol.apis.all();
  if (resources.length === 0) {
    context.apis = all.filter((api) => scope.some((word) => offers(api, word)));
    return;
  }
  const named = all.filter((api) => resources.includes(api.identifier));
  context.apis = named;
  context.scope = scope.filter((word) => isOpenidScope(word) || named.some((api) => offers(api, word)));
  if (context.scope.length === 0) {
    throw invalidScope('None of these scopes belongs to the resource that was asked for.', { check: 'scope.resource' });
  }
}
settleApis.checks = ['scope.resource'];

function offers(api: ApiRecord, word: string): boolean {
  return api.scopes.some((scope) => scope.name === word);
}
