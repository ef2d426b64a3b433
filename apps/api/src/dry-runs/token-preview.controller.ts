import { Body, Inject, Param } from '@nestjs/common';
import { PASSWORD_METHOD, SINGLE_FACTOR } from '@gatehouse/identity';
import {
  type AccountRecord,
  bearerError,
  newTimeOrderedId,
  OAuthError,
  previewTokens,
  type ProtocolContext,
} from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { fromPathId } from '../http/admin/path-ids';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { previewRefusalAnswer, tokenPreviewAnswer } from './token-preview-answer';
import { TokenPreviewAnswer, TokenPreviewBody } from './token-preview.dto';

/** `/admin/v1/clients/{client_id}/token-preview`: what a client would be issued now. */
@AdminController('clients')
export class TokenPreviewController {
  constructor(@Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext) {}

  @AdminRoute({
    method: 'POST',
    path: ':client_id/token-preview',
    summary: 'Preview the tokens that a client would be issued',
    description:
      'The endpoints themselves are rehearsed, as if the person had signed in with a password just now and agreed. ' +
      'Nothing is signed, stored or reported; a refusal is answered as one.',
    scope: 'clients:read',
    answers: { 200: TokenPreviewAnswer },
    problems: ['client_not_found', 'user_not_found'],
  })
  async preview(
    @Param('client_id') id: string,
    @Body() body: TokenPreviewBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<TokenPreviewAnswer> {
    const client = await this.protocol.clients.find(fromPathId(id));
    if (!client) throw problem('client_not_found');
    const account = await this.accountOf(body, principal);
    const { scope, resource: resources = [] } = body;
    const person = account && { account, session: this.sessionOf(account) };
    try {
      const preview = await previewTokens({ client, person, scope, resources }, this.protocol);
      return tokenPreviewAnswer(preview, client, account);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return previewRefusalAnswer(error, client, body);
    }
  }

  /** @throws Problem `validation_failed`, `scope_missing`, `user_not_found` */
  private async accountOf(body: TokenPreviewBody, principal: AdminPrincipal): Promise<AccountRecord | undefined> {
    const { grant_type: grantType, user_id: userId } = body;
    const refuse = (detail: string) => problem('validation_failed', { errors: [{ pointer: '/user_id', detail }] });
    if (grantType === 'client_credentials') {
      if (userId !== undefined && userId !== null) throw refuse('a client that acts for itself has no user');
      return undefined;
    }
    if (userId === undefined || userId === null) throw refuse('user_id says who signs in');
    if (!principal.scopes.has('users:read')) {
      const { headers } = bearerError('insufficient_scope', 'The access token does not allow this.', {
        scope: 'users:read',
      });
      throw problem('scope_missing', { detail: 'Needed: users:read.', headers });
    }
    const account = await this.protocol.unitOfWork.reads.accounts.find(userId);
    if (!account) throw problem('user_not_found');
    return account;
  }

  /** As if the person had signed in just now. */
  private sessionOf({ id: accountId }: AccountRecord) {
    const now = this.protocol.clock.now();
    return { id: newTimeOrderedId(now), accountId, authTime: now, acr: SINGLE_FACTOR, amr: [PASSWORD_METHOD] };
  }
}
