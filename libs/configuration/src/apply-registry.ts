/** One API or client of a plan, stored with the audit events that say what changed. */
import type { AuditEvent, AuditEventId, AuditTarget } from '@gatehouse/audit';
import {
  CATALOGUE_SPREAD,
  CLIENT_SECRET_PURPOSE,
  clientSecretDigest,
  newTimeOrderedId,
  type RegistryStores,
} from '@gatehouse/protocol';
import { disabledAfter, type ApiPlan, type ClientPlan, type ConfigurationServices } from './plan-configuration';

/** What a file does not decide is taken as it is now: it may have changed since the plan was made. */
export async function applyApi(plan: ApiPlan, stores: RegistryStores, services: ConfigurationServices): Promise<void> {
  const current = await stores.apis.findForChange(plan.record.identifier);
  const disabledAt = disabledAfter(plan.disabled, current?.disabledAt, plan.record.updatedAt);
  await stores.apis.save({ ...plan.record, disabledAt, createdAt: current?.createdAt ?? plan.record.createdAt });
  const target = { kind: 'api', id: plan.record.identifier };
  await stores.audit.append(...eventsOf(plan, target, current?.disabledAt, disabledAt, services));
}

/** See `applyApi`. */
export async function applyClient(
  plan: ClientPlan,
  stores: RegistryStores,
  services: ConfigurationServices,
): Promise<void> {
  const { clientId, updatedAt: at } = plan.record;
  const current = await stores.clients.findForChange(clientId);
  const disabledAt = disabledAfter(plan.disabled, current?.disabledAt, at);
  await stores.clients.save({ ...plan.record, disabledAt, createdAt: current?.createdAt ?? plan.record.createdAt });
  if (current?.disabledAt === null && disabledAt !== null) {
    // For good, as docs/revocation.md says: enabling the client again brings nothing back.
    await stores.clients.revokeTokensBefore(clientId, services.clock.now() + CATALOGUE_SPREAD);
  }
  const target = { kind: 'client', id: clientId };
  const events = eventsOf(plan, target, current?.disabledAt, disabledAt, services);
  if (plan.newSecret !== undefined) {
    for (const secret of current?.secrets ?? []) {
      await stores.clients.removeSecret(secret.id);
      events.push(event('client_secret.deleted', at, target, services, { secret_id: secret.id }));
    }
    const id = newTimeOrderedId(at);
    const digest = clientSecretDigest(services.keys.secretKey(CLIENT_SECRET_PURPOSE), plan.newSecret);
    const unused = { expiresAt: null, lastUsedAt: null, lastUsedIp: null, lastUsedMethod: null };
    await stores.clients.addSecret({ id, clientId, digest, createdAt: at, ...unused });
    events.push(event('client_secret.created', at, target, services, { secret_id: id }));
  }
  await stores.audit.append(...events);
}

function eventsOf(
  plan: ApiPlan | ClientPlan,
  target: AuditTarget,
  disabledBefore: number | null | undefined,
  disabledAfterwards: number | null,
  services: ConfigurationServices,
): AuditEvent[] {
  const at = plan.record.updatedAt;
  // The secret has events of its own.
  const changed = plan.differences.filter(({ member }) => member !== 'client_secret');
  const detail = {
    before: Object.fromEntries(changed.map(({ member, before }) => [member, before ?? null])),
    after: Object.fromEntries(changed.map(({ member, after }) => [member, after ?? null])),
  };
  const events: AuditEvent[] = [];
  if (plan.action === 'create') events.push(event(`${plan.kind as Kind}.created`, at, target, services, detail));
  else if (changed.length > 0) events.push(event(`${plan.kind as Kind}.updated`, at, target, services, detail));
  if ((disabledBefore ?? null) !== disabledAfterwards) {
    const change = disabledAfterwards === null ? 'enabled' : 'disabled';
    events.push(event(`${plan.kind as Kind}.${change}`, at, target, services, {}));
  }
  return events;
}

type Kind = 'api' | 'client';

function event(
  id: AuditEventId,
  at: number,
  target: AuditTarget,
  { actor = { kind: 'system', id: null } }: ConfigurationServices,
  detail: Readonly<Record<string, unknown>>,
): AuditEvent {
  return { id, at, actor, target, ...(target.kind === 'client' ? { clientId: target.id } : {}), detail };
}
