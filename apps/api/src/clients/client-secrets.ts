/** Secrets of clients: two may be live at once, so that a client can change over. RFC 9700 §2.5. */
import { Injectable } from '@nestjs/common';
import { needsClientSecret } from '@gatehouse/client-rules';
import { Clock, KeyRing, RegistryUnitOfWork } from '@gatehouse/protocol';
import type { ClientRecord, ClientSecretRecord, RegistryStores } from '@gatehouse/protocol';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { adminReach } from './client-draft';
import { existing } from './client-registry';
import { isLive, type MadeSecret, makeSecret, newSecretAnswer, secretPath } from './client-secret';
import type { RollSecretBody, SecretAnswer, SecretListAnswer } from './client-secrets.dto';
import type { NewSecretAnswer } from './clients.dto';

const MOST_LIVE = 2;
/** Ended ones stay visible for a while, and no longer. */
const MOST_ENDED = 8;

/** Marks of use come by themselves. */
export const BESIDE_THE_SECRET = { without: ['state', 'last_used_at', 'last_used_ip', 'last_used_method'] };

@Injectable()
export class ClientSecrets {
  constructor(
    private readonly registry: RegistryUnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `client_not_found` */
  async list(clientId: string): Promise<SecretListAnswer> {
    const client = existing(await this.registry.registryReads.clients.find(clientId));
    const now = this.clock.now();
    return { items: client.secrets.map((secret) => secretAnswer(secret, now)), next: null };
  }

  /** @throws Problem `client_not_found`, `secret_not_found` */
  async find(clientId: string, secretId: string): Promise<SecretAnswer> {
    const client = existing(await this.registry.registryReads.clients.find(clientId));
    return secretAnswer(secretOf(client, secretId), this.clock.now());
  }

  /** @throws Problem `client_not_found`, `client_without_secrets`, `too_many_secrets`, `scope_not_held` */
  async create(clientId: string, expiresAt: number | null, principal: AdminPrincipal): Promise<NewSecretAnswer> {
    const now = this.clock.now();
    refusePast(expiresAt, now);
    const made = await this.registry.runRegistry(async (stores) => {
      const client = await this.clientForNewSecret(clientId, stores, principal);
      return this.add(client, expiresAt, now, stores, principal);
    });
    return newSecretAnswer(made);
  }

  /** A new secret; those that are live end with the overlap. @throws as `create` */
  async roll(clientId: string, body: RollSecretBody, principal: AdminPrincipal): Promise<NewSecretAnswer> {
    const now = this.clock.now();
    const expiresAt = body.expires_at ?? null;
    refusePast(expiresAt, now);
    const end = now + body.overlap_seconds * 1000;
    const made = await this.registry.runRegistry(async (stores) => {
      const client = await this.clientForNewSecret(clientId, stores, principal);
      const secrets: ClientSecretRecord[] = [];
      for (const secret of client.secrets) {
        const ends = isLive(secret, now) && (secret.expiresAt === null || secret.expiresAt > end);
        const changed = ends ? { ...secret, expiresAt: end } : secret;
        if (ends) await this.save(secret, changed, now, stores, principal);
        secrets.push(changed);
      }
      return this.add({ ...client, secrets }, expiresAt, now, stores, principal);
    });
    return newSecretAnswer(made);
  }

  /** @throws Problem `client_not_found`, `secret_not_found`, `precondition_failed`, `too_many_secrets`, `scope_not_held` */
  async update(
    clientId: string,
    secretId: string,
    expiresAt: number | null,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<SecretAnswer> {
    const now = this.clock.now();
    const changed = await this.registry.runRegistry(async (stores) => {
      const client = existing(await stores.clients.findForChange(clientId));
      const secret = secretOf(client, secretId);
      expected.require(secretAnswer(secret, now));
      const next = { ...secret, expiresAt };
      const lengthens = isLive(next, now) && (expiresAt === null || expiresAt > (secret.expiresAt ?? Infinity));
      // Whoever still knows it would act as the client again.
      if (lengthens) principal.requireHeld(adminReach(client));
      const others = client.secrets.filter((other) => other.id !== secretId && isLive(other, now));
      if (isLive(next, now) && others.length >= MOST_LIVE) throw problem('too_many_secrets');
      if (expiresAt !== secret.expiresAt) await this.save(secret, next, now, stores, principal);
      return next;
    });
    return secretAnswer(changed, now);
  }

  /** @throws Problem `client_not_found`, `secret_not_found`, `precondition_failed` */
  async remove(clientId: string, secretId: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<void> {
    const now = this.clock.now();
    await this.registry.runRegistry(async (stores) => {
      const client = existing(await stores.clients.findForChange(clientId));
      const secret = secretOf(client, secretId);
      expected.require(secretAnswer(secret, now));
      await this.forget(secret, now, stores, principal);
    });
  }

  private async clientForNewSecret(
    clientId: string,
    stores: RegistryStores,
    principal: AdminPrincipal,
  ): Promise<ClientRecord> {
    const client = existing(await stores.clients.findForChange(clientId));
    const uses = needsClientSecret({
      token_endpoint_auth_method: client.tokenEndpointAuthMethod,
      id_token_signed_response_alg: client.idTokenSignedResponseAlg,
    });
    if (!uses) throw problem('client_without_secrets');
    // With a secret of a client one can do whatever the client can.
    principal.requireHeld(adminReach(client));
    return client;
  }

  private async add(
    client: ClientRecord,
    expiresAt: number | null,
    now: number,
    stores: RegistryStores,
    principal: AdminPrincipal,
  ): Promise<MadeSecret> {
    const live = client.secrets.filter((secret) => isLive(secret, now));
    if (live.length >= MOST_LIVE) throw problem('too_many_secrets');
    const ended = client.secrets.filter((secret) => !live.includes(secret));
    for (const secret of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      await this.forget(secret, now, stores, principal);
    }
    return makeSecret({ client, expiresAt, now, keys: this.keys, stores, principal });
  }

  private async save(
    before: ClientSecretRecord,
    after: ClientSecretRecord,
    now: number,
    stores: RegistryStores,
    principal: AdminPrincipal,
  ): Promise<void> {
    await stores.clients.changeSecret(after);
    await stores.audit.append({
      id: 'client_secret.changed',
      ...aboutSecret(after, now, principal),
      detail: { before: { expires_at: before.expiresAt }, after: { expires_at: after.expiresAt } },
    });
  }

  private async forget(
    secret: ClientSecretRecord,
    now: number,
    stores: RegistryStores,
    principal: AdminPrincipal,
  ): Promise<void> {
    await stores.clients.removeSecret(secret.id);
    await stores.audit.append({
      id: 'client_secret.deleted',
      ...aboutSecret(secret, now, principal),
      detail: { before: { expires_at: secret.expiresAt }, after: null },
    });
  }
}

function aboutSecret(secret: ClientSecretRecord, at: number, principal: AdminPrincipal) {
  return {
    at,
    actor: principal.actor(),
    target: { kind: 'client_secret', id: secret.id },
    clientId: secret.clientId,
    ...principal.origin(),
  };
}

/** @throws Problem `secret_not_found` */
function secretOf(client: ClientRecord, secretId: string): ClientSecretRecord {
  const secret = client.secrets.find(({ id }) => id === secretId);
  if (!secret) throw problem('secret_not_found');
  return secret;
}

/** @throws Problem `validation_failed` */
function refusePast(expiresAt: number | null, now: number): void {
  if (expiresAt === null || expiresAt > now) return;
  throw problem('validation_failed', {
    errors: [{ pointer: '/expires_at', detail: 'expires_at must be in the future' }],
  });
}

function secretAnswer(secret: ClientSecretRecord, now: number): SecretAnswer {
  return {
    self: secretPath(secret.clientId, secret.id),
    id: secret.id,
    state: isLive(secret, now) ? 'live' : 'expired',
    created_at: secret.createdAt,
    expires_at: secret.expiresAt,
    last_used_at: secret.lastUsedAt,
    last_used_ip: secret.lastUsedIp,
    last_used_method: secret.lastUsedMethod,
  };
}
