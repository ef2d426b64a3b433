/** Registers, changes and removes APIs: every change in one transaction with its audit event, judged on what is stored then. */
import { Injectable } from '@nestjs/common';
import { hasErrors } from '@gatehouse/client-rules';
import { BUILT_IN_APIS, checkApi, findApi, isReservedApi, withBuiltInApis } from '@gatehouse/configuration';
import { type ApiRecord, type ApiScope, Clock, RegistryUnitOfWork, type RegistryStores } from '@gatehouse/protocol';
import { changesBetween } from '../http/admin/audit-changes';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import { selfOf } from '../http/admin/path-ids';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import type { ApiAnswer, CreateApiBody, UpdateApiBody } from './apis.dto';

type ApiEvent = 'api.created' | 'api.updated' | 'api.enabled' | 'api.disabled' | 'api.deleted';

/** How many clients a refusal names. */
const NAMED_CLIENTS = 20;

const DEFAULTS = { accessTokenFormat: 'jwt', signingAlgorithm: 'ES256', accessTokenLifetime: 600 } as const;

@Injectable()
export class ApiRegistry {
  constructor(
    private readonly registry: RegistryUnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Every API, ours included, in the order of identifiers: they are few. */
  async all(): Promise<ApiAnswer[]> {
    const apis = withBuiltInApis(await this.registry.registryReads.apis.list());
    return apis.map(apiAnswer).sort((left, right) => (left.identifier < right.identifier ? -1 : 1));
  }

  /** @throws Problem `api_not_found` */
  async find(identifier: string): Promise<ApiAnswer> {
    return apiAnswer(existing(await findApi(identifier, this.registry.registryReads.apis)));
  }

  /** @throws Problem `api_invalid`, `api_exists` */
  async create(body: CreateApiBody, principal: AdminPrincipal): Promise<ApiAnswer> {
    const now = this.clock.now();
    const api: ApiRecord = {
      ...settingsOf(body, { ...DEFAULTS, identifier: body.identifier, name: body.name, scopes: [] }),
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
    refuseBroken(api);
    return this.registry.runRegistry(async (stores) => {
      if ((await stores.apis.insert(api)) === 'taken') throw problem('api_exists');
      await audit(stores, 'api.created', principal, now, undefined, api);
      return apiAnswer(api);
    });
  }

  /** @throws Problem `api_not_found`, `api_built_in`, `precondition_failed`, `api_invalid`, `api_in_use` */
  async update(
    identifier: string,
    patch: UpdateApiBody,
    force: boolean,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.change(identifier, expected, principal, 'api.updated', async (current, stores) => {
      const next = { ...current, ...settingsOf(patch, current) };
      await this.refuseUsed(removedScopes(current, next), [], force, stores);
      return next;
    });
  }

  /** Adds a scope or changes its description. @throws as `update` */
  async putScope(
    identifier: string,
    scope: ApiScope,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.change(identifier, expected, principal, 'api.updated', async (current) => {
      const known = current.scopes.some(({ name }) => name === scope.name);
      const scopes = known
        ? current.scopes.map((old) => (old.name === scope.name ? scope : old))
        : [...current.scopes, scope];
      return { ...current, scopes };
    });
  }

  /** @throws Problem `scope_not_found`, and as `update` */
  async removeScope(
    identifier: string,
    name: string,
    force: boolean,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.change(identifier, expected, principal, 'api.updated', async (current, stores) => {
      const scopes = current.scopes.filter((scope) => scope.name !== name);
      if (scopes.length === current.scopes.length) throw problem('scope_not_found');
      await this.refuseUsed([name], [], force, stores);
      return { ...current, scopes };
    });
  }

  /** @throws Problem `api_not_found`, `api_built_in`, `precondition_failed` */
  enable(identifier: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ApiAnswer> {
    return this.change(identifier, expected, principal, 'api.enabled', async (current) => ({
      ...current,
      disabledAt: null,
    }));
  }

  /** No token is issued for it any more, and none is active. @throws as `enable` */
  disable(identifier: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ApiAnswer> {
    return this.change(identifier, expected, principal, 'api.disabled', async (current) => ({
      ...current,
      disabledAt: current.disabledAt ?? this.clock.now(),
    }));
  }

  /** @throws Problem `api_not_found`, `api_built_in`, `precondition_failed`, `api_in_use` */
  async remove(identifier: string, force: boolean, expected: ExpectedEntity, principal: AdminPrincipal): Promise<void> {
    const now = this.clock.now();
    await this.registry.runRegistry(async (stores) => {
      const current = await changeable(identifier, stores);
      expected.require(apiAnswer(current));
      const scopes = current.scopes.map(({ name }) => name);
      await this.refuseUsed(scopes, [identifier], force, stores);
      await stores.apis.remove(identifier);
      await audit(stores, 'api.deleted', principal, now, current, undefined);
    });
  }

  /** A word that another API has too is no loss. */
  private async refuseUsed(
    scopes: readonly string[],
    introspected: readonly string[],
    force: boolean,
    { clients, apis }: RegistryStores,
  ): Promise<void> {
    if (force || scopes.length + introspected.length === 0) return;
    const owners = (await apis.list()).flatMap((api) => api.scopes.map(({ name }) => name));
    const lost = scopes.filter((scope) => owners.filter((name) => name === scope).length < 2);
    const uses = [...lost.map((scope) => ({ scope })), ...introspected.map((introspects) => ({ introspects }))];
    const users = new Set<string>();
    for (const use of uses) {
      if (users.size >= NAMED_CLIENTS) break;
      for (const clientId of await clients.usersOf(use, NAMED_CLIENTS - users.size)) users.add(clientId);
    }
    if (users.size === 0) return;
    const errors = [...users].map((clientId) => ({ pointer: '', detail: `the client ${clientId} uses it` }));
    throw problem('api_in_use', { errors });
  }

  private async change(
    identifier: string,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
    event: ApiEvent,
    decide: (current: ApiRecord, stores: RegistryStores) => Promise<ApiRecord>,
  ): Promise<ApiAnswer> {
    const now = this.clock.now();
    return this.registry.runRegistry(async (stores) => {
      const current = await changeable(identifier, stores);
      expected.require(apiAnswer(current));
      const next = { ...(await decide(current, stores)), updatedAt: now };
      refuseBroken(next);
      if (!changesBetween(apiAnswer(current), apiAnswer(next))) return apiAnswer(current);
      await stores.apis.save(next);
      await audit(stores, event, principal, now, current, next);
      return apiAnswer(next);
    });
  }
}

/** @throws Problem `api_not_found`, `api_built_in` */
async function changeable(identifier: string, stores: RegistryStores): Promise<ApiRecord> {
  if (isReservedApi(identifier)) {
    throw problem(BUILT_IN_APIS.some((api) => api.identifier === identifier) ? 'api_built_in' : 'api_not_found');
  }
  return existing(await stores.apis.findForChange(identifier));
}

/** @throws Problem `api_not_found` */
function existing(api: ApiRecord | undefined): ApiRecord {
  if (!api) throw problem('api_not_found');
  return api;
}

type ApiSettings = Omit<ApiRecord, 'disabledAt' | 'createdAt' | 'updatedAt'>;

/** RFC 7396: what is left out stays, null brings the default back. */
function settingsOf(patch: UpdateApiBody, current: ApiSettings): ApiSettings {
  const { name, access_token_format, access_token_lifetime, access_token_signing_alg, scopes } = patch;
  const chosen = <T>(given: T | null | undefined, stands: T, standard: T): T =>
    given === undefined ? stands : (given ?? standard);
  return {
    identifier: current.identifier,
    name: chosen(name, current.name, current.identifier),
    accessTokenFormat: chosen(access_token_format, current.accessTokenFormat, DEFAULTS.accessTokenFormat),
    signingAlgorithm: chosen(access_token_signing_alg, current.signingAlgorithm, DEFAULTS.signingAlgorithm),
    accessTokenLifetime: chosen(access_token_lifetime, current.accessTokenLifetime, DEFAULTS.accessTokenLifetime),
    scopes: chosen<readonly ApiScope[]>(scopes, current.scopes, []).map(scopeOf),
  };
}

function scopeOf({ name, description }: ApiScope): ApiScope {
  return { name, description };
}

function removedScopes(before: ApiRecord, after: ApiRecord): string[] {
  const left = new Set(after.scopes.map(({ name }) => name));
  return before.scopes.map(({ name }) => name).filter((name) => !left.has(name));
}

/** @throws Problem `api_invalid` */
function refuseBroken(api: ApiRecord): void {
  const findings = checkApi(api);
  if (!hasErrors(findings)) return;
  const errors = findings.map(({ path, message, rule, fix }) => ({
    pointer: path.map((part) => `/${part}`).join(''),
    detail: message,
    rule,
    ...(fix === undefined ? {} : { fix }),
  }));
  throw problem('api_invalid', { errors });
}

async function audit(
  stores: RegistryStores,
  id: ApiEvent,
  principal: AdminPrincipal,
  at: number,
  before: ApiRecord | undefined,
  after: ApiRecord | undefined,
): Promise<void> {
  await stores.audit.append({
    id,
    at,
    actor: principal.actor(),
    target: { kind: 'api', id: (after ?? before)?.identifier.slice(0, 255) ?? '' },
    ...principal.origin(),
    detail: changesBetween(before && apiAnswer(before), after && apiAnswer(after)) ?? {},
  });
}

function apiAnswer(api: ApiRecord): ApiAnswer {
  return {
    self: selfOf('apis', api.identifier),
    identifier: api.identifier,
    name: api.name,
    state: api.disabledAt === null ? 'enabled' : 'disabled',
    built_in: isReservedApi(api.identifier),
    access_token_format: api.accessTokenFormat,
    access_token_lifetime: api.accessTokenLifetime,
    access_token_signing_alg: api.signingAlgorithm,
    scopes: api.scopes.map(scopeOf),
    disabled_at: api.disabledAt,
    created_at: api.createdAt,
    updated_at: api.updatedAt,
  };
}
