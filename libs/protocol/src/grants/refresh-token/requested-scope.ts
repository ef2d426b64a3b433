/** The scope of a refreshed access token: what was granted, or less. RFC 6749 §6. */
import { invalidScope } from '../../errors/oauth-errors';
import { isSubset, parseScope } from '../../vocabulary/scope';
import type { GrantRequest } from '../grant';

/** The words asked for, or all that were granted. @throws OAuthError `invalid_scope` */
export function requestedScope({ parameters }: GrantRequest, granted: readonly string[]): readonly string[] {
  const value = parameters.get('scope');
  if (value === undefined) return granted;
  const scope = parseScope(value);
  if (!scope) throw invalidScope('scope has a character that is not allowed.', { check: 'scope.grammar' });
  if (!isSubset(scope, granted)) throw invalidScope('This scope was not granted.', { check: 'scope.not_granted' });
  return scope.length === 0 ? granted : scope;
}
