import {
  ClientStore,
  idFromBytes,
  idToBytes,
  isId,
  type ApplicationType,
  type ClientAuthenticationMethod,
  type ClientRecord,
  type ClientSecretRecord,
} from '@gatehouse/protocol';
import { In, type EntityManager } from 'typeorm';
import { objectFromJson } from '../columns/stored-values';
import type { ClientRow } from '../entities/client.entity';
import type { ClientSecretRow } from '../entities/client-secret.entity';
import type { Connection } from '../gateway/gateway';
import { raiseCatalogueVersion } from './catalogue-version';

export class TypeormClientStore extends ClientStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override find(clientId: string): Promise<ClientRecord | undefined> {
    return this.connection.orm(async (manager) => {
      const row = await manager.getRepository<ClientRow>('client').findOneBy({ client_id: clientId });
      return row ? clientOf(row, await secretsOf(manager, [clientId])) : undefined;
    });
  }

  override list(page: { readonly after?: string; readonly limit: number }): Promise<ClientRecord[]> {
    return this.connection.orm(async (manager) => {
      const query = manager.getRepository<ClientRow>('client').createQueryBuilder('client');
      if (page.after !== undefined) query.where('client.client_id > :after', { after: page.after });
      const rows = await query.orderBy('client.client_id').limit(page.limit).getMany();
      const secrets = await secretsOf(
        manager,
        rows.map((row) => row.client_id),
      );
      return rows.map((row) => clientOf(row, secrets));
    });
  }

  override async save(client: ClientRecord): Promise<void> {
    await this.connection.orm((manager) =>
      manager.getRepository<ClientRow>('client').upsert(rowOf(client), ['client_id']),
    );
    await raiseCatalogueVersion(this.connection);
  }

  override async addSecret(secret: ClientSecretRecord): Promise<void> {
    await this.connection.orm(async (manager) => {
      if (!(await manager.getRepository<ClientRow>('client').existsBy({ client_id: secret.clientId }))) {
        throw new Error(`there is no client ${secret.clientId}`);
      }
      await manager.getRepository<ClientSecretRow>('client_secret').insert({
        id: idToBytes(secret.id),
        client_id: secret.clientId,
        digest: secret.digest,
        created_at: secret.createdAt,
        expires_at: secret.expiresAt,
        last_used_at: secret.lastUsedAt,
      });
    });
    await raiseCatalogueVersion(this.connection);
  }

  override async removeSecret(id: string): Promise<void> {
    if (!isId(id)) return;
    await this.connection.orm((manager) =>
      manager.getRepository<ClientSecretRow>('client_secret').delete({ id: idToBytes(id) }),
    );
    await raiseCatalogueVersion(this.connection);
  }
}

async function secretsOf(manager: EntityManager, clientIds: readonly string[]): Promise<ClientSecretRow[]> {
  if (clientIds.length === 0) return [];
  return manager
    .getRepository<ClientSecretRow>('client_secret')
    .find({ where: { client_id: In(clientIds) }, order: { id: 'ASC' } });
}

/** What has no column of its own. */
type ClientMetadata = Omit<
  ClientRecord,
  | 'clientId'
  | 'clientName'
  | 'applicationType'
  | 'tokenEndpointAuthMethod'
  | 'secrets'
  | 'disabledAt'
  | 'createdAt'
  | 'updatedAt'
>;

function rowOf(client: ClientRecord): ClientRow {
  const {
    clientId,
    clientName,
    applicationType,
    tokenEndpointAuthMethod,
    secrets: _stored,
    disabledAt,
    createdAt,
    updatedAt,
    ...metadata
  } = client;
  return {
    client_id: clientId,
    client_name: clientName,
    application_type: applicationType,
    token_endpoint_auth_method: tokenEndpointAuthMethod,
    metadata: JSON.stringify(metadata satisfies ClientMetadata),
    disabled_at: disabledAt,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

function clientOf(row: ClientRow, secrets: readonly ClientSecretRow[]): ClientRecord {
  return {
    // Written by `rowOf` alone, so it has the shape that was saved.
    ...(objectFromJson(row.metadata) as unknown as ClientMetadata),
    clientId: row.client_id,
    clientName: row.client_name,
    applicationType: row.application_type as ApplicationType,
    tokenEndpointAuthMethod: row.token_endpoint_auth_method as ClientAuthenticationMethod,
    secrets: secrets.filter((secret) => secret.client_id === row.client_id).map(secretOf),
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function secretOf(row: ClientSecretRow): ClientSecretRecord {
  return {
    id: idFromBytes(row.id),
    clientId: row.client_id,
    digest: row.digest,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
