/** The words of a registration, as a list has room for them. */
import type { ApplicationType } from '@gatehouse/client-rules';

export const KINDS: Readonly<Record<ApplicationType, string>> = {
  web: 'Web application',
  spa: 'Single-page application',
  native: 'Native application',
  machine: 'Machine',
  device: 'Device',
  agent: 'Agent',
};

export const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'Authorization code',
  refresh_token: 'Refresh token',
  client_credentials: 'Client credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'Device code',
};

export const METHODS: Readonly<Record<string, string>> = {
  none: 'None (public)',
  client_secret_basic: 'Secret, in the header',
  client_secret_post: 'Secret, in the body',
  private_key_jwt: 'Private key',
};
