/** The challenge's half: checked and tied to the code at the authorization endpoint. RFC 7636 §4.3, §4.4; RFC 9700 §2.1.1. */
import type { AuthorizeContext } from '../../authorize/authorize.context';
import { invalidRequest } from '../../errors/oauth-errors';
import { isPublicClient } from '../../records/client';
import { isCodeText, PKCE_BINDING, type PkceBinding } from './code-challenge';

/**
 * Sets the `pkce` binding.
 * @throws OAuthError `invalid_request`
 */
export function requireCodeChallenge(context: AuthorizeContext): void {
  const { parameters, client } = context;
  // Only a code can be tied to a challenge.
  if (!context.responseType.split(' ').includes('code')) return;
  const codeChallenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (codeChallenge === undefined) {
    if (method !== undefined) {
      throw invalidRequest('code_challenge is missing beside code_challenge_method.', { check: 'pkce.missing' });
    }
    if (isPublicClient(client) || client.requirePkce) {
      throw invalidRequest('code_challenge is missing; this client must use PKCE.', { check: 'pkce.missing' });
    }
    return;
  }
  // RFC 7636 §4.3: a missing method means plain, which would put the verifier itself into the URL.
  if (method !== 'S256') {
    throw invalidRequest('code_challenge_method must be S256.', { check: 'pkce.method' });
  }
  if (!isCodeText(codeChallenge)) {
    throw invalidRequest('code_challenge must be 43 to 128 unreserved characters.', { check: 'pkce.challenge' });
  }
  const binding: PkceBinding = { codeChallenge };
  context.bindings[PKCE_BINDING] = binding;
}
requireCodeChallenge.checks = ['pkce.missing', 'pkce.method', 'pkce.challenge'];
