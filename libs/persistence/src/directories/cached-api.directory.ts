import { ApiDirectory, type ApiReads, type ApiRecord, type Awaitable } from '@gatehouse/protocol';
import { BoundedCache } from './bounded-cache';
import type { CatalogueWatch } from './catalogue-watch';

interface Apis {
  readonly byIdentifier: ReadonlyMap<string, ApiRecord>;
  readonly enabled: readonly ApiRecord[];
}

const ALL = 'all';

/** Every API in memory: they are few. Dropped when anything in the catalogue changes. */
export class CachedApiDirectory extends ApiDirectory {
  private readonly cache: BoundedCache<Apis>;

  constructor(apis: ApiReads, watch: CatalogueWatch) {
    super();
    this.cache = new BoundedCache(() => load(apis), { found: 1, missing: 1, missingFor: 0 });
    watch.subscribe(() => this.cache.clear());
  }

  override find(identifier: string): Awaitable<ApiRecord | undefined> {
    const known = this.cache.get(ALL);
    if (known instanceof Promise) return known.then((apis) => apis?.byIdentifier.get(identifier));
    return known?.byIdentifier.get(identifier);
  }

  override all(): Awaitable<readonly ApiRecord[]> {
    const known = this.cache.get(ALL);
    if (known instanceof Promise) return known.then((apis) => apis?.enabled ?? []);
    return known?.enabled ?? [];
  }
}

async function load(apis: ApiReads): Promise<Apis> {
  const list = await apis.list();
  return {
    byIdentifier: new Map(list.map((api) => [api.identifier, api])),
    enabled: list.filter((api) => api.disabledAt === null),
  };
}
