import { IdentityUnitOfWork } from '@gatehouse/identity';
import { ADMIN_SCOPE_NAMES } from '@gatehouse/contracts';
import { ClientDirectory } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { MeAnswer } from './me.dto';

/** `/admin/v1/me`: for a console that shows only what its person may do. */
@AdminController('me')
export class MeController {
  constructor(
    private readonly identity: IdentityUnitOfWork,
    private readonly clients: ClientDirectory,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Read who you are and what you may do',
    scope: 'any',
    answers: { 200: MeAnswer },
  })
  async read(@Principal() principal: AdminPrincipal): Promise<MeAnswer> {
    const { kind, id, clientId, roles, scopes, sessionId, tokenId } = principal;
    const named = kind === 'person' ? await this.namesOfPerson(id) : await this.namesOfClient(id);
    return {
      kind,
      id,
      ...named,
      client_id: clientId,
      roles: [...roles],
      scopes: ADMIN_SCOPE_NAMES.filter((scope) => scopes.has(scope)),
      session_id: sessionId,
      token_id: tokenId,
    };
  }

  private async namesOfPerson(id: string): Promise<Pick<MeAnswer, 'username' | 'name'>> {
    const account = await this.identity.identityReads.identityAccounts.find(id);
    const name = account?.claims['name'];
    return { username: account?.username ?? null, name: typeof name === 'string' ? name : null };
  }

  private async namesOfClient(id: string): Promise<Pick<MeAnswer, 'username' | 'name'>> {
    return { username: null, name: (await this.clients.find(id))?.clientName ?? null };
  }
}
