/** What applying a configuration would change: computed first, shown by `plan`, carried out by `apply`. */
import { timingSafeEqual } from 'node:crypto';
import type { AuditActor } from '@gatehouse/audit';
import {
  checkDraft,
  readIdentifier,
  type AccountDraft,
  type Accounts,
  type IdentityUnitOfWork,
  type PasswordHasher,
} from '@gatehouse/identity';
import {
  CLIENT_SECRET_PURPOSE,
  clientSecretDigest,
  type ApiRecord,
  type ClientRecord,
  type ClientSecretRecord,
  type Clock,
  type KeyRing,
  type RegistryUnitOfWork,
} from '@gatehouse/protocol';
import { accountDraft } from './account-draft';
import { clientSettings } from './client-record';
import {
  ConfigurationError,
  type Configuration,
  type ConfigurationFinding,
  type ConfiguredApi,
  type ConfiguredClient,
  type ConfiguredUser,
} from './configuration';
import { differences, type MemberDifference } from './difference';
import { apiEntry, clientEntry, userEntry } from './entries';

export interface ConfigurationServices {
  readonly registry: RegistryUnitOfWork;
  readonly identity: IdentityUnitOfWork;
  readonly keys: KeyRing;
  readonly accounts: Accounts;
  readonly passwords: PasswordHasher;
  readonly clock: Clock;
  /** In whose name changes are audited; Gatehouse itself when left out. */
  readonly actor?: AuditActor;
  /** Told after each entry that was looked at or changed. */
  readonly progress?: (step: 'compared' | 'applied', done: number, of: number) => void;
}

export interface PlannedChange {
  readonly kind: 'api' | 'client' | 'user';
  readonly name: string;
  readonly action: 'create' | 'update' | 'unchanged';
  /** In the words of the file. Secrets and passwords are named, never shown. */
  readonly differences: readonly MemberDifference[];
}

/** Undefined: the file does not say, so it stays as it is. */
interface Switch {
  readonly disabled: boolean | undefined;
}
export type ApiPlan = PlannedChange & Switch & { readonly record: ApiRecord };
export type ClientPlan = PlannedChange &
  Switch & {
    readonly record: ClientRecord;
    /** In the clear; undefined keeps the secrets as they are. */
    readonly newSecret: string | undefined;
  };
export type UserPlan = PlannedChange & { readonly draft: AccountDraft };

export interface ConfigurationPlan {
  readonly apis: readonly ApiPlan[];
  readonly clients: readonly ClientPlan[];
  readonly users: readonly UserPlan[];
}

/**
 * Compares a configuration with what is stored. Writes nothing.
 * @throws ConfigurationError when a secret that was to stay as stored is not stored
 */
export async function planConfiguration(
  configuration: Configuration,
  services: ConfigurationServices,
): Promise<ConfigurationPlan> {
  const now = services.clock.now();
  const missing: ConfigurationFinding[] = [];
  const of = configuration.apis.length + configuration.clients.length + configuration.users.length;
  let done = 0;
  const each = async <Configured, Planned extends PlannedChange>(
    entries: readonly Configured[],
    planEntry: (entry: Configured) => Promise<Planned>,
    missingIn: (entry: Configured) => ConfigurationFinding | undefined = () => undefined,
  ): Promise<Planned[]> => {
    const plans: Planned[] = [];
    for (const entry of entries) {
      const planned = await planEntry(entry);
      const fault = missingIn(entry);
      if (planned.action === 'create' && fault) missing.push(fault);
      plans.push(planned);
      services.progress?.('compared', ++done, of);
    }
    return plans;
  };
  const apis = await each(configuration.apis, (api) => planApi(api, services, now));
  const clients = await each(
    configuration.clients,
    (client) => planClient(client, services, now),
    (client) => client.missing_secret,
  );
  const users = await each(
    configuration.users,
    (user) => planUser(user, services, now),
    (user) => user.missing_password,
  );
  if (missing.length > 0) throw new ConfigurationError(missing);
  return { apis, clients, users };
}

