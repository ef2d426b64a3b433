import { Body, Param } from '@nestjs/common';
import { IdentityUnitOfWork } from '@gatehouse/identity';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { Endings } from './endings';
import { EndedAnswer, EndingBody } from './endings.dto';

/** `/admin/v1/users/{user_id}/sessions`: all sessions of a person at once. */
@AdminController('users/:user_id/sessions')
export class UserSessionsController {
  constructor(
    private readonly identity: IdentityUnitOfWork,
    private readonly endings: Endings,
  ) {}

  @AdminRoute({
    method: 'POST',
    path: 'end',
    summary: 'Sign a user out everywhere',
    description: 'Ends every session of the user and everything that was issued for the user.',
    scope: 'tokens:revoke',
    answers: { 200: EndedAnswer },
    problems: ['user_not_found', 'target_holds_more'],
  })
  async end(
    @Param('user_id') id: string,
    @Body() body: EndingBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<EndedAnswer> {
    if (!(await this.identity.identityReads.identityAccounts.find(id))) throw problem('user_not_found');
    return { revocation_id: await this.endings.end({ event: 'user', accountId: id }, id, body, principal) };
  }
}
