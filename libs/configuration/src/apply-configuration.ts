/** Carries out a plan. Applying the same configuration twice changes nothing the second time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration } from './configuration';
import { applyApi, applyClient } from './apply-registry';
import {
  planConfiguration,
  type ConfigurationPlan,
  type ConfigurationServices,
  type PlannedChange,
  type UserPlan,
} from './plan-configuration';

/** Somebody else has that username or e-mail address. */
export class ConfigurationConflictError extends Error {
  override readonly name = 'ConfigurationConflictError';
}

const LEASE = 'configuration';
/** Milliseconds: after which a process that died is believed dead, and how long another process is waited for. */
const LEASE_LENGTH = 60_000;
const PATIENCE = 90_000;

/**
 * Plans and applies, one process at a time; answers every entry with what was done to it. Nothing that the file does not name is touched.
 * @throws ConfigurationConflictError when a user cannot be stored under the names in the file
 * @throws ConfigurationError when a secret that was to stay as stored is not stored
 */
export async function applyConfiguration(
  configuration: Configuration,
  services: ConfigurationServices,
): Promise<readonly PlannedChange[]> {
  return withLease(services, () => applyAlone(configuration, services));
}

/** Replicas that start together on one file must not plan to create the same things. */
async function withLease<T>({ registry, clock }: ConfigurationServices, work: () => Promise<T>): Promise<T> {
  const owner = randomUUID();
  const end = clock.now() + PATIENCE;
  const take = () =>
    registry.runRegistry((stores) => stores.leases.acquire(LEASE, owner, clock.now(), clock.now() + LEASE_LENGTH));
  while ((await take()) === undefined) {
    if (clock.now() > end) throw new Error('Another process has been applying a configuration for too long.');
    await pause(100);
  }
  // A long file must not look like a dead process. A failed renewal is made good by the next one.
  const renewal = setInterval(() => void take().catch(() => undefined), LEASE_LENGTH / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await registry.runRegistry((stores) => stores.leases.release(LEASE, owner));
  }
}

async function applyAlone(
  configuration: Configuration,
  services: ConfigurationServices,
): Promise<readonly PlannedChange[]> {
  const plan = await planConfiguration(configuration, services);
  await applyRegistry(plan, services);
  const users = plan.users.filter((user) => user.action !== 'unchanged');
  let done = 0;
  for (const user of users) {
    await applyUser(user, services);
    services.progress?.('applied', ++done, users.length);
  }
  if (plan.users.some((user) => user.draft.roles?.includes('owner'))) {
    const now = services.clock.now();
    await services.identity.runIdentity((stores) => stores.installation.completeByConfiguration(now));
  }
  const changes = [...plan.apis, ...plan.clients, ...plan.users].map(({ kind, name, action, differences }) => {
    return { kind, name, action, differences };
  });
  await note(changes, services);
  return changes;
}

/** That a file was applied, beside the events of what it changed. */
async function note(changes: readonly PlannedChange[], services: ConfigurationServices): Promise<void> {
  const count = (action: PlannedChange['action']): number =>
    changes.filter((change) => change.action === action).length;
  const detail = { created: count('create'), updated: count('update'), unchanged: count('unchanged') };
  if (detail.created + detail.updated === 0) return;
  const actor = services.actor ?? { kind: 'system', id: null };
  const event = { id: 'configuration.applied', at: services.clock.now(), actor, detail } as const;
  await services.registry.runRegistry((stores) => stores.audit.append(event));
}

/** APIs and clients in one transaction, with their events: all of them or none. */
async function applyRegistry(plan: ConfigurationPlan, services: ConfigurationServices): Promise<void> {
  const apis = plan.apis.filter((api) => api.action !== 'unchanged');
  const clients = plan.clients.filter((client) => client.action !== 'unchanged');
  if (apis.length === 0 && clients.length === 0) return;
  await services.registry.runRegistry(async (stores) => {
    for (const api of apis) await applyApi(api, stores, services);
    for (const client of clients) await applyClient(client, stores, services);
    await stores.catalogue.raiseVersion();
  });
}

async function applyUser({ action, draft }: UserPlan, services: ConfigurationServices): Promise<void> {
  const choice = { rule: 'operator', now: services.clock.now(), actor: services.actor } as const;
  const result = await (action === 'create'
    ? services.accounts.createAccount(draft, choice)
    : services.accounts.updateAccount(draft, choice));
  if (result?.outcome !== 'invalid') return;
  const sentences = result.problems.map((problem) => problem.sentence).join(' ');
  throw new ConfigurationConflictError(`User "${draft.username}" was not stored. ${sentences}`);
}
