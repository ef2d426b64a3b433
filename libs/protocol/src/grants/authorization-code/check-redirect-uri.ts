/** The redirect URI of the token request is the one of the authorization request. RFC 6749 §4.1.3, OAuth 2.1 §4.1.3. */
import { invalidGrant } from '../../errors/oauth-errors';
import type { Extension } from '../../extensions/extension';
import type { AuthorizationCodeRecord } from '../../records/authorization-code';
import type { GrantRequest } from '../grant';

/** @throws OAuthError `invalid_grant` */
export function checkRedirectUri(
  request: GrantRequest,
  code: AuthorizationCodeRecord,
  extensions: readonly Extension[],
): void {
  const redirectUri = request.parameters.get('redirect_uri');
  if (redirectUri === code.redirectUri) return;
  if (redirectUri === undefined && !code.redirectUriSent) return;
  // What the parameter protects against is covered by a code that is tied to its sender, as OAuth 2.1 has it.
  const bound = () => extensions.some((extension) => extension.bindsCodeToSender?.(code.bindings) === true);
  if (redirectUri === undefined && bound()) return;
  throw invalidGrant('redirect_uri is not the one of the authorization request.', {
    check: redirectUri === undefined ? 'code.redirect_uri_missing' : 'code.redirect_uri',
  });
}
