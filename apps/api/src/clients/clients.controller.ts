import { Body, Param, Query } from '@nestjs/common';
import { Persistence, type ClientFilter, type ClientPosition } from '@gatehouse/persistence';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { Cursors } from '../http/admin/paging';
import { fromPathId } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { BESIDE_THE_CLIENT, clientAnswer } from './client-answer';
import { ClientRegistry } from './client-registry';
import {
  CheckedClientAnswer,
  ClientAnswer,
  ClientPageAnswer,
  ClientQuery,
  CreateClientBody,
  CreatedClientAnswer,
  LintAnswer,
  UpdateClientBody,
} from './clients.dto';

/** `/admin/v1/clients`: registered clients. */
@AdminController('clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientRegistry,
    private readonly persistence: Persistence,
    private readonly cursors: Cursors,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List clients',
    description: 'In the order of ids. With `search` those whose id begins so come first, then those whose name does.',
    scope: 'clients:read',
    answers: { 200: ClientPageAnswer },
  })
  async list(@Query() query: ClientQuery): Promise<ClientPageAnswer> {
    const after = this.cursors.position<ClientPosition>('clients', query);
    const { rows, next } = await this.persistence.clientList.list(clientFilter(query), { after, limit: query.limit });
    return {
      items: rows.map((client) => clientAnswer(client, [])),
      next: next ? this.cursors.cursor('clients', query, next) : null,
    };
  }

  @AdminRoute({
    method: 'POST',
    summary: 'Register a client',
    description:
      'What is left out gets the safe default of its kind. A secret, where one is needed, is shown only here.',
    scope: 'clients:write',
    answers: { 201: CreatedClientAnswer },
    problems: ['client_invalid', 'client_exists', 'scope_not_held'],
    etag: BESIDE_THE_CLIENT,
    idempotent: true,
  })
  create(@Body() body: CreateClientBody, @Principal() principal: AdminPrincipal): Promise<CreatedClientAnswer> {
    return this.clients.create(body, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: 'check',
    summary: 'Judge a client without registering it',
    scope: 'clients:read',
    answers: { 200: CheckedClientAnswer },
  })
  check(@Body() body: CreateClientBody): Promise<CheckedClientAnswer> {
    return this.clients.check(body);
  }

  @AdminRoute({
    method: 'GET',
    path: ':client_id',
    summary: 'Read a client',
    scope: 'clients:read',
    answers: { 200: ClientAnswer },
    problems: ['client_not_found'],
    etag: BESIDE_THE_CLIENT,
  })
  find(@Param('client_id') id: string): Promise<ClientAnswer> {
    return this.clients.find(fromPathId(id));
  }

  @AdminRoute({
    method: 'PATCH',
    path: ':client_id',
    summary: 'Change a client',
    description: 'A merge patch (RFC 7396): what is left out stays, null removes and brings the default back.',
    scope: 'clients:write',
    answers: { 200: ClientAnswer },
    problems: ['client_not_found', 'client_invalid', 'scope_not_held'],
    etag: BESIDE_THE_CLIENT,
    ifMatch: BESIDE_THE_CLIENT,
  })
  update(
    @Param('client_id') id: string,
    @Body() patch: UpdateClientBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ClientAnswer> {
    return this.clients.update(fromPathId(id), patch, expected, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':client_id/enable',
    summary: 'Enable a client',
    scope: 'clients:write',
    answers: { 200: ClientAnswer },
    problems: ['client_not_found', 'scope_not_held'],
    etag: BESIDE_THE_CLIENT,
    ifMatch: BESIDE_THE_CLIENT,
  })
  enable(
    @Param('client_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ClientAnswer> {
    return this.clients.enable(fromPathId(id), expected, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':client_id/disable',
    summary: 'Disable a client',
    description: 'At once and on every replica: it gets no more tokens, and those that it has are dead for good.',
    scope: 'clients:write',
    answers: { 200: ClientAnswer },
    problems: ['client_not_found'],
    etag: BESIDE_THE_CLIENT,
    ifMatch: BESIDE_THE_CLIENT,
  })
  disable(
    @Param('client_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ClientAnswer> {
    return this.clients.disable(fromPathId(id), expected, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':client_id',
    summary: 'Delete a client',
    description: 'With its secrets. Its tokens are dead from then on, also for a later client of the same id.',
    scope: 'clients:write',
    answers: { 204: null },
    problems: ['client_not_found'],
    ifMatch: BESIDE_THE_CLIENT,
  })
  async remove(
    @Param('client_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<void> {
    await this.clients.remove(fromPathId(id), expected, principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':client_id/lint',
    summary: 'Judge a client by RFC 9700 and OAuth 2.1',
    scope: 'clients:read',
    answers: { 200: LintAnswer },
    problems: ['client_not_found'],
  })
  lint(@Param('client_id') id: string): Promise<LintAnswer> {
    return this.clients.lint(fromPathId(id));
  }
}

function clientFilter(query: ClientQuery): ClientFilter {
  const { search: text, application_type: types, state, authentication, scope } = query;
  const { grant_type: grantType, redirect_uri: redirectUri, redirect_host: redirectHost } = query;
  return { text, types, state, authentication, scope, grantType, redirectUri, redirectHost };
}
