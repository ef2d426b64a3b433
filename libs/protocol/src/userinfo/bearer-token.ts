/** The access token of a request to a protected resource: in the header or in a form, never in a URL. RFC 6750 §2. */
import { bearerError } from '../errors/oauth-errors';
import type { Parameters } from '../vocabulary/parameters';

const BEARER = /^bearer(?: +(.*))?$/i;
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * The token that was presented.
 * @param authorization the header as sent
 * @param form parameters of a form body, if there is one
 * @throws OAuthError with the challenge of RFC 6750 §3
 */
export function presentedBearerToken(authorization: string | undefined, form: Parameters | undefined): string {
  const scheme = authorization === undefined ? null : BEARER.exec(authorization);
  const inForm = form?.all('access_token') ?? [];
  if ((scheme ? 1 : 0) + inForm.length > 1) {
    throw bearerError('invalid_request', 'The request has more than one access token.', { check: 'bearer.several' });
  }
  const token = scheme ? (scheme[1] ?? '').trimEnd() : inForm[0];
  // RFC 6750 §3.1: without any attempt the challenge stands alone.
  if (token === undefined) {
    throw bearerError(undefined, 'An access token is needed.', { check: 'bearer.missing' });
  }
  if (!B64TOKEN.test(token)) {
    throw bearerError('invalid_request', 'The access token is malformed.', { check: 'bearer.form' });
  }
  return token;
}
