/** UserInfo, step by step: token → does it stand → openid → claims. OpenID Connect Core §5.3, RFC 6750 §3. */
import { bearerError } from '../errors/oauth-errors';
import type { ProtocolContext } from '../protocol-context';
import { tokenEnded, type TokenEntry } from '../records/standing';
import { findPresentedToken } from '../token/find-presented-token';
import type { Parameters } from '../vocabulary/parameters';
import { presentedBearerToken } from './bearer-token';
import { claimsOfScope } from './claims-of-scope';

export interface UserinfoRequest {
  /** The `Authorization` header as sent. */
  readonly authorization: string | undefined;
  /** Parameters of a form body; never those of the URL. */
  readonly form: Parameters | undefined;
}

export class UserinfoEndpoint {
  constructor(private readonly context: ProtocolContext) {}

  /**
   * Claims about the person of an access token: the body of a 200.
   * @throws OAuthError with the challenge of RFC 6750 §3
   */
  async answer(request: UserinfoRequest): Promise<Readonly<Record<string, unknown>>> {
    const value = presentedBearerToken(request.authorization, request.form);
    const found = await findPresentedToken(value, this.context.unitOfWork.reads.tokens);
    if (!found || found.token.kind !== 'access_token') throw unfit('userinfo.unknown');
    await this.requireStanding(found);
    const { token, entry } = found;
    if (!token.scope.includes('openid') || !entry) {
      throw bearerError('insufficient_scope', 'The access token lacks the scope openid.', {
        check: 'userinfo.scope',
        scope: 'openid',
      });
    }
    const account = await this.context.unitOfWork.reads.accounts.find(entry.family.accountId);
    if (!account) throw unfit('userinfo.account');
    return claimsOfScope(account, token.scope);
  }

  private async requireStanding(found: TokenEntry): Promise<void> {
    const client = await this.context.clients.find(found.token.clientId);
    const ended = client ? tokenEnded(found, client, this.context.keys, this.context.clock.now()) : 'client_unknown';
    if (ended) throw unfit(`userinfo.${ended}`);
  }
}

function unfit(check: string) {
  return bearerError('invalid_token', 'The access token is unknown, expired or revoked.', { check });
}
