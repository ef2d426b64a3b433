/** Carries out a plan. Applying the same configuration twice changes nothing the second time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration } from './configuration';
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
/** Milliseconds: longer than applying takes, and how long another process is waited for. */
const LEASE_LENGTH = 60_000;
const PATIENCE = 90_000;

/**
 * Plans and applies, one process at a time; answers every entry with what was done to it. Nothing that the file does not name is touched.
 * @throws ConfigurationConflictError when a user cannot be stored under the names in the file
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
  try {
    return await work();
  } finally {
    await registry.runRegistry((stores) => stores.leases.release(LEASE, owner));
  }
}

async function applyAlone(
  configuration: Configuration,
  services: ConfigurationServices,
): Promise<readonly PlannedChange[]> {
  const plan = await planConfiguration(configuration, services);
  await applyRegistry(plan, services);
  for (const user of plan.users) if (user.action !== 'unchanged') await applyUser(user, services);
  if (plan.users.some((user) => user.draft.roles?.includes('owner'))) {
    const now = services.clock.now();
    await services.identity.runIdentity((stores) => stores.installation.completeByConfiguration(now));
  }
  return [...plan.apis, ...plan.clients, ...plan.users].map(({ kind, name, action, differences }) => {
    return { kind, name, action, differences };
  });
}

async function applyRegistry(plan: ConfigurationPlan, services: ConfigurationServices): Promise<void> {
  const apis = plan.apis.filter((api) => api.action !== 'unchanged');
  const clients = plan.clients.filter((client) => client.action !== 'unchanged');
  if (apis.length === 0 && clients.length === 0) return;
  await services.registry.runRegistry(async (stores) => {
    // What a file does not decide is taken as it is now: it may have changed since the plan was made.
    for (const { record } of apis) {
      const { disabledAt, createdAt } = (await stores.apis.find(record.identifier)) ?? record;
      await stores.apis.save({ ...record, disabledAt, createdAt });
    }
    for (const { record, newSecret } of clients) {
      const current = (await stores.clients.find(record.clientId)) ?? record;
      await stores.clients.save({ ...record, disabledAt: current.disabledAt, createdAt: current.createdAt });
      if (!newSecret) continue;
      for (const secret of current.secrets) await stores.clients.removeSecret(secret.id);
      await stores.clients.addSecret(newSecret);
    }
    await stores.catalogue.raiseVersion();
  });
}

async function applyUser({ action, draft }: UserPlan, services: ConfigurationServices): Promise<void> {
  const choice = { rule: 'operator', now: services.clock.now() } as const;
  const result = await (action === 'create'
    ? services.accounts.createAccount(draft, choice)
    : services.accounts.updateAccount(draft, choice));
  if (result?.outcome !== 'invalid') return;
  const sentences = result.problems.map((problem) => problem.sentence).join(' ');
  throw new ConfigurationConflictError(`User "${draft.username}" was not stored. ${sentences}`);
}
