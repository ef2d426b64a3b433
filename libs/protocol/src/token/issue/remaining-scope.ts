/** What a person allowed is an upper bound: what the client has lost since is not issued any more. RFC 6749 §3.3, §10.3. */
import { invalidGrant } from '../../errors/oauth-errors';
import type { ClientRecord } from '../../records/client';
import type { FamilyRecord } from '../../records/family';

/**
 * The words of the family's scope that the client is still registered for.
 * @throws OAuthError `invalid_grant` when none is left
 */
export function remainingScope(family: FamilyRecord, client: ClientRecord): readonly string[] {
  if (family.scope.every((word) => client.scope.includes(word))) return family.scope;
  const left = family.scope.filter((word) => client.scope.includes(word));
  if (left.length === 0) {
    throw invalidGrant('This client may no longer have what was granted.', { check: 'scope.withdrawn' });
  }
  return left;
}
