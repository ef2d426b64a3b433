/** What a person allowed a client to do. One live record per account and client. */
import { isOpenidScope } from '../vocabulary/words';
import type { ApiRecord } from './api';

export interface ConsentRecord {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  /** OpenID Connect's words as they are, those of APIs with the API in front: see `consentedScope`. */
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly createdAt: number;
  /** When the person last pressed Allow. */
  readonly updatedAt: number;
  readonly revokedAt: number | null;
}

/**
 * What is agreed to when `scope` is asked for at `apis`, entry by entry. Two APIs may use the same word for different
 * things, so a word alone says nothing: each stands behind the identifier of its API, which never holds a blank.
 */
export function consentedScope(scope: readonly string[], apis: readonly ApiRecord[]): string[] {
  const own = scope.filter(isOpenidScope);
  const ofApis = apis.flatMap((api) =>
    api.scopes.filter(({ name }) => scope.includes(name)).map(({ name }) => `${api.identifier} ${name}`),
  );
  return [...own, ...ofApis];
}
