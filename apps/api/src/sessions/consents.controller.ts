import { Body, Param, Query } from '@nestjs/common';
import { ConsentListQuery, type ListedConsent } from '@gatehouse/persistence';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { Cursors } from '../http/admin/paging';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { ConsentAnswer, ConsentPageAnswer, ConsentQuery } from './consents.dto';
import { Endings } from './endings';
import { EndedAnswer, EndingBody } from './endings.dto';
import { consentAnswer } from './session-answer';

/** `/admin/v1/consents`: what people allowed clients. Scopes as for sessions. */
@AdminController('consents')
export class ConsentsController {
  constructor(
    private readonly consents: ConsentListQuery,
    private readonly endings: Endings,
    private readonly cursors: Cursors,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List consents of a user or for a client',
    description: 'Newest first.',
    scope: 'users:read',
    answers: { 200: ConsentPageAnswer },
  })
  async page(@Query() query: ConsentQuery): Promise<ConsentPageAnswer> {
    const { user_id, client_id, state, limit } = query;
    if (user_id === undefined && client_id === undefined) {
      throw problem('query_invalid', { errors: [{ pointer: '/user_id', detail: 'user_id or client_id is needed' }] });
    }
    const [after] = this.cursors.position<readonly [string]>('consents', query) ?? [];
    const filter = { accountId: user_id, clientId: client_id, state };
    const { rows, next } = await this.consents.list(filter, { after, limit });
    return {
      items: rows.map(consentAnswer),
      next: next === undefined ? null : this.cursors.cursor('consents', query, [next]),
    };
  }

  @AdminRoute({
    method: 'GET',
    path: ':consent_id',
    summary: 'Read a consent',
    scope: 'users:read',
    answers: { 200: ConsentAnswer },
    problems: ['consent_not_found'],
    etag: true,
  })
  async find(@Param('consent_id') id: string): Promise<ConsentAnswer> {
    return consentAnswer(await this.existing(id));
  }

  @AdminRoute({
    method: 'POST',
    path: ':consent_id/revoke',
    summary: 'Revoke a consent',
    description: 'Ends everything that was approved under it. The client has to ask the user again.',
    scope: 'tokens:revoke',
    answers: { 200: EndedAnswer },
    problems: ['consent_not_found', 'target_holds_more'],
    ifMatch: true,
  })
  async revoke(
    @Param('consent_id') id: string,
    @Body() body: EndingBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<EndedAnswer> {
    const consent = await this.existing(id);
    expected.require(consentAnswer(consent));
    const event = { event: 'consent', consentId: id } as const;
    return { revocation_id: await this.endings.end(event, consent.accountId, body, principal) };
  }

  /** @throws Problem `consent_not_found` */
  private async existing(id: string): Promise<ListedConsent> {
    const consent = await this.consents.find(id);
    if (!consent) throw problem('consent_not_found');
    return consent;
  }
}
