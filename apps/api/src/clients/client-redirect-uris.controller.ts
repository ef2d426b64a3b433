import { Body, Param } from '@nestjs/common';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { fromPathId } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { ClientRedirectUris } from './client-redirect-uris';
import { AddRedirectUriBody } from './client-redirect-uris.dto';
import { ExpiringRedirectUriAnswer } from './clients.dto';

/** `/admin/v1/clients/{client_id}/redirect-uris`: redirect URIs that expire. The client itself lists them. */
@AdminController('clients')
export class ClientRedirectUrisController {
  constructor(private readonly redirectUris: ClientRedirectUris) {}

  @AdminRoute({
    method: 'POST',
    path: ':client_id/redirect-uris',
    summary: 'Register a redirect URI for a while',
    description: 'For preview deployments. By the rules of every redirect URI; sent again, its time starts anew.',
    scope: 'clients:write',
    answers: { 201: ExpiringRedirectUriAnswer },
    problems: [
      'client_not_found',
      'client_invalid',
      'redirect_uri_registered',
      'too_many_redirect_uris',
      'scope_not_held',
    ],
    idempotent: true,
    etag: true,
  })
  add(
    @Param('client_id') id: string,
    @Body() body: AddRedirectUriBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<ExpiringRedirectUriAnswer> {
    return this.redirectUris.add(fromPathId(id), body, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':client_id/redirect-uris/:redirect_uri_id',
    summary: 'Delete an expiring redirect URI',
    description: 'At once, on every replica within a second.',
    scope: 'clients:write',
    answers: { 204: null },
    problems: ['client_not_found', 'redirect_uri_not_found'],
    ifMatch: true,
  })
  async remove(
    @Param('client_id') id: string,
    @Param('redirect_uri_id') redirectUriId: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<void> {
    await this.redirectUris.remove(fromPathId(id), redirectUriId, expected, principal);
  }
}
