/** Public clients name themselves and prove nothing. RFC 6749 §2.1, §3.2.1. */
import type { ClientAuthenticationStrategy } from './client-authentication-method';

export const none: ClientAuthenticationStrategy = {
  method: 'none',

  present({ parameters }) {
    const clientId = parameters.get('client_id');
    return clientId === undefined ? undefined : { method: 'none', clientId };
  },

  // Whether the client may do without a credential is judged for every method alike, by its registration.
  verify() {},
};
