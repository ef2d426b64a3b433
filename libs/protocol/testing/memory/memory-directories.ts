import { ApiDirectory, ClientDirectory } from '../../src/ports/directories';
import type { ApiRecord } from '../../src/records/api';
import type { ClientRecord } from '../../src/records/client';

/** Clients that a test names; answers at once, as the real directory does when it is warm. */
export class MemoryClientDirectory extends ClientDirectory {
  private readonly clients = new Map<string, ClientRecord>();

  constructor(...clients: readonly ClientRecord[]) {
    super();
    for (const client of clients) this.put(client);
  }

  override find(clientId: string): ClientRecord | undefined {
    return this.clients.get(clientId);
  }

  /** Adds or replaces a client. */
  put(client: ClientRecord): void {
    this.clients.set(client.clientId, client);
  }
}

/** APIs that a test names. */
export class MemoryApiDirectory extends ApiDirectory {
  private readonly apis = new Map<string, ApiRecord>();

  constructor(...apis: readonly ApiRecord[]) {
    super();
    for (const api of apis) this.put(api);
  }

  override find(identifier: string): ApiRecord | undefined {
    return this.apis.get(identifier);
  }

  override all(): readonly ApiRecord[] {
    return [...this.apis.values()].filter((api) => api.disabledAt === null);
  }

  /** Adds or replaces an API. */
  put(api: ApiRecord): void {
    this.apis.set(api.identifier, api);
  }
}
