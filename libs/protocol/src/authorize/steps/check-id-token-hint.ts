/** `id_token_hint`: whom the client expects, proven by an ID token of ours, expired or not. OpenID Connect Core §3.1.2.1. */
import { invalidRequest } from '../../errors/oauth-errors';
import { readIdTokenHint } from '../../id-token-hint/read-id-token-hint';
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.expectedAccountId`. @throws OAuthError `invalid_request` for a token that is not ours or not this client's */
export function checkIdTokenHint(context: AuthorizeContext): void {
  const token = context.parameters.get('id_token_hint');
  if (token === undefined) return;
  const hint = readIdTokenHint(token, context.protocol);
  if (!hint)
    throw invalidRequest('id_token_hint is not an ID token of this issuer.', { check: 'id_token_hint.invalid' });
  if (!hint.audience.includes(context.client.clientId)) {
    throw invalidRequest('id_token_hint belongs to another client.', { check: 'id_token_hint.client' });
  }
  context.expectedAccountId = hint.subject;
}
checkIdTokenHint.checks = ['id_token_hint.invalid', 'id_token_hint.client'];
