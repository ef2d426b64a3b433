/** One constructor per registered error code, so that a code's status and headers are decided once. */
import { OAuthError, type OAuthErrorOptions } from './oauth-error';

type Constructor = (description: string, options?: OAuthErrorOptions) => OAuthError;

function code(value: string, status = 400): Constructor {
  return (description, options = {}) => new OAuthError(value, description, { status, ...options });
}

/** RFC 6749 §4.1.2.1, §5.2. */
export const invalidRequest = code('invalid_request');
export const unauthorizedClient = code('unauthorized_client');
export const accessDenied = code('access_denied');
export const unsupportedResponseType = code('unsupported_response_type');
export const unsupportedGrantType = code('unsupported_grant_type');
export const invalidScope = code('invalid_scope');
export const invalidGrant = code('invalid_grant');
export const serverError = code('server_error', 500);
export const temporarilyUnavailable = code('temporarily_unavailable', 503);

/** RFC 6749 §5.2: 401, and a challenge when the client used the Authorization header. */
export function invalidClient(
  description: string,
  options: OAuthErrorOptions & { readonly challenge?: boolean } = {},
): OAuthError {
  const headers = options.challenge ? { 'WWW-Authenticate': 'Basic realm="gatehouse", charset="UTF-8"' } : {};
  return new OAuthError('invalid_client', description, { ...options, status: 401, headers });
}

/** OpenID Connect Core §3.1.2.6. */
export const loginRequired = code('login_required');
export const consentRequired = code('consent_required');
export const interactionRequired = code('interaction_required');
export const accountSelectionRequired = code('account_selection_required');
export const requestNotSupported = code('request_not_supported');
export const requestUriNotSupported = code('request_uri_not_supported');
export const registrationNotSupported = code('registration_not_supported');

/** RFC 8707 §2. */
export const invalidTarget = code('invalid_target');

/** RFC 7009 §2.2.1. */
export const unsupportedTokenType = code('unsupported_token_type');

/**
 * RFC 6750 §3: errors of a protected resource, always with a challenge. Without `error` (no token was sent) the
 * challenge stands alone and the code is only for the log.
 */
export function bearerError(
  error: 'invalid_request' | 'invalid_token' | 'insufficient_scope' | undefined,
  description: string,
  options: OAuthErrorOptions & { readonly scope?: string } = {},
): OAuthError {
  const status = error === 'insufficient_scope' ? 403 : error === 'invalid_request' ? 400 : 401;
  const scope = options.scope === undefined ? '' : `, scope="${options.scope}"`;
  const attributes = error === undefined ? '' : `, error="${error}", error_description="${description}"${scope}`;
  return new OAuthError(error ?? 'invalid_token', description, {
    ...options,
    status,
    headers: { 'WWW-Authenticate': `Bearer realm="gatehouse"${attributes}` },
  });
}
