import { Body, Param } from '@nestjs/common';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { BESIDE_THE_KEY, SigningKeyDesk } from './signing-key-desk';
import {
  AnnounceKeyBody,
  ChangeKeyBody,
  EmergencyKeyBody,
  SigningKeyAnswer,
  SigningKeysAnswer,
} from './signing-keys.dto';

/** `/admin/v1/signing-keys`: keys rotate by themselves; this is for looking, and for when somebody cannot wait. */
@AdminController('signing-keys')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeyDesk) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List signing keys',
    description: 'All of them, the newest first: there are few. With what may be done with each now, and why not.',
    scope: 'keys:read',
    answers: { 200: SigningKeysAnswer },
  })
  async list(): Promise<SigningKeysAnswer> {
    return { items: await this.keys.list() };
  }

  @AdminRoute({
    method: 'GET',
    path: ':kid',
    summary: 'Read a signing key',
    scope: 'keys:read',
    answers: { 200: SigningKeyAnswer },
    problems: ['signing_key_not_found'],
    etag: BESIDE_THE_KEY,
  })
  find(@Param('kid') kid: string): Promise<SigningKeyAnswer> {
    return this.keys.find(kid);
  }

  @AdminRoute({
    method: 'POST',
    path: 'announce',
    summary: 'Announce a new signing key',
    description: 'It is published, and signs when it is activated, by itself or by hand.',
    scope: 'keys:write',
    answers: { 201: SigningKeyAnswer },
    problems: ['signing_key_announced'],
    etag: BESIDE_THE_KEY,
    idempotent: true,
  })
  announce(@Body() { algorithm }: AnnounceKeyBody, @Principal() principal: AdminPrincipal): Promise<SigningKeyAnswer> {
    return this.keys.announce(algorithm, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: 'emergency',
    summary: 'Let a new key sign at once',
    description:
      'For when the key that signs may be in the wrong hands. Relying parties meet a key that they have not fetched yet. The key before stays published until it is revoked: make a revocation of it next.',
    scope: 'keys:write',
    answers: { 201: SigningKeyAnswer },
    problems: ['signing_key_state'],
    etag: BESIDE_THE_KEY,
    idempotent: true,
  })
  replaceAtOnce(@Body() body: EmergencyKeyBody, @Principal() principal: AdminPrincipal): Promise<SigningKeyAnswer> {
    return this.keys.replaceAtOnce(body, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':kid/activate',
    summary: 'Let an announced key sign',
    scope: 'keys:write',
    answers: { 200: SigningKeyAnswer },
    problems: ['signing_key_not_found', 'signing_key_state', 'signing_key_too_soon'],
    etag: BESIDE_THE_KEY,
    ifMatch: BESIDE_THE_KEY,
  })
  activate(
    @Param('kid') kid: string,
    @Body() body: ChangeKeyBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<SigningKeyAnswer> {
    return this.keys.activate(kid, body, expected, principal);
  }

  @AdminRoute({
    method: 'POST',
    path: ':kid/retire',
    summary: 'Take a key out of the key set',
    description: 'One that no longer signs, or an announced one that never will.',
    scope: 'keys:write',
    answers: { 200: SigningKeyAnswer },
    problems: ['signing_key_not_found', 'signing_key_state', 'signing_key_too_soon'],
    etag: BESIDE_THE_KEY,
    ifMatch: BESIDE_THE_KEY,
  })
  retire(
    @Param('kid') kid: string,
    @Body() body: ChangeKeyBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<SigningKeyAnswer> {
    return this.keys.retire(kid, body, expected, principal);
  }
}
