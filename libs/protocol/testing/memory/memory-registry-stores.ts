import {
  ApiStore,
  CatalogueStore,
  ClientStore,
  type ClientUse,
  InstanceSecretStore,
  LeaseStore,
  type RegistryStores,
} from '../../src/ports/registry-stores';
import type { ApiRecord } from '../../src/records/api';
import type { ClientRecord, ClientSecretRecord, ExpiringRedirectUri } from '../../src/records/client';
import { expectId } from './memory-state';
import { MemoryAuditTrail, type StateSource } from './memory-protocol-stores';

class MemoryClientStore extends ClientStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async usersOf(use: ClientUse, limit: number): Promise<string[]> {
    const clients = await this.list({ limit: Infinity });
    return clients
      .filter((client) =>
        'scope' in use ? client.scope.includes(use.scope) : client.introspects?.includes(use.introspects) === true,
      )
      .map((client) => client.clientId)
      .slice(0, limit);
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

  override async findForChange(clientId: string): Promise<ClientRecord | undefined> {
    return this.find(clientId);
  }

  override async insert(client: ClientRecord): Promise<'inserted' | 'taken'> {
    if (this.state().clients.has(client.clientId)) return 'taken';
    await this.save(client);
    return 'inserted';
  }

  override async save(client: ClientRecord): Promise<void> {
    const stored = this.state().clients.get(client.clientId);
    const epoch = stored?.tokensRevokedBefore;
    const { tokensRevokedBefore: _kept, expiringRedirectUris: _stored, ...rest } = client;
    this.state().clients.set(client.clientId, {
      ...rest,
      ...withRedirectUris(stored?.expiringRedirectUris ?? []),
      ...(epoch === undefined ? {} : { tokensRevokedBefore: epoch }),
      secrets: stored?.secrets ?? [],
    });
    this.state().catalogueVersion += 1;
  }

  override async revokeTokensBefore(clientId: string, at: number): Promise<'set' | 'refused'> {
    const client = this.state().clients.get(clientId);
    if (!client) return 'refused';
    const tokensRevokedBefore = Math.max(client.tokensRevokedBefore ?? at, at);
    this.state().clients.set(clientId, { ...client, tokensRevokedBefore });
    this.state().catalogueVersion += 1;
    return 'set';
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

  override async changeSecret(secret: ClientSecretRecord): Promise<void> {
    const client = this.state().clients.get(secret.clientId);
    if (!client) return;
    const secrets = client.secrets.map((stored) => (stored.id === secret.id ? { ...stored, ...secret } : stored));
    this.state().clients.set(client.clientId, { ...client, secrets });
    this.state().catalogueVersion += 1;
  }

  override async addRedirectUri(redirectUri: ExpiringRedirectUri): Promise<void> {
    expectId(redirectUri.id);
    const client = this.state().clients.get(redirectUri.clientId);
    if (!client) throw new Error(`there is no client ${redirectUri.clientId}`);
    const { expiringRedirectUris = [] } = client;
    const changed = { ...client, expiringRedirectUris: [...expiringRedirectUris, redirectUri] };
    this.state().clients.set(client.clientId, changed);
    this.state().catalogueVersion += 1;
  }

  override async removeRedirectUri(id: string): Promise<void> {
    for (const client of this.state().clients.values()) {
      const { expiringRedirectUris = [], ...rest } = client;
      if (!expiringRedirectUris.some((redirectUri) => redirectUri.id === id)) continue;
      const left = expiringRedirectUris.filter((redirectUri) => redirectUri.id !== id);
      this.state().clients.set(client.clientId, { ...rest, ...withRedirectUris(left) });
      this.state().catalogueVersion += 1;
    }
  }

  override async remove(clientId: string): Promise<'removed' | 'refused'> {
    if (!this.state().clients.delete(clientId)) return 'refused';
    this.state().catalogueVersion += 1;
    return 'removed';
  }
}

function withRedirectUris(expiringRedirectUris: readonly ExpiringRedirectUri[]): Partial<ClientRecord> {
  return expiringRedirectUris.length === 0 ? {} : { expiringRedirectUris };
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

  override async findForChange(identifier: string): Promise<ApiRecord | undefined> {
    return this.find(identifier);
  }

  override async insert(api: ApiRecord): Promise<'inserted' | 'taken'> {
    if (this.state().apis.has(api.identifier)) return 'taken';
    await this.save(api);
    return 'inserted';
  }

  override async save(api: ApiRecord): Promise<void> {
    this.state().apis.set(api.identifier, api);
    this.state().catalogueVersion += 1;
  }

  override async remove(identifier: string): Promise<'removed' | 'refused'> {
    if (!this.state().apis.delete(identifier)) return 'refused';
    this.state().catalogueVersion += 1;
    return 'removed';
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
    audit: new MemoryAuditTrail(state),
  };
}
