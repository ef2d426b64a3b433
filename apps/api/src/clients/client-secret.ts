/** One new secret of a client. RFC 6749 §2.3.1, RFC 9700 §2.5. */
import {
  CLIENT_SECRET_PURPOSE,
  clientSecretDigest,
  type ClientRecord,
  type ClientSecretRecord,
  type KeyRing,
  newOpaqueSecret,
  type RegistryStores,
} from '@gatehouse/protocol';
import type { AdminPrincipal } from '../http/admin/principal';
import { selfOf } from '../http/admin/path-ids';
import type { NewSecretAnswer } from './clients.dto';

export interface SecretToMake {
  readonly client: ClientRecord;
  readonly expiresAt: number | null;
  readonly now: number;
  readonly keys: KeyRing;
  readonly stores: RegistryStores;
  readonly principal: AdminPrincipal;
}

export interface MadeSecret {
  /** In the clear: for one answer. */
  readonly value: string;
  readonly record: ClientSecretRecord;
}

/** Makes 256 random bits, stores their keyed digest, and records it. */
export async function makeSecret({
  client,
  expiresAt,
  now,
  keys,
  stores,
  principal,
}: SecretToMake): Promise<MadeSecret> {
  const { value, id } = newOpaqueSecret('clientSecret', now);
  const record: ClientSecretRecord = {
    id,
    clientId: client.clientId,
    digest: clientSecretDigest(keys.secretKey(CLIENT_SECRET_PURPOSE), value),
    createdAt: now,
    expiresAt,
    lastUsedAt: null,
    lastUsedIp: null,
    lastUsedMethod: null,
  };
  await stores.clients.addSecret(record);
  await stores.audit.append({
    id: 'client_secret.created',
    at: now,
    actor: principal.actor(),
    target: { kind: 'client_secret', id },
    clientId: client.clientId,
    ...principal.origin(),
    detail: { before: null, after: { expires_at: expiresAt } },
  });
  return { value, record };
}

export function secretPath(clientId: string, secretId: string): string {
  return `${selfOf('clients', clientId)}/secrets/${secretId}`;
}

export function newSecretAnswer({ value, record }: MadeSecret): NewSecretAnswer {
  return {
    self: secretPath(record.clientId, record.id),
    id: record.id,
    client_secret: value,
    created_at: record.createdAt,
    expires_at: record.expiresAt,
  };
}

export function isLive(secret: ClientSecretRecord, now: number): boolean {
  return secret.expiresAt === null || secret.expiresAt > now;
}
