import { ClientDirectory, type Awaitable, type ClientReads, type ClientRecord } from '@gatehouse/protocol';
import { BoundedCache, type CacheLimits } from './bounded-cache';
import type { CatalogueWatch } from './catalogue-watch';

const LIMITS: CacheLimits = { found: 10_000, missing: 1_000, missingFor: 2_000 };
/** Longer ones are nobody's. */
const LONGEST_CLIENT_ID = 255;

/** Clients in memory, loaded when first asked for and dropped when anything in the catalogue changes. */
export class CachedClientDirectory extends ClientDirectory {
  private readonly cache: BoundedCache<ClientRecord>;

  constructor(clients: ClientReads, watch: CatalogueWatch, limits: CacheLimits = LIMITS) {
    super();
    this.cache = new BoundedCache((clientId) => clients.find(clientId), limits);
    watch.subscribe(() => this.cache.clear());
  }

  override find(clientId: string): Awaitable<ClientRecord | undefined> {
    if (clientId === '' || clientId.length > LONGEST_CLIENT_ID) return undefined;
    return this.cache.get(clientId);
  }
}
