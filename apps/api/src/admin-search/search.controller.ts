import { Query } from '@nestjs/common';
import { type AdminScope } from '@gatehouse/contracts';
import { AccountListQuery, EntityLookupQuery, Persistence, type EntityKind } from '@gatehouse/persistence';
import { isId } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { selfOf } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { ADMIN_PATH } from '../http/admin/route-metadata';
import { readReference } from '../http/references';
import { type FoundAnswer, type FoundKind, SearchAnswer, SearchQuery } from './search.dto';

/** Of each kind that is found by the beginning of a name. */
const FEW = 5;

/** Who may read a kind of thing may find it here. */
const NEEDED: Readonly<Record<FoundKind, AdminScope>> = {
  user: 'users:read',
  session: 'users:read',
  consent: 'users:read',
  token: 'tokens:read',
  family: 'tokens:read',
  client: 'clients:read',
  failure: 'clients:read',
  audit_event: 'audit:read',
};

const ADDRESS: Readonly<Record<EntityKind, (id: string) => string>> = {
  user: (id) => selfOf('users', id),
  session: (id) => selfOf('sessions', id),
  consent: (id) => selfOf('consents', id),
  token: (id) => selfOf('tokens', id),
  family: (id) => `${ADMIN_PATH}/tokens?family_id=${id}`,
  audit_event: (id) => selfOf('audit', id),
};

/** Tokens and secrets of ours, and what has the shape of a JWT. */
const SECRET = /\bgh_[a-z]{2}_|^eyJ[\w-]*\./;

/** `/admin/v1/search`: one box for everything that has an id or a name. Look-ups by index only. */
@AdminController('search')
export class SearchController {
  constructor(
    private readonly persistence: Persistence,
    private readonly users: AccountListQuery,
    private readonly entities: EntityLookupQuery,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Find something by an id or the beginning of a name',
    scope: 'any',
    answers: { 200: SearchAnswer },
  })
  async find(@Query() { q }: SearchQuery, @Principal() { scopes }: AdminPrincipal): Promise<SearchAnswer> {
    const text = q.trim();
    if (SECRET.test(text)) {
      const detail = 'this looks like a token or secret: look for its id instead, and consider it leaked';
      throw problem('query_invalid', { errors: [{ pointer: '/q', detail }] });
    }
    const may = (kind: FoundKind): boolean => scopes.has(NEEDED[kind]);
    const items: FoundAnswer[] = [];
    if (text === '') return { items };
    const id = text.toLowerCase();
    if (isId(id)) items.push(...(await this.byId(id, may)));
    if (may('failure')) items.push(...(await this.failures(text)));
    if (may('client')) items.push(...(await this.clients(text)));
    if (may('user') && !isId(id)) items.push(...(await this.people(text)));
    return { items };
  }

  private async byId(id: string, may: (kind: FoundKind) => boolean): Promise<FoundAnswer[]> {
    const kinds = (Object.keys(ADDRESS) as EntityKind[]).filter(may);
    const found = await this.entities.byId(id, kinds);
    return found.map(({ kind, name, clientId, accountId }) => ({
      kind,
      id,
      name,
      client_id: clientId,
      user_id: accountId,
      href: ADDRESS[kind](id),
    }));
  }

  private async failures(text: string): Promise<FoundAnswer[]> {
    const reference = readReference(text);
    const failure = reference === undefined ? undefined : await this.persistence.upkeep.failures.find(reference);
    if (reference === undefined || !failure) return [];
    const { clientId, check } = failure;
    const href = selfOf('failures', reference);
    return [{ kind: 'failure', id: reference, name: check, client_id: clientId, user_id: null, href }];
  }

  private async clients(text: string): Promise<FoundAnswer[]> {
    const { rows } = await this.persistence.clientList.list({ text }, { limit: FEW });
    return rows.map(({ clientId, clientName }) => ({
      kind: 'client',
      id: clientId,
      name: clientName,
      client_id: clientId,
      user_id: null,
      href: selfOf('clients', clientId),
    }));
  }

  private async people(text: string): Promise<FoundAnswer[]> {
    const { rows } = await this.users.list({ text }, { limit: FEW });
    return rows.map(({ id, username }) => ({
      kind: 'user',
      id,
      name: username,
      client_id: null,
      user_id: id,
      href: ADDRESS.user(id),
    }));
  }
}
