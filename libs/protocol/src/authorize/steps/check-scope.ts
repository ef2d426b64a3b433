/**
 * What the client asks to be allowed. Words that nobody knows, or that the client is not registered for, are left out
 * rather than refused; the scope that is granted travels with the token response. RFC 6749 §3.3, OpenID Connect Core §3.1.2.1, §11.
 */
import { invalidScope } from '../../errors/oauth-errors';
import type { ApiRecord } from '../../records/api';
import { parseScope } from '../../vocabulary/scope';
import { isOpenidScope } from '../../vocabulary/words';
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.scope` to what this client may have of it. @throws OAuthError `invalid_scope` */
export async function checkScope(context: AuthorizeContext): Promise<void> {
  const { parameters, client, protocol } = context;
  const apis = await protocol.apis.all();
  const sent = parameters.get('scope');
  const asked = sent === undefined ? defaultScope(context) : parseScope(sent);
  if (!asked) throw invalidScope('scope has a character that is not allowed.', { check: 'scope.grammar' });
  context.scope = asked.filter(
    (word) => client.scope.includes(word) && isKnown(word, apis) && (word !== 'offline_access' || mayStay(context)),
  );
  if (context.scope.length === 0) {
    const description = sent === undefined ? 'scope is missing.' : 'This client may have none of these scopes.';
    throw invalidScope(description, { check: sent === undefined ? 'scope.missing' : 'scope.nothing' });
  }
}
checkScope.checks = ['scope.grammar', 'scope.missing', 'scope.nothing'];

/** RFC 6749 §3.3 asks for a default or an error: everything the client may do at APIs, nothing about the person. */
function defaultScope({ client }: AuthorizeContext): string[] {
  return client.scope.filter((word) => !isOpenidScope(word));
}

/**
 * OpenID Connect Core §11 honours offline_access after consent or under other conditions that allow it. Here a person
 * has always consented to it, unless an admin decided for this client; what remains is that the client can use it.
 */
function mayStay({ client }: AuthorizeContext): boolean {
  return client.grantTypes.includes('refresh_token');
}

function isKnown(word: string, apis: readonly ApiRecord[]): boolean {
  return isOpenidScope(word) || apis.some((api) => api.scopes.some((scope) => scope.name === word));
}
