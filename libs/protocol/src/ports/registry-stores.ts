/** The admin side of clients and APIs, and the small things replicas share. Every change raises the catalogue version. */
import type { ApiRecord } from '../records/api';
import type { ClientRecord, ClientSecretRecord } from '../records/client';

export abstract class ClientReads {
  /** With its secrets. */
  abstract find(clientId: string): Promise<ClientRecord | undefined>;
  /** In order of client id, after `after`. */
  abstract list(page: { readonly after?: string; readonly limit: number }): Promise<ClientRecord[]>;
}
export abstract class ClientStore extends ClientReads {
  /** Inserts or replaces the client without its secrets. */
  abstract save(client: ClientRecord): Promise<void>;
  abstract addSecret(secret: ClientSecretRecord): Promise<void>;
  abstract removeSecret(id: string): Promise<void>;
}

export abstract class ApiReads {
  abstract find(identifier: string): Promise<ApiRecord | undefined>;
  abstract list(): Promise<ApiRecord[]>;
}
export abstract class ApiStore extends ApiReads {
  abstract save(api: ApiRecord): Promise<void>;
}

/** One holder at a time for work that a single replica does. */
export abstract class LeaseStore {
  /**
   * Takes or renews a lease in one conditional statement.
   * @returns a fencing number that only grows, or undefined while another owner holds it
   */
  abstract acquire(name: string, owner: string, at: number, expiresAt: number): Promise<number | undefined>;
  abstract release(name: string, owner: string): Promise<void>;
}

export abstract class CatalogueReads {
  /** Raised by every change to clients, APIs or keys; replicas poll it. */
  abstract version(): Promise<number>;
}
export abstract class CatalogueStore extends CatalogueReads {
  abstract raiseVersion(): Promise<void>;
}

/** Secrets of the instance itself, sealed under the master key; made once and the same on every replica. */
export abstract class InstanceSecretReads {
  abstract find(name: string): Promise<Buffer | undefined>;
}
export abstract class InstanceSecretStore extends InstanceSecretReads {
  /** Refused when a secret of that name exists: then read it. */
  abstract insert(name: string, sealed: Buffer, at: number): Promise<'inserted' | 'refused'>;
}

export interface RegistryReads {
  readonly instanceSecrets: InstanceSecretReads;
  readonly clients: ClientReads;
  readonly apis: ApiReads;
  readonly catalogue: CatalogueReads;
}
export interface RegistryStores {
  readonly instanceSecrets: InstanceSecretStore;
  readonly clients: ClientStore;
  readonly apis: ApiStore;
  readonly leases: LeaseStore;
  readonly catalogue: CatalogueStore;
}

/** Administration writes: same durability as the protocol's unit of work. */
export abstract class RegistryUnitOfWork {
  abstract readonly registryReads: RegistryReads;
  abstract runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T>;
}
