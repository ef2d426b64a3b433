/** Carries out a plan. Applying the same configuration twice changes nothing the second time. */
import type { Configuration } from './configuration';
import {
  planConfiguration,
  type ClientPlan,
  type ConfigurationPlan,
  type ConfigurationServices,
  type PlannedChange,
  type UserPlan,
} from './plan-configuration';

/** Somebody else has that username or e-mail address. */
export class ConfigurationConflictError extends Error {
  override readonly name = 'ConfigurationConflictError';
}

/**
 * Plans and applies; answers every entry with what was done to it. Nothing that the file does not name is touched.
 * @throws ConfigurationConflictError when a user cannot be stored under the names in the file
 */
export async function applyConfiguration(
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
    for (const api of apis) await stores.apis.save(api.record);
    for (const client of clients) {
      await stores.clients.save(client.record);
      await replaceSecret(client, stores.clients);
    }
    await stores.catalogue.raiseVersion();
  });
}

async function replaceSecret(
  { record, newSecret }: ClientPlan,
  store: {
    addSecret(secret: NonNullable<ClientPlan['newSecret']>): Promise<void>;
    removeSecret(id: string): Promise<void>;
  },
): Promise<void> {
  if (!newSecret) return;
  for (const secret of record.secrets) await store.removeSecret(secret.id);
  await store.addSecret(newSecret);
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
