import { Body, Param } from '@nestjs/common';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { fromPathId } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { BESIDE_THE_SECRET, ClientSecrets } from './client-secrets';
import {
  CreateSecretBody,
  RollSecretBody,
  SecretAnswer,
  SecretListAnswer,
  UpdateSecretBody,
} from './client-secrets.dto';
import { NewSecretAnswer } from './clients.dto';

/** `/admin/v1/clients/{client_id}/secrets`. */
@AdminController('clients')
export class ClientSecretsController {
  constructor(private readonly secrets: ClientSecrets) {}

  @AdminRoute({
    method: 'GET',
    path: ':client_id/secrets',
    summary: 'List the secrets of a client',
    description: 'When each was made, ends, and was last used. Never the secrets themselves: they are not stored.',
    scope: 'clients:read',
    answers: { 200: SecretListAnswer },
    problems: ['client_not_found'],
  })
  list(@Param('client_id') id: string): Promise<SecretListAnswer> {
    return this.secrets.list(fromPathId(id));
  }

  @AdminRoute({
    method: 'POST',
    path: ':client_id/secrets',
    summary: 'Make a secret',
    description: 'Shown in this answer only. At most two are live at once.',
    scope: 'clients:write',
    answers: { 201: NewSecretAnswer },
    problems: ['client_not_found', 'client_without_secrets', 'too_many_secrets', 'scope_not_held'],
    idempotent: true,
  })
  create(
    @Param('client_id') id: string,
    @Body() body: CreateSecretBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<NewSecretAnswer> {
    return this.secrets.create(fromPathId(id), body.expires_at ?? null, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':client_id/secrets/roll',
    summary: 'Make a secret and let the others end',
    description: 'The new one works at once; those that are live now go on for the overlap.',
    scope: 'clients:write',
    answers: { 201: NewSecretAnswer },
    problems: ['client_not_found', 'client_without_secrets', 'too_many_secrets', 'scope_not_held'],
    idempotent: true,
  })
  roll(
    @Param('client_id') id: string,
    @Body() body: RollSecretBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<NewSecretAnswer> {
    return this.secrets.roll(fromPathId(id), body, principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':client_id/secrets/:secret_id',
    summary: 'Read what is known of a secret',
    scope: 'clients:read',
    answers: { 200: SecretAnswer },
    problems: ['client_not_found', 'secret_not_found'],
    etag: BESIDE_THE_SECRET,
  })
  find(@Param('client_id') id: string, @Param('secret_id') secretId: string): Promise<SecretAnswer> {
    return this.secrets.find(fromPathId(id), secretId);
  }

  @AdminRoute({
    method: 'PATCH',
    path: ':client_id/secrets/:secret_id',
    summary: 'Change when a secret ends',
    scope: 'clients:write',
    answers: { 200: SecretAnswer },
    problems: ['client_not_found', 'secret_not_found', 'too_many_secrets', 'scope_not_held'],
    etag: BESIDE_THE_SECRET,
    ifMatch: BESIDE_THE_SECRET,
  })
  update(
    @Param('client_id') id: string,
    @Param('secret_id') secretId: string,
    @Body() { expires_at: expiresAt }: UpdateSecretBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<SecretAnswer> {
    return this.secrets.update(fromPathId(id), secretId, expiresAt, expected, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':client_id/secrets/:secret_id',
    summary: 'Delete a secret',
    description: 'It stops working at once, on every replica within a second.',
    scope: 'clients:write',
    answers: { 204: null },
    problems: ['client_not_found', 'secret_not_found'],
    ifMatch: BESIDE_THE_SECRET,
  })
  async remove(
    @Param('client_id') id: string,
    @Param('secret_id') secretId: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<void> {
    await this.secrets.remove(fromPathId(id), secretId, expected, principal);
  }
}
