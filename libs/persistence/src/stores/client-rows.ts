/** A client in its row, and back. */
import type {
  ApplicationType,
  ClientAuthenticationMethod,
  ClientRecord,
  ClientSecretRecord,
  ExpiringRedirectUri,
} from '@gatehouse/protocol';
import { idFromBytes } from '@gatehouse/protocol';
import { objectFromJson, searchKeyOf } from '../columns/stored-values';
import type { ClientRow } from '../entities/client.entity';
import type { ClientRedirectUriRow } from '../entities/client-redirect-uri.entity';
import type { ClientSecretRow } from '../entities/client-secret.entity';

/** What has no column of its own. */
type ClientMetadata = Omit<
  ClientRecord,
  | 'clientId'
  | 'clientName'
  | 'applicationType'
  | 'tokenEndpointAuthMethod'
  | 'secrets'
  | 'expiringRedirectUris'
  | 'disabledAt'
  | 'tokensRevokedBefore'
  | 'createdAt'
  | 'updatedAt'
>;

/** Without the moment before which tokens are revoked: only `revokeTokensBefore` moves it. */
export function rowOf(client: ClientRecord): Omit<ClientRow, 'tokens_revoked_before'> {
  const {
    clientId,
    clientName,
    applicationType,
    tokenEndpointAuthMethod,
    secrets: _stored,
    expiringRedirectUris: _apart,
    disabledAt,
    tokensRevokedBefore: _kept,
    createdAt,
    updatedAt,
    ...metadata
  } = client;
  return {
    client_id: clientId,
    client_name: clientName,
    name_key: searchKeyOf(clientName),
    application_type: applicationType,
    token_endpoint_auth_method: tokenEndpointAuthMethod,
    metadata: JSON.stringify(metadata satisfies ClientMetadata),
    disabled_at: disabledAt,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

/** What belongs to clients and has rows of its own. */
export interface RowsOfClients {
  readonly secrets: readonly ClientSecretRow[];
  readonly redirectUris: readonly ClientRedirectUriRow[];
}

export function clientOf(row: ClientRow, { secrets, redirectUris }: RowsOfClients): ClientRecord {
  const expiring = redirectUris.filter((redirectUri) => redirectUri.client_id === row.client_id);
  return {
    // Written by `rowOf` alone, so it has the shape that was saved.
    ...(objectFromJson(row.metadata) as unknown as ClientMetadata),
    clientId: row.client_id,
    clientName: row.client_name,
    applicationType: row.application_type as ApplicationType,
    tokenEndpointAuthMethod: row.token_endpoint_auth_method as ClientAuthenticationMethod,
    secrets: secrets.filter((secret) => secret.client_id === row.client_id).map(secretOf),
    ...(expiring.length === 0 ? {} : { expiringRedirectUris: expiring.map(redirectUriOf) }),
    disabledAt: row.disabled_at,
    ...(row.tokens_revoked_before === null ? {} : { tokensRevokedBefore: row.tokens_revoked_before }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function redirectUriOf(row: ClientRedirectUriRow): ExpiringRedirectUri {
  return {
    id: idFromBytes(row.id),
    clientId: row.client_id,
    uri: row.uri,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
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
    lastUsedIp: row.last_used_ip,
    lastUsedMethod: row.last_used_method,
  };
}
