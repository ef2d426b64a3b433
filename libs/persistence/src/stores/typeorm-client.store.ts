import {
  ClientStore,
  idToBytes,
  isId,
  type ClientRecord,
  type ClientSecretRecord,
  type ClientUse,
  type ExpiringRedirectUri,
} from '@gatehouse/protocol';
import { In, type EntityManager } from 'typeorm';
import type { ClientRow } from '../entities/client.entity';
import type { ClientRedirectUriRow } from '../entities/client-redirect-uri.entity';
import type { ClientSecretRow } from '../entities/client-secret.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { raiseCatalogueVersion } from './catalogue-version';
import { clientOf, rowOf, type RowsOfClients } from './client-rows';
import { ClientUses } from './client-uses';
import { insertOrRefuse, lockRow } from './registry-rows';
import { RevocationEntries } from './revocation-entries';

const CHANGE_SECRET = `UPDATE client_secret
  SET expires_at = ?, last_used_at = ?, last_used_ip = ?, last_used_method = ? WHERE id = ?`;

/** Milliseconds in which a replica that has not heard of it yet may still issue something. */
const REPLICAS_FOLLOW = 10_000;

const REVOKE_TOKENS = `UPDATE client SET tokens_revoked_before =
  CASE WHEN tokens_revoked_before IS NULL OR tokens_revoked_before < ? THEN ? ELSE tokens_revoked_before END
  WHERE client_id = ?`;

export class TypeormClientStore extends ClientStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override find(clientId: string): Promise<ClientRecord | undefined> {
    return this.connection.orm(async (manager) => {
      const row = await manager.getRepository<ClientRow>('client').findOneBy({ client_id: clientId });
      return row ? clientOf(row, await rowsOfClients(manager, [clientId])) : undefined;
    });
  }

  override list(page: { readonly after?: string; readonly limit: number }): Promise<ClientRecord[]> {
    return this.connection.orm(async (manager) => {
      const query = manager.getRepository<ClientRow>('client').createQueryBuilder('client');
      if (page.after !== undefined) query.where('client.client_id > :after', { after: page.after });
      const rows = await query.orderBy('client.client_id').limit(page.limit).getMany();
      const apart = await rowsOfClients(
        manager,
        rows.map((row) => row.client_id),
      );
      return rows.map((row) => clientOf(row, apart));
    });
  }

  override usersOf(use: ClientUse, limit: number): Promise<string[]> {
    return new ClientUses(this.connection).clientsOf(use, limit);
  }

  override async findForChange(clientId: string): Promise<ClientRecord | undefined> {
    await lockRow(this.connection, 'client', 'client_id', clientId);
    return this.find(clientId);
  }

  override async insert(client: ClientRecord): Promise<'inserted' | 'taken'> {
    const inserted = await insertOrRefuse(this.connection, 'client', rowOf(client));
    if (!inserted) return 'taken';
    await new ClientUses(this.connection).replace(client);
    await raiseCatalogueVersion(this.connection);
    return 'inserted';
  }

  override async save(client: ClientRecord): Promise<void> {
    if (client.disabledAt !== null) await this.tellDisabled(client.clientId, client.disabledAt);
    await this.connection.orm((manager) =>
      manager.getRepository<ClientRow>('client').upsert(rowOf(client), ['client_id']),
    );
    await new ClientUses(this.connection).replace(client);
    await raiseCatalogueVersion(this.connection);
  }

  override async addSecret(secret: ClientSecretRecord): Promise<void> {
    await this.connection.orm(async (manager) => {
      await requireClient(manager, secret.clientId);
      await manager.getRepository<ClientSecretRow>('client_secret').insert({
        id: idToBytes(secret.id),
        client_id: secret.clientId,
        digest: secret.digest,
        created_at: secret.createdAt,
        expires_at: secret.expiresAt,
        last_used_at: secret.lastUsedAt,
        last_used_ip: secret.lastUsedIp,
        last_used_method: secret.lastUsedMethod,
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

  override async changeSecret(secret: ClientSecretRecord): Promise<void> {
    const { expiresAt, lastUsedAt, lastUsedIp, lastUsedMethod, id } = secret;
    await this.connection.change(CHANGE_SECRET, [expiresAt, lastUsedAt, lastUsedIp, lastUsedMethod, idToBytes(id)]);
    await raiseCatalogueVersion(this.connection);
  }

  override async addRedirectUri({ id, clientId, uri, createdAt, expiresAt }: ExpiringRedirectUri): Promise<void> {
    const row = { id: idToBytes(id), client_id: clientId, uri, created_at: createdAt, expires_at: expiresAt };
    await this.connection.orm(async (manager) => {
      await requireClient(manager, clientId);
      await manager.getRepository<ClientRedirectUriRow>('client_redirect_uri').insert(row);
    });
    await raiseCatalogueVersion(this.connection);
  }

  override async removeRedirectUri(id: string): Promise<void> {
    if (!isId(id)) return;
    await this.connection.change('DELETE FROM client_redirect_uri WHERE id = ?', [idToBytes(id)]);
    await raiseCatalogueVersion(this.connection);
  }

  override async revokeTokensBefore(clientId: string, at: number): Promise<'set' | 'refused'> {
    if ((await this.connection.change(REVOKE_TOKENS, [at, at, clientId])) !== 1) return 'refused';
    await new RevocationEntries(this.connection).client(clientId, at, at);
    await raiseCatalogueVersion(this.connection);
    return 'set';
  }

  override async remove(clientId: string): Promise<'removed' | 'refused'> {
    await this.connection.change('DELETE FROM client_secret WHERE client_id = ?', [clientId]);
    await this.connection.change('DELETE FROM client_redirect_uri WHERE client_id = ?', [clientId]);
    await new ClientUses(this.connection).forget(clientId);
    if ((await this.connection.change('DELETE FROM client WHERE client_id = ?', [clientId])) !== 1) return 'refused';
    const now = Date.now();
    await new RevocationEntries(this.connection).client(clientId, now + REPLICAS_FOLLOW, now);
    await raiseCatalogueVersion(this.connection);
    return 'removed';
  }

  /** Before the row changes, once: a client that is disabled already may be saved again. */
  private async tellDisabled(clientId: string, disabledAt: number): Promise<void> {
    const sql = 'SELECT disabled_at FROM client WHERE client_id = ?';
    const before = await oneRow<Pick<ClientRow, 'disabled_at'>>(this.connection, sql, [clientId]);
    if (before?.disabled_at !== null) return;
    await new RevocationEntries(this.connection).client(clientId, disabledAt + REPLICAS_FOLLOW, disabledAt);
  }
}

async function rowsOfClients(manager: EntityManager, clientIds: readonly string[]): Promise<RowsOfClients> {
  if (clientIds.length === 0) return { secrets: [], redirectUris: [] };
  const secrets = await manager
    .getRepository<ClientSecretRow>('client_secret')
    .find({ where: { client_id: In(clientIds) }, order: { id: 'ASC' } });
  const redirectUris = await manager
    .getRepository<ClientRedirectUriRow>('client_redirect_uri')
    .find({ where: { client_id: In(clientIds) }, order: { id: 'ASC' } });
  return { secrets, redirectUris };
}

async function requireClient(manager: EntityManager, clientId: string): Promise<void> {
  if (await manager.getRepository<ClientRow>('client').existsBy({ client_id: clientId })) return;
  throw new Error(`there is no client ${clientId}`);
}
