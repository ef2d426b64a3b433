/** HTTP Basic, with both halves form-urlencoded before they are joined. RFC 6749 §2.3.1, RFC 7617. */
import { invalidRequest } from '../errors/oauth-errors';
import type {
  ClientAuthenticationRequest,
  ClientAuthenticationStrategy,
  ClientCredentials,
} from './client-authentication-method';
import { verifyClientSecret } from './client-secret';

const BASIC = /^basic(?: +|$)/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const clientSecretBasic: ClientAuthenticationStrategy = {
  method: 'client_secret_basic',

  present({ authorization }: ClientAuthenticationRequest): ClientCredentials | undefined {
    const scheme = authorization === undefined ? null : BASIC.exec(authorization);
    if (authorization === undefined || scheme === null) return undefined;
    const pair = decodeBase64(authorization.slice(scheme[0].length).trimEnd());
    const colon = pair.indexOf(':');
    if (colon === -1) throw malformed();
    const clientId = decodeForm(pair.slice(0, colon));
    if (clientId === '') throw malformed();
    return { method: 'client_secret_basic', clientId, secret: decodeForm(pair.slice(colon + 1)) };
  },

  verify(credentials, client, request, context) {
    verifyClientSecret(client, credentials, request, context);
  },
};

function decodeBase64(text: string): string {
  if (text === '' || !BASE64.test(text)) throw malformed();
  const bytes = Buffer.from(text, 'base64');
  // One credential has one encoding: stray bits at the end are refused.
  if (bytes.toString('base64') !== text) throw malformed();
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed();
  }
}

/** RFC 6749 appendix B. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed();
  }
}

function malformed(): Error {
  return invalidRequest('The Authorization header is malformed.', { check: 'client.basic' });
}
