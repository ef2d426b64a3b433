/** The words of a registration, as a list has room for them. */
import { grantTypes, type ApplicationType } from '@gatehouse/client-rules';

export const KINDS: Readonly<Record<ApplicationType, string>> = {
  web: 'Web application',
  spa: 'Single-page application',
  native: 'Native application',
  machine: 'Machine',
  device: 'Device',
  agent: 'Agent',
};

export const GRANTS: Readonly<Record<string, string>> = {
  [grantTypes.authorizationCode]: 'Authorization code',
  [grantTypes.refreshToken]: 'Refresh token',
  [grantTypes.clientCredentials]: 'Client credentials',
  [grantTypes.deviceCode]: 'Device code',
};

export const METHODS: Readonly<Record<string, string>> = {
  none: 'None (public)',
  client_secret_basic: 'Secret, in the header',
  client_secret_post: 'Secret, in the body',
  private_key_jwt: 'Private key',
};
