import {
  ApiStore,
  CatalogueStore,
  ClientStore,
  InstanceSecretStore,
  LeaseStore,
  type RegistryStores,
} from '../../src/ports/registry-stores';
import type { ApiRecord } from '../../src/records/api';
import type { ClientRecord, ClientSecretRecord } from '../../src/records/client';
import { expectId } from './memory-state';
import type { StateSource } from './memory-protocol-stores';

class MemoryClientStore extends ClientStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(clientId: string): Promise<ClientRecord | undefined> {
    return this.state().clients.get(clientId);
  }

  override async list(page: { readonly after?: string; readonly limit: number }): Promise<ClientRecord[]> {
    return [...this.state().clients.values()]
      .filter((client) => page.after === undefined || Buffer.compare(bytes(client.clientId), bytes(page.after)) > 0)
      .sort((left, right) => Buffer.compare(bytes(left.clientId), bytes(right.clientId)))
      .slice(0, page.limit);
  }

  override async save(client: ClientRecord): Promise<void> {
    const secrets = this.state().clients.get(client.clientId)?.secrets ?? [];
    this.state().clients.set(client.clientId, { ...client, secrets });
    this.state().catalogueVersion += 1;
  }

  override async addSecret(secret: ClientSecretRecord): Promise<void> {
    expectId(secret.id);
    const client = this.state().clients.get(secret.clientId);
    if (!client) throw new Error(`there is no client ${secret.clientId}`);
    this.state().clients.set(client.clientId, { ...client, secrets: [...client.secrets, secret] });
    this.state().catalogueVersion += 1;
  }

  override async removeSecret(id: string): Promise<void> {
    for (const client of this.state().clients.values()) {
      if (!client.secrets.some((secret) => secret.id === id)) continue;
      const secrets = client.secrets.filter((secret) => secret.id !== id);
      this.state().clients.set(client.clientId, { ...client, secrets });
      this.state().catalogueVersion += 1;
    }
  }
}

function bytes(text: string): Buffer {
  return Buffer.from(text);
}

class MemoryApiStore extends ApiStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(identifier: string): Promise<ApiRecord | undefined> {
    return this.state().apis.get(identifier);
  }

  override async list(): Promise<ApiRecord[]> {
    return [...this.state().apis.values()].sort((left, right) =>
      Buffer.compare(bytes(left.identifier), bytes(right.identifier)),
    );
  }

  override async save(api: ApiRecord): Promise<void> {
    this.state().apis.set(api.identifier, api);
    this.state().catalogueVersion += 1;
  }
}

class MemoryLeaseStore extends LeaseStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async acquire(name: string, owner: string, at: number, expiresAt: number): Promise<number | undefined> {
    const held = this.state().leases.get(name);
    const live = held !== undefined && held.expiresAt > at;
    if (live && held.owner !== owner) return undefined;
    const fence = (held?.fence ?? 0) + (live ? 0 : 1);
    this.state().leases.set(name, { owner, fence, expiresAt });
    return fence;
  }

  override async release(name: string, owner: string): Promise<void> {
    const held = this.state().leases.get(name);
    if (held?.owner === owner) this.state().leases.set(name, { ...held, expiresAt: 0 });
  }
}

class MemoryCatalogueStore extends CatalogueStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async version(): Promise<number> {
    return this.state().catalogueVersion;
  }

  override async raiseVersion(): Promise<void> {
    this.state().catalogueVersion += 1;
  }
}

class MemoryInstanceSecretStore extends InstanceSecretStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(name: string): Promise<Buffer | undefined> {
    return this.state().instanceSecrets.get(name);
  }

  override async insert(name: string, sealed: Buffer): Promise<'inserted' | 'refused'> {
    if (this.state().instanceSecrets.has(name)) return 'refused';
    this.state().instanceSecrets.set(name, sealed);
    return 'inserted';
  }
}

export function memoryRegistryStores(state: StateSource): RegistryStores {
  return {
    instanceSecrets: new MemoryInstanceSecretStore(state),
    clients: new MemoryClientStore(state),
    apis: new MemoryApiStore(state),
    leases: new MemoryLeaseStore(state),
    catalogue: new MemoryCatalogueStore(state),
  };
}
