import { Body, Param, Query } from '@nestjs/common';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { Cursors } from '../http/admin/paging';
import { fromPathId } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { ApiRegistry } from './api-registry';
import { ApiAnswer, ApiPageAnswer, ApiQuery, CreateApiBody, ForceQuery, PutScopeBody, UpdateApiBody } from './apis.dto';

/** `/admin/v1/apis`: resource servers and their scopes. In a path an identifier is written as its `self` has it. */
@AdminController('apis')
export class ApisController {
  constructor(
    private readonly apis: ApiRegistry,
    private readonly cursors: Cursors,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List APIs',
    description: 'In the order of identifiers, with those that are part of Gatehouse.',
    scope: 'clients:read',
    answers: { 200: ApiPageAnswer },
  })
  async list(@Query() query: ApiQuery): Promise<ApiPageAnswer> {
    const { after } = this.cursors.position<{ after: string }>('apis', query) ?? {};
    const rows = (await this.apis.all()).filter(
      (api) =>
        (after === undefined || api.identifier > after) &&
        (query.identifier === undefined || api.identifier === query.identifier) &&
        (query.state === undefined || api.state === query.state),
    );
    const page = this.cursors.page('apis', query, rows, {
      item: (api) => api,
      position: (api) => ({ after: api.identifier }),
    });
    return { items: [...page.items], next: page.next };
  }

  @AdminRoute({
    method: 'POST',
    summary: 'Register an API',
    scope: 'clients:write',
    answers: { 201: ApiAnswer },
    problems: ['api_invalid', 'api_exists'],
    etag: true,
    idempotent: true,
  })
  create(@Body() body: CreateApiBody, @Principal() principal: AdminPrincipal): Promise<ApiAnswer> {
    return this.apis.create(body, principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':api_id',
    summary: 'Read an API',
    scope: 'clients:read',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found'],
    etag: true,
  })
  find(@Param('api_id') id: string): Promise<ApiAnswer> {
    return this.apis.find(fromPathId(id));
  }

  @AdminRoute({
    method: 'PATCH',
    path: ':api_id',
    summary: 'Change an API',
    description: 'A merge patch (RFC 7396). `scopes` is the whole list: those that are left out are removed.',
    scope: 'clients:write',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found', 'api_built_in', 'api_invalid', 'api_in_use'],
    etag: true,
    ifMatch: true,
  })
  update(
    @Param('api_id') id: string,
    @Body() patch: UpdateApiBody,
    @Query() { force }: ForceQuery,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.apis.update(fromPathId(id), patch, force, expected, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':api_id/enable',
    summary: 'Enable an API',
    scope: 'clients:write',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found', 'api_built_in'],
    etag: true,
    ifMatch: true,
  })
  enable(
    @Param('api_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.apis.enable(fromPathId(id), expected, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':api_id/disable',
    summary: 'Disable an API',
    description: 'No token is issued for it any more, and those that were are not active at introspection.',
    scope: 'clients:write',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found', 'api_built_in'],
    etag: true,
    ifMatch: true,
  })
  disable(
    @Param('api_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.apis.disable(fromPathId(id), expected, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':api_id',
    summary: 'Delete an API',
    description: 'Refused while clients use it, unless `force=true`.',
    scope: 'clients:write',
    answers: { 204: null },
    problems: ['api_not_found', 'api_built_in', 'api_in_use'],
    ifMatch: true,
  })
  async remove(
    @Param('api_id') id: string,
    @Query() { force }: ForceQuery,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<void> {
    await this.apis.remove(fromPathId(id), force, expected, principal);
  }

  @AdminRoute({
    method: 'PUT',
    path: ':api_id/scopes/:scope',
    summary: 'Add a scope, or change what it says',
    description: '`If-Match` is the entity tag of the API.',
    scope: 'clients:write',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found', 'api_built_in', 'api_invalid'],
    etag: true,
    ifMatch: true,
  })
  putScope(
    @Param('api_id') id: string,
    @Param('scope') scope: string,
    @Body() { description }: PutScopeBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.apis.putScope(fromPathId(id), { name: fromPathId(scope), description }, expected, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':api_id/scopes/:scope',
    summary: 'Remove a scope',
    description: 'Refused while clients may ask for it, unless `force=true`. `If-Match` is the entity tag of the API.',
    scope: 'clients:write',
    answers: { 200: ApiAnswer },
    problems: ['api_not_found', 'scope_not_found', 'api_built_in', 'api_in_use'],
    etag: true,
    ifMatch: true,
  })
  removeScope(
    @Param('api_id') id: string,
    @Param('scope') scope: string,
    @Query() { force }: ForceQuery,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ApiAnswer> {
    return this.apis.removeScope(fromPathId(id), fromPathId(scope), force, expected, principal);
  }
}
