import {
  ApiStore,
  type AccessTokenFormat,
  type ApiRecord,
  type ApiScope,
  type SigningAlgorithm,
} from '@gatehouse/protocol';
import type { ApiRow } from '../entities/api.entity';
import type { Connection } from '../gateway/gateway';
import { raiseCatalogueVersion } from './catalogue-version';
import { insertOrRefuse, lockRow } from './registry-rows';

export class TypeormApiStore extends ApiStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(identifier: string): Promise<ApiRecord | undefined> {
    const row = await this.connection.orm((manager) => manager.getRepository<ApiRow>('api').findOneBy({ identifier }));
    return row ? apiOf(row) : undefined;
  }

  override async list(): Promise<ApiRecord[]> {
    const rows = await this.connection.orm((manager) =>
      manager.getRepository<ApiRow>('api').find({ order: { identifier: 'ASC' } }),
    );
    return rows.map(apiOf);
  }

  override async findForChange(identifier: string): Promise<ApiRecord | undefined> {
    await lockRow(this.connection, 'api', 'identifier', identifier);
    return this.find(identifier);
  }

  override async insert(api: ApiRecord): Promise<'inserted' | 'taken'> {
    const inserted = await insertOrRefuse(this.connection, 'api', rowOf(api));
    if (inserted) await raiseCatalogueVersion(this.connection);
    return inserted ? 'inserted' : 'taken';
  }

  override async save(api: ApiRecord): Promise<void> {
    await this.connection.orm((manager) => manager.getRepository<ApiRow>('api').upsert(rowOf(api), ['identifier']));
    await raiseCatalogueVersion(this.connection);
  }

  override async remove(identifier: string): Promise<'removed' | 'refused'> {
    if ((await this.connection.change('DELETE FROM api WHERE identifier = ?', [identifier])) !== 1) return 'refused';
    await raiseCatalogueVersion(this.connection);
    return 'removed';
  }
}

function rowOf(api: ApiRecord): ApiRow {
  return {
    identifier: api.identifier,
    name: api.name,
    access_token_format: api.accessTokenFormat,
    signing_algorithm: api.signingAlgorithm,
    access_token_lifetime: api.accessTokenLifetime,
    scopes: JSON.stringify(api.scopes),
    disabled_at: api.disabledAt,
    created_at: api.createdAt,
    updated_at: api.updatedAt,
  };
}

function apiOf(row: ApiRow): ApiRecord {
  return {
    identifier: row.identifier,
    name: row.name,
    accessTokenFormat: row.access_token_format as AccessTokenFormat,
    signingAlgorithm: row.signing_algorithm as SigningAlgorithm,
    accessTokenLifetime: row.access_token_lifetime,
    scopes: JSON.parse(row.scopes) as ApiScope[],
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
