/**
 * Whom an access token is for, and what follows from it: its scope, format, algorithm and life. Named resources decide;
 * else the APIs that own the words of the scope; else we ourselves (UserInfo). RFC 8707 §2.2, RFC 9068 §3.
 */
import { printable } from '../../errors/oauth-error';
import { invalidTarget } from '../../errors/oauth-errors';
import type { ProtocolOptions } from '../../protocol-options';
import type { ApiRecord } from '../../records/api';
import { isOpenidScope, type AccessTokenFormat, type SigningAlgorithm } from '../../vocabulary/words';

export interface Audience {
  readonly identifiers: readonly string[];
  /** Those words of the granted scope that this audience understands, and OpenID Connect's. */
  readonly scope: readonly string[];
  readonly format: AccessTokenFormat;
  readonly algorithm: SigningAlgorithm;
  /** Seconds. */
  readonly lifetime: number;
}

type Owners = ReadonlyMap<string, readonly ApiRecord[]>;

/** One index per list of APIs; a directory answers with the same list until something changes. */
const indexes = new WeakMap<readonly ApiRecord[], Owners>();

function ownersIn(apis: readonly ApiRecord[]): Owners {
  let owners = indexes.get(apis);
  if (owners === undefined) {
    const index = new Map<string, ApiRecord[]>();
    for (const api of apis) {
      for (const { name } of api.scopes) {
        const others = index.get(name);
        if (others) others.push(api);
        else index.set(name, [api]);
      }
    }
    owners = index;
    indexes.set(apis, owners);
  }
  return owners;
}

/** The APIs that own at least one word of `scope`, in the order of its words. */
export function apisOfScope(scope: readonly string[], apis: readonly ApiRecord[]): ApiRecord[] {
  const owners = ownersIn(apis);
  const found: ApiRecord[] = [];
  for (const word of scope) {
    for (const api of owners.get(word) ?? []) if (!found.includes(api)) found.push(api);
  }
  return found;
}

/** The words of `scope` that one of `targets` owns. */
export function scopeOwnedBy(
  scope: readonly string[],
  targets: readonly ApiRecord[],
  apis: readonly ApiRecord[],
): string[] {
  const owners = ownersIn(apis);
  return scope.filter((word) => owners.get(word)?.some((api) => targets.includes(api)) === true);
}

/** The APIs behind resource indicators. @throws OAuthError `invalid_target` for one that is unknown or disabled */
export function apisOfResources(resources: readonly string[], apis: readonly ApiRecord[]): ApiRecord[] {
  return resources.map((resource) => {
    const api = apis.find((candidate) => candidate.identifier === resource);
    if (!api) {
      throw invalidTarget('A resource of this authorization is no longer available.', {
        check: 'resource.unavailable',
        detail: { resource: printable(resource) },
      });
    }
    return api;
  });
}

/**
 * Whom a token with this scope and these resources is for. A word that its audience does not understand is left out, so
 * that a token for one API never carries the rights of another.
 * @param resources resource indicators of the request; empty = derived from the scope
 * @param apis every enabled API
 * @throws OAuthError `invalid_target`
 */
export function audienceOf(
  scope: readonly string[],
  resources: readonly string[],
  apis: readonly ApiRecord[],
  options: ProtocolOptions,
): Audience {
  const targets = resources.length > 0 ? apisOfResources(resources, apis) : apisOfScope(scope, apis);
  const [first] = targets;
  if (first === undefined) {
    return {
      identifiers: [options.issuer],
      scope: scope.filter(isOpenidScope),
      format: 'opaque',
      algorithm: 'ES256',
      lifetime: options.accessTokenLifetime,
    };
  }
  const owners = ownersIn(apis);
  return {
    identifiers: targets.map((api) => api.identifier),
    scope: scope.filter(
      (word) => isOpenidScope(word) || owners.get(word)?.some((api) => targets.includes(api)) === true,
    ),
    // Whoever can only introspect must be able to read it.
    format: targets.every((api) => api.accessTokenFormat === 'jwt') ? 'jwt' : 'opaque',
    algorithm: first.signingAlgorithm,
    lifetime: Math.min(...targets.map((api) => api.accessTokenLifetime)),
  };
}
