/**
 * The APIs that Gatehouse itself is: there from the start, the same everywhere, stored nowhere. Nobody can make, change or
 * delete them, neither over the admin API nor with a configuration file.
 */
import { ADMIN_RESOURCE, ADMIN_SCOPES } from '@gatehouse/contracts';
import { ApiDirectory, type ApiReads, type ApiRecord, type Awaitable } from '@gatehouse/protocol';

/** Opaque, so that a change of roles or a revocation counts at once: every use is looked up anyway. */
export const ADMIN_API: ApiRecord = {
  identifier: ADMIN_RESOURCE,
  name: 'Gatehouse administration',
  accessTokenFormat: 'opaque',
  signingAlgorithm: 'ES256',
  accessTokenLifetime: 600,
  scopes: Object.entries(ADMIN_SCOPES).map(([name, description]) => ({ name, description })),
  disabledAt: null,
  createdAt: 0,
  updatedAt: 0,
};

export const BUILT_IN_APIS: readonly ApiRecord[] = [ADMIN_API];

/** Everything below this name is ours, so that a later version can have more of them. */
const OWN_NAMES = /^urn:gatehouse:/i;

/** Whether an API of this identifier can only be one of ours. */
export function isReservedApi(identifier: string): boolean {
  return OWN_NAMES.test(identifier);
}

/**
 * Whether a scope belongs to one of ours. A client is registered for bare words: were another API to use the same word,
 * every client that may have it there could administer this server.
 */
export function isReservedScope(word: string): boolean {
  return BUILT_IN_APIS.some((api) => api.scopes.some(({ name }) => name === word));
}

/** Adds our own APIs to those that were registered. */
export class CompleteApiDirectory extends ApiDirectory {
  /** The registered list stays one object until it changes, and so must the complete one: indexes hang on it. */
  private readonly complete = new WeakMap<readonly ApiRecord[], readonly ApiRecord[]>();

  constructor(private readonly registered: ApiDirectory) {
    super();
  }

  override find(identifier: string): Awaitable<ApiRecord | undefined> {
    if (isReservedApi(identifier)) return BUILT_IN_APIS.find((api) => api.identifier === identifier);
    return this.registered.find(identifier);
  }

  override all(): Awaitable<readonly ApiRecord[]> {
    const registered = this.registered.all();
    return registered instanceof Promise ? registered.then((apis) => this.completed(apis)) : this.completed(registered);
  }

  private completed(registered: readonly ApiRecord[]): readonly ApiRecord[] {
    let complete = this.complete.get(registered);
    if (!complete) this.complete.set(registered, (complete = withBuiltInApis(registered)));
    return complete;
  }
}

/**
 * Registered APIs with ours behind them. Where a registered one has a reserved word all the same, from before it was
 * reserved, ours does without: whoever was given the word was given it there.
 */
export function withBuiltInApis(registered: readonly ApiRecord[]): readonly ApiRecord[] {
  const others = registered.filter((api) => !isReservedApi(api.identifier));
  const taken = new Set(others.flatMap((api) => api.scopes.map(({ name }) => name)));
  const own = BUILT_IN_APIS.map((api) => {
    const scopes = api.scopes.filter(({ name }) => !taken.has(name));
    return scopes.length === api.scopes.length ? api : { ...api, scopes };
  });
  return [...others, ...own];
}

/** One stored API, or one of ours, by identifier. */
export async function findApi(identifier: string, apis: ApiReads): Promise<ApiRecord | undefined> {
  if (isReservedApi(identifier)) return BUILT_IN_APIS.find((api) => api.identifier === identifier);
  return apis.find(identifier);
}
