/** The admin side of clients and APIs, and the small things replicas share. Every change raises the catalogue version. */
import type { AuditTrail } from '@gatehouse/audit';
import type { ApiRecord } from '../records/api';
import type { ClientRecord, ClientSecretRecord, ExpiringRedirectUri } from '../records/client';

/** What a client may do at APIs. */
export type ClientUse = { readonly scope: string } | { readonly introspects: string };

export abstract class ClientReads {
  /** Ids of clients that may, in their order. */
  abstract usersOf(use: ClientUse, limit: number): Promise<string[]>;
  /** With its secrets. */
  abstract find(clientId: string): Promise<ClientRecord | undefined>;
  /** In order of client id, after `after`. */
  abstract list(page: { readonly after?: string; readonly limit: number }): Promise<ClientRecord[]>;
}
/** When and how a secret of a client was last used. */
export interface SecretUse {
  readonly secretId: string;
  readonly at: number;
  readonly ip: string | null;
  readonly method: string;
}

/** Takes notes of uses on the token path: must cost next to nothing and never fail. */
export interface ClientSecretUses {
  note(use: SecretUse): void;
}

export abstract class ClientStore extends ClientReads {
  /** The client as it is now, held against every other change until the transaction ends. */
  abstract findForChange(clientId: string): Promise<ClientRecord | undefined>;
  /** Without its secrets and expiring redirect URIs. Refused when the id is taken. */
  abstract insert(client: ClientRecord): Promise<'inserted' | 'taken'>;
  /** Inserts or replaces the client without its secrets and expiring redirect URIs. */
  abstract save(client: ClientRecord): Promise<void>;
  abstract addSecret(secret: ClientSecretRecord): Promise<void>;
  abstract removeSecret(id: string): Promise<void>;
  /** Replaces the end and the marks of last use of a secret. */
  abstract changeSecret(secret: ClientSecretRecord): Promise<void>;
  abstract addRedirectUri(redirectUri: ExpiringRedirectUri): Promise<void>;
  abstract removeRedirectUri(id: string): Promise<void>;
  /**
   * Everything issued to the client up to `at` is revoked; an earlier moment never replaces a later one. `save` leaves
   * this alone. Refused for a client that does not exist.
   */
  abstract revokeTokensBefore(clientId: string, at: number): Promise<'set' | 'refused'>;
  /** Forgets the client, its secrets and expiring redirect URIs. Refused for one that does not exist. */
  abstract remove(clientId: string): Promise<'removed' | 'refused'>;
}

export abstract class ApiReads {
  abstract find(identifier: string): Promise<ApiRecord | undefined>;
  abstract list(): Promise<ApiRecord[]>;
}
export abstract class ApiStore extends ApiReads {
  /** The API as it is now, held against every other change until the transaction ends. */
  abstract findForChange(identifier: string): Promise<ApiRecord | undefined>;
  /** Refused when the identifier is taken. */
  abstract insert(api: ApiRecord): Promise<'inserted' | 'taken'>;
  abstract save(api: ApiRecord): Promise<void>;
  /** Refused for one that does not exist. */
  abstract remove(identifier: string): Promise<'removed' | 'refused'>;
}

/** Marks of use, written now and then: they are no change of the client, so nobody's memory is dropped for them. */
export abstract class SecretUseRecords {
  /** A mark older than the stored one does nothing. */
  abstract note(uses: readonly SecretUse[]): Promise<void>;
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
  readonly audit: AuditTrail;
}

/** Administration writes: same durability as the protocol's unit of work. */
export abstract class RegistryUnitOfWork {
  abstract readonly registryReads: RegistryReads;
  abstract runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T>;
}