function actionOf(stored: unknown, changed: readonly MemberDifference[]): PlannedChange['action'] {
  if (stored === undefined) return 'create';
  return changed.length > 0 ? 'update' : 'unchanged';
}

/** When it was disabled, once the file has been applied: what the file does not say stays. */
export function disabledAfter(
  configured: boolean | undefined,
  disabledAt: number | null | undefined,
  now: number,
): number | null {
  if (configured === undefined) return disabledAt ?? null;
  return configured ? (disabledAt ?? now) : null;
}

async function planApi(configured: ConfiguredApi, services: ConfigurationServices, now: number): Promise<ApiPlan> {
  const stored = await services.registry.registryReads.apis.find(configured.identifier);
  const record: ApiRecord = {
    identifier: configured.identifier,
    name: configured.name,
    accessTokenFormat: configured.access_token_format,
    signingAlgorithm: configured.access_token_signing_alg ?? stored?.signingAlgorithm ?? 'ES256',
    accessTokenLifetime: configured.access_token_lifetime,
    scopes: configured.scopes,
    disabledAt: disabledAfter(configured.disabled, stored?.disabledAt, now),
    createdAt: stored?.createdAt ?? now,
    updatedAt: now,
  };
  const changed = differences(stored && apiEntry(stored), apiEntry(record));
  const action = actionOf(stored, changed);
  const { disabled } = configured;
  return { kind: 'api', name: record.identifier, action, differences: changed, record, disabled };
}

async function planClient(
  configured: ConfiguredClient,
  services: ConfigurationServices,
  now: number,
): Promise<ClientPlan> {
  const stored = await services.registry.registryReads.clients.find(configured.client_id);
  const record: ClientRecord = {
    ...clientSettings(configured),
    ...(stored?.tokensRevokedBefore === undefined ? {} : { tokensRevokedBefore: stored.tokensRevokedBefore }),
    secrets: stored?.secrets ?? [],
    disabledAt: disabledAfter(configured.disabled, stored?.disabledAt, now),
    createdAt: stored?.createdAt ?? now,
    updatedAt: now,
  };
  const changed = differences(stored && clientEntry(stored), clientEntry(record));
  const newSecret = isNewSecret(configured, record.secrets, services) ? configured.client_secret : undefined;
  if (newSecret !== undefined)
    changed.push({ member: 'client_secret', before: record.secrets.length > 0 ? '(set)' : undefined, after: '(new)' });
  const action = actionOf(stored, changed);
  const { client_id: name, disabled } = configured;
  return { kind: 'client', name, action, differences: changed, record, newSecret, disabled };
}

/** A secret in the file is the only one that stands; the same secret again changes nothing. */
function isNewSecret(
  configured: ConfiguredClient,
  stored: readonly ClientSecretRecord[],
  services: ConfigurationServices,
): boolean {
  const [only] = stored;
  if (configured.client_secret === undefined || !only || stored.length > 1) {
    return configured.client_secret !== undefined;
  }
  const key = services.keys.secretKey(CLIENT_SECRET_PURPOSE);
  return !timingSafeEqual(only.digest, clientSecretDigest(key, configured.client_secret));
}

async function planUser(configured: ConfiguredUser, services: ConfigurationServices, now: number): Promise<UserPlan> {
  const canonical = readIdentifier(configured.username);
  const { identityAccounts } = services.identity.identityReads;
  const stored = canonical === undefined ? undefined : await identityAccounts.findByIdentifier(canonical);
  const draft = accountDraft(configured);
  const { fields } = checkDraft(draft, 'operator', stored);
  const wanted = { ...fields, disabledAt: disabledAfter(configured.disabled, stored?.disabledAt, now) };
  const changed = differences(stored && userEntry(stored), userEntry(wanted));
  if (configured.password !== undefined) {
    const hash = stored?.passwordHash ?? null;
    const same = hash !== null && (await services.passwords.verify(hash, configured.password));
    if (!same) changed.push({ member: 'password', before: hash === null ? undefined : '(set)', after: '(new)' });
  }
  return { kind: 'user', name: configured.username, action: actionOf(stored, changed), differences: changed, draft };
}
