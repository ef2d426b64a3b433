/** Client id and secret in the body. RFC 6749 §2.3.1. */
import { invalidRequest } from '../errors/oauth-errors';
import type { ClientAuthenticationStrategy } from './client-authentication-method';
import { verifyClientSecret } from './client-secret';

export const clientSecretPost: ClientAuthenticationStrategy = {
  method: 'client_secret_post',

  present({ parameters }) {
    const secret = parameters.get('client_secret');
    if (secret === undefined) return undefined;
    const clientId = parameters.get('client_id');
    if (clientId === undefined) {
      throw invalidRequest('client_secret needs client_id beside it.', { check: 'client_id.missing' });
    }
    return { method: 'client_secret_post', clientId, secret };
  },

  verify(credentials, client, request, context) {
    verifyClientSecret(client, credentials, request, context);
  },
};
