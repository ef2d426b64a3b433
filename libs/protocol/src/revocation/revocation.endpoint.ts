/**
 * Token revocation, step by step: receive → authenticate → find → revoke. A refresh token takes its whole family with
 * it, an access token only itself. Success is only said of what is durably dead. RFC 7009.
 */
import { authenticateClient } from '../client-authentication/authenticate-client';
import type { ClientAuthenticationRequest } from '../client-authentication/client-authentication-method';
import { OAuthError } from '../errors/oauth-error';
import {
  invalidRequest,
  temporarilyUnavailable,
  unauthorizedClient,
  unsupportedTokenType,
} from '../errors/oauth-errors';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import { findPresentedToken } from '../token/find-presented-token';
import { endToken } from './end-token';

export type RevocationRequest = ClientAuthenticationRequest & { readonly origin: RequestOrigin };

export class RevocationEndpoint {
  constructor(private readonly context: ProtocolContext) {}

  /**
   * Revokes what the request names; when it resolves, answer 200 without a body.
   * @throws OAuthError `invalid_request`, `invalid_client`, `unsupported_token_type`, or `temporarily_unavailable` (503)
   * when the token may still be alive
   */
  async answer(request: RevocationRequest): Promise<void> {
    const client = await this.receive(request);
    const value = request.parameters.get('token');
    if (value === undefined) throw invalidRequest('token is missing.', { check: 'token.missing' });
    try {
      await this.revoke(value, client, request.origin);
    } catch (cause) {
      if (cause instanceof OAuthError) throw cause;
      // RFC 7009 §2.2.1: the client must take the token for alive and try again.
      throw temporarilyUnavailable('The token could not be revoked; try again.', {
        headers: { 'Retry-After': '1' },
        check: 'revocation.failed',
        cause,
      });
    }
  }

  private async receive(request: RevocationRequest): Promise<ClientRecord> {
    try {
      if (request.parameters.repeated([]) !== undefined) {
        throw invalidRequest('A parameter was sent more than once.', { check: 'parameter.repeated' });
      }
      return await authenticateClient(request, this.context);
    } catch (error) {
      if (error instanceof OAuthError && error.code === 'invalid_client') {
        const { check } = error;
        const at = this.context.clock.now();
        this.context.events.report({ id: 'client_authentication.failed', at, ...request.origin, check });
      }
      throw error;
    }
  }

  private async revoke(value: string, client: ClientRecord, origin: RequestOrigin): Promise<void> {
    const found = await findPresentedToken(value, this.context.unitOfWork.reads.tokens);
    // RFC 7009 §2.2: a token that is unknown is as dead as the client wants it.
    if (!found) return;
    const { token } = found;
    // RFC 7009 §2.1: refused, and said so; a 200 would claim that it is dead.
    if (token.clientId !== client.clientId) {
      throw unauthorizedClient('The token was not issued to this client.', { check: 'revocation.other_client' });
    }
    if (token.kind === 'id_token') {
      throw unsupportedTokenType('ID tokens cannot be revoked.', { check: 'revocation.id_token' });
    }
    const at = this.context.clock.now();
    await this.context.unitOfWork.run(async (stores) => {
      if ((await endToken(token, at, 'revoked_by_client', stores)) === 'already-revoked') return;
      await stores.audit.append({
        id: 'token.revoked',
        at,
        clientId: client.clientId,
        subject: token.subject,
        ip: origin.ip,
        userAgent: origin.userAgent,
        target: { kind: 'token', id: token.id },
        ...(token.familyId === null ? {} : { familyId: token.familyId }),
        ...(token.sessionId === null ? {} : { sessionId: token.sessionId }),
        detail: { kind: token.kind },
      });
    });
  }
}
