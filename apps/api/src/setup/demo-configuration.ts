/** The client and the API of the demo that `npm start` runs beside us. */
import type { Configuration } from '@gatehouse/configuration';

/** @param port where the demo listens on this machine */
export function demoConfiguration(port: number): Configuration {
  const url = `http://localhost:${port}`;
  return {
    apis: [
      {
        identifier: `${url}/api`,
        name: 'Demo notes',
        access_token_format: 'jwt',
        access_token_lifetime: 600,
        scopes: [{ name: 'notes:read', description: 'Read your demo notes' }],
      },
    ],
    clients: [
      {
        client_id: 'demo',
        client_name: 'Gatehouse demo',
        application_type: 'spa',
        redirect_uris: [`${url}/callback`],
        post_logout_redirect_uris: [`${url}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        scope: 'openid profile email offline_access notes:read',
        token_endpoint_auth_method: 'none',
        client_uri: url,
      },
    ],
    users: [],
  };
}
