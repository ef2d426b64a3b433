/** The clients, APIs and people that the flows use. */
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

export const REDIRECT_URI = 'https://client.example/callback';
export const ORDERS = 'https://api.example.com/orders';
export const NOTES = 'https://api.example.com/notes';
export const ALICE = { username: 'alice', password: 'correct horse battery staple' };
export const SECRET = randomBytes(32).toString('base64url');

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** The key of the client that authenticates with `private_key_jwt`. */
export const CLIENT_KEY: { readonly kid: string; readonly privateKey: KeyObject } = {
  kid: 'client-key-1',
  privateKey: pair.privateKey,
};
const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: CLIENT_KEY.kid, alg: 'ES256', use: 'sig' };

const SCOPE = 'openid profile email offline_access orders:read orders:write notes:read';

function interactive(clientId: string, type: string, method: string, more = ''): string {
  return `
  - client_id: ${clientId}
    client_name: Example ${clientId}
    application_type: ${type}
    redirect_uris: [${REDIRECT_URI}]
    post_logout_redirect_uris: [https://client.example/]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: ${SCOPE}
    token_endpoint_auth_method: ${method}${more}`;
}

/** A gatehouse.yaml with one client per way of authenticating. */
export const CONFIGURATION = `version: 1
apis:
  - identifier: ${ORDERS}
    name: Orders API
    access_token_format: jwt
    access_token_lifetime: 600
    scopes:
      - { name: orders:read, description: See your orders }
      - { name: orders:write, description: Change your orders }
  - identifier: ${NOTES}
    name: Notes API
    access_token_format: opaque
    scopes:
      - { name: notes:read, description: Read your notes }
clients:${interactive('spa', 'spa', 'none')}${interactive('web-basic', 'web', 'client_secret_basic', `\n    client_secret: ${SECRET}`)}${interactive('web-post', 'web', 'client_secret_post', `\n    client_secret: ${SECRET}`)}${interactive('web-key', 'web', 'private_key_jwt', `\n    token_endpoint_auth_signing_alg: ES256\n    jwks: ${JSON.stringify({ keys: [jwk] })}`)}
  - client_id: machine
    client_name: Example machine
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    scope: orders:read notes:read
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${SECRET}
    introspects: [${ORDERS}, ${NOTES}]
users:
  - username: ${ALICE.username}
    email: alice@example.com
    email_verified: true
    password: ${ALICE.password}
    roles: [owner]
    claims: { name: Alice Example, given_name: Alice, family_name: Example, locale: en }
`;
