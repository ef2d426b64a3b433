/** What applying a configuration would change: computed first, shown by `plan`, carried out by `apply`. */
import { timingSafeEqual } from 'node:crypto';
import {
  readIdentifier,
  checkDraft,
  type AccountDraft,
  type Accounts,
  type IdentityUnitOfWork,
  type PasswordHasher,
} from '@gatehouse/identity';
import {
  clientSecretDigest,
  newTimeOrderedId,
  type ApiRecord,
  type ClientRecord,
  type ClientSecretRecord,
  type Clock,
  type KeyRing,
  type RegistryUnitOfWork,
} from '@gatehouse/protocol';
import { accountDraft } from './account-draft';
import { clientSettings } from './client-record';
import type { Configuration, ConfiguredApi, ConfiguredClient, ConfiguredUser } from './configuration';
import { differences, type MemberDifference } from './difference';

export interface ConfigurationServices {
  readonly registry: RegistryUnitOfWork;
  readonly identity: IdentityUnitOfWork;
  readonly keys: KeyRing;
  readonly accounts: Accounts;
  readonly passwords: PasswordHasher;
  readonly clock: Clock;
}

export interface PlannedChange {
  readonly kind: 'api' | 'client' | 'user';
  readonly name: string;
  readonly action: 'create' | 'update' | 'unchanged';
  /** Secrets and passwords are named, never shown. */
  readonly differences: readonly MemberDifference[];
}

export type ApiPlan = PlannedChange & { readonly record: ApiRecord };
export type ClientPlan = PlannedChange & {
  readonly record: ClientRecord;
  /** Undefined keeps the secrets as they are. */
  readonly newSecret: ClientSecretRecord | undefined;
};
export type UserPlan = PlannedChange & { readonly draft: AccountDraft };

export interface ConfigurationPlan {
  readonly apis: readonly ApiPlan[];
  readonly clients: readonly ClientPlan[];
  readonly users: readonly UserPlan[];
}

/** Compares a configuration with what is stored. Writes nothing. */
export async function planConfiguration(
  configuration: Configuration,
  services: ConfigurationServices,
): Promise<ConfigurationPlan> {
  const now = services.clock.now();
  const apis: ApiPlan[] = [];
  for (const api of configuration.apis) apis.push(await planApi(api, services, now));
  const clients: ClientPlan[] = [];
  for (const client of configuration.clients) clients.push(await planClient(client, services, now));
  const users: UserPlan[] = [];
  for (const user of configuration.users) users.push(await planUser(user, services));
  return { apis, clients, users };
}

function actionOf(stored: unknown, changed: readonly MemberDifference[]): PlannedChange['action'] {
  if (stored === undefined) return 'create';
  return changed.length > 0 ? 'update' : 'unchanged';
}

async function planApi(configured: ConfiguredApi, services: ConfigurationServices, now: number): Promise<ApiPlan> {
  const stored = await services.registry.registryReads.apis.find(configured.identifier);
  const settings = {
    identifier: configured.identifier,
    name: configured.name,
    accessTokenFormat: configured.access_token_format,
    signingAlgorithm: stored?.signingAlgorithm ?? ('ES256' as const),
    accessTokenLifetime: configured.access_token_lifetime,
    scopes: configured.scopes,
  };
  const { disabledAt = null, createdAt = now, updatedAt: _updatedAt, ...before } = stored ?? {};
  const changed = differences(stored && before, settings);
  const record = { ...settings, disabledAt, createdAt, updatedAt: now };
  return { kind: 'api', name: settings.identifier, action: actionOf(stored, changed), differences: changed, record };
}

async function planClient(
  configured: ConfiguredClient,
  services: ConfigurationServices,
  now: number,
): Promise<ClientPlan> {
  const stored = await services.registry.registryReads.clients.find(configured.client_id);
  const settings = clientSettings(configured);
  const { secrets = [], disabledAt = null, createdAt = now, updatedAt: _updatedAt, ...before } = stored ?? {};
  const changed = differences(stored && before, settings);
  const newSecret = planSecret(configured, secrets, services, now);
  if (newSecret)
    changed.push({ member: 'client_secret', before: secrets.length > 0 ? '(set)' : undefined, after: '(new)' });
  const record = { ...settings, secrets, disabledAt, createdAt, updatedAt: now };
  const action = actionOf(stored, changed);
  return { kind: 'client', name: configured.client_id, action, differences: changed, record, newSecret };
}

/** A secret in the file is the only one that stands; the same secret again changes nothing. */
function planSecret(
  configured: ConfiguredClient,
  stored: readonly ClientSecretRecord[],
  services: ConfigurationServices,
  now: number,
): ClientSecretRecord | undefined {
  if (configured.client_secret === undefined) return undefined;
  const digest = clientSecretDigest(services.keys.secretKey('client-secret'), configured.client_secret);
  if (stored.length === 1 && stored[0] && timingSafeEqual(stored[0].digest, digest)) return undefined;
  const id = newTimeOrderedId(now);
  return { id, clientId: configured.client_id, digest, createdAt: now, expiresAt: null, lastUsedAt: null };
}

async function planUser(configured: ConfiguredUser, services: ConfigurationServices): Promise<UserPlan> {
  const canonical = readIdentifier(configured.username);
  const { identityAccounts } = services.identity.identityReads;
  const stored = canonical === undefined ? undefined : await identityAccounts.findByIdentifier(canonical);
  const draft = accountDraft(configured);
  const { fields } = checkDraft(draft, 'operator', stored);
  const before =
    stored && Object.fromEntries(Object.keys(fields).map((member) => [member, stored[member as keyof typeof fields]]));
  const changed = differences(before, fields);
  if (configured.password !== undefined) {
    const hash = stored?.passwordHash ?? null;
    const same = hash !== null && (await services.passwords.verify(hash, configured.password));
    if (!same) changed.push({ member: 'password', before: hash === null ? undefined : '(set)', after: '(new)' });
  }
  return { kind: 'user', name: configured.username, action: actionOf(stored, changed), differences: changed, draft };
}
