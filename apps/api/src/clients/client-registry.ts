/** Registers, changes and removes clients: every change in one transaction with its audit event, judged on what is stored then. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { needsClientSecret } from '@gatehouse/client-rules';
import {
  Clock,
  KeyRing,
  RegistryUnitOfWork,
  RevocationEngine,
  RevocationUnitOfWork,
  type ClientRecord,
  type RegistryStores,
  type RevocationStores,
} from '@gatehouse/protocol';
import { changesBetween } from '../http/admin/audit-changes';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { clientAnswer, findingAnswer } from './client-answer';
import { adminReach, ClientDrafts, type JudgedClient, settingsOf } from './client-draft';
import { makeSecret, newSecretAnswer } from './client-secret';
import type {
  CheckedClientAnswer,
  ClientAnswer,
  CreateClientBody,
  CreatedClientAnswer,
  LintAnswer,
  UpdateClientBody,
} from './clients.dto';

type ClientEvent = 'client.created' | 'client.updated' | 'client.enabled' | 'client.disabled' | 'client.deleted';

@Injectable()
export class ClientRegistry {
  private readonly engine = new RevocationEngine();

  constructor(
    private readonly registry: RegistryUnitOfWork,
    private readonly revocations: RevocationUnitOfWork,
    private readonly drafts: ClientDrafts,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `client_invalid`, `client_exists`, `scope_not_held` */
  async create(body: CreateClientBody, principal: AdminPrincipal): Promise<CreatedClientAnswer> {
    const clientId = body.client_id ?? newClientId();
    const now = this.clock.now();
    return this.registry.runRegistry(async (stores) => {
      const judged = await this.drafts.judgeNew(body, clientId, stores.apis);
      const settings = settingsOf(judged);
      principal.requireHeld(adminReach(settings));
      const client: ClientRecord = { ...settings, secrets: [], disabledAt: null, createdAt: now, updatedAt: now };
      if ((await stores.clients.insert(client)) === 'taken') throw problem('client_exists');
      await audit(stores, 'client.created', principal, now, undefined, client);
      const made = needsClientSecret(judged.entry as Parameters<typeof needsClientSecret>[0])
        ? await makeSecret({ client, expiresAt: null, now, keys: this.keys, stores, principal })
        : undefined;
      return { ...answerOf(client, judged), secret: made ? newSecretAnswer(made) : null };
    });
  }

  /** @throws Problem `client_not_found` */
  async find(clientId: string): Promise<ClientAnswer> {
    const { clients, apis } = this.registry.registryReads;
    const client = existing(await clients.find(clientId));
    return answerOf(client, await this.drafts.judgeStored(client, apis));
  }

  /** @throws Problem `client_not_found`, `precondition_failed`, `client_invalid`, `scope_not_held` */
  async update(
    clientId: string,
    patch: UpdateClientBody,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ClientAnswer> {
    return this.change(clientId, expected, principal, 'client.updated', async (current, stores) => {
      const judged = await this.drafts.judgeChange(current, patch, stores.apis);
      const next: ClientRecord = { ...withoutSettings(current), ...settingsOf(judged) };
      // Also who does not add a scope could take over a client that has it, by its keys or its redirect URIs.
      principal.requireHeld([...new Set([...adminReach(current), ...adminReach(next)])]);
      return next;
    });
  }

  /** @throws Problem `client_not_found`, `precondition_failed`, `scope_not_held` */
  async enable(clientId: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ClientAnswer> {
    return this.change(clientId, expected, principal, 'client.enabled', async (current) => {
      principal.requireHeld(adminReach(current));
      return { ...current, disabledAt: null };
    });
  }

  /** Ends its tokens with it, for good: enabled again, it starts afresh. @throws Problem `client_not_found`, `precondition_failed` */
  async disable(clientId: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ClientAnswer> {
    const now = this.clock.now();
    return this.revocations.runRevocation(async (stores) => {
      const current = existing(await stores.clients.findForChange(clientId));
      expected.require(clientAnswer(current, []));
      if (current.disabledAt !== null) return answerOf(current, await this.drafts.judgeStored(current, stores.apis));
      const stored = { ...current, disabledAt: now, updatedAt: now };
      await stores.clients.save(stored);
      await audit(stores, 'client.disabled', principal, now, current, stored);
      await this.end('client_disabled', clientId, principal, now, stores);
      const ended = existing(await stores.clients.find(clientId));
      return answerOf(ended, await this.drafts.judgeStored(ended, stores.apis));
    });
  }

  /** @throws Problem `client_not_found`, `precondition_failed` */
  async remove(clientId: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<void> {
    const now = this.clock.now();
    await this.revocations.runRevocation(async (stores) => {
      const current = existing(await stores.clients.findForChange(clientId));
      expected.require(clientAnswer(current, []));
      await this.end('client_deleted', clientId, principal, now, stores);
      await stores.clients.remove(clientId);
      await audit(stores, 'client.deleted', principal, now, current, undefined);
    });
  }

  private async end(
    event: 'client_disabled' | 'client_deleted',
    clientId: string,
    principal: AdminPrincipal,
    at: number,
    stores: RevocationStores,
  ): Promise<void> {
    const by = { actor: principal.actor(), ...principal.origin() };
    await this.engine.carryOut(stores, { event: { event, clientId }, at, by, cause: 'consequence', reason: null });
  }

  /** What would be said to somebody who registered this. */
  async check(body: CreateClientBody): Promise<CheckedClientAnswer> {
    const { apis } = this.registry.registryReads;
    const judged = await this.drafts.judgeNew(body, body.client_id ?? newClientId(), apis);
    const acceptable = judged.findings.every((finding) => finding.level !== 'error');
    const { client_id, ...metadata } = judged.entry;
    const named = body.client_id === undefined || body.client_id === null ? metadata : { client_id, ...metadata };
    return {
      acceptable,
      findings: judged.findings.map(findingAnswer),
      metadata: acceptable ? { ...named } : null,
      lint: acceptable ? this.drafts.lint(judged.entry) : null,
    };
  }

  /** @throws Problem `client_not_found` */
  async lint(clientId: string): Promise<LintAnswer> {
    const { clients, apis } = this.registry.registryReads;
    const client = existing(await clients.find(clientId));
    const { entry } = await this.drafts.judgeStored(client, apis);
    return this.drafts.lint(entry, client);
  }

  private async change(
    clientId: string,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
    event: ClientEvent,
    decide: (current: ClientRecord, stores: RegistryStores) => Promise<ClientRecord>,
  ): Promise<ClientAnswer> {
    const now = this.clock.now();
    return this.registry.runRegistry(async (stores) => {
      const current = existing(await stores.clients.findForChange(clientId));
      expected.require(clientAnswer(current, []));
      const next = await decide(current, stores);
      let stored = current;
      if (changesBetween(clientAnswer(current, []), clientAnswer(next, []))) {
        stored = { ...next, updatedAt: now };
        await stores.clients.save(stored);
        await audit(stores, event, principal, now, current, stored);
      }
      return answerOf(stored, await this.drafts.judgeStored(stored, stores.apis));
    });
  }
}

/** @throws Problem `client_not_found` */
export function existing(client: ClientRecord | undefined): ClientRecord {
  if (!client) throw problem('client_not_found');
  return client;
}

function answerOf(client: ClientRecord, { findings }: JudgedClient): ClientAnswer {
  // An error in something that is stored was no error when it was stored, and is worth a look as well.
  return clientAnswer(client, findings);
}

/** What no form decides. */
function withoutSettings(
  client: ClientRecord,
): Pick<
  ClientRecord,
  'secrets' | 'expiringRedirectUris' | 'disabledAt' | 'createdAt' | 'updatedAt' | 'tokensRevokedBefore'
> {
  const { secrets, expiringRedirectUris, disabledAt, createdAt, updatedAt, tokensRevokedBefore } = client;
  return {
    secrets,
    ...(expiringRedirectUris === undefined ? {} : { expiringRedirectUris }),
    disabledAt,
    createdAt,
    updatedAt,
    ...(tokensRevokedBefore === undefined ? {} : { tokensRevokedBefore }),
  };
}

async function audit(
  stores: RegistryStores,
  id: ClientEvent,
  principal: AdminPrincipal,
  at: number,
  before: ClientRecord | undefined,
  after: ClientRecord | undefined,
): Promise<void> {
  const shown = (client: ClientRecord | undefined) => {
    if (!client) return undefined;
    const { warnings: _warnings, ...answer } = clientAnswer(client, []);
    return answer;
  };
  const clientId = (after ?? before)?.clientId ?? '';
  await stores.audit.append({
    id,
    at,
    actor: principal.actor(),
    target: { kind: 'client', id: clientId },
    clientId,
    ...principal.origin(),
    detail: changesBetween(shown(before), shown(after)) ?? {},
  });
}

/** 96 random bits, in characters that need no escape anywhere. */
function newClientId(): string {
  return randomBytes(12).toString('hex');
}
