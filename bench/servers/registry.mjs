// The clients, APIs and people that every identity provider under test gets.
import { createHash } from 'node:crypto';

export const JWT_API = 'https://api.example.com/orders';
export const OPAQUE_API = 'https://api.example.com/notes';
export const MACHINE_CLIENT = 'machine';
export const INTERACTIVE_CLIENT = 'web';
export const REDIRECT_URI = 'https://client.example/callback';
// Worth nothing: the servers live as long as the benchmark. Fixed, so that every process knows it.
export const CLIENT_SECRET = createHash('sha256').update('a client of the benchmark').digest('base64url');
export const PASSWORD = 'correct horse battery staple';

/** Usernames of the first `count` accounts. */
export const usernames = (count) => Array.from({ length: count }, (_each, index) => `person-${index + 1}`);

/** Text of a gatehouse.yaml with `people` accounts, the first of them an owner. */
export function configuration(people) {
  const users = usernames(people).map(
    (username, index) => `
  - username: ${username}
    password: ${PASSWORD}
    roles: [${index === 0 ? 'owner' : ''}]
    claims: { name: Person ${index + 1} }`,
  );
  return `version: 1
apis:
  - identifier: ${JWT_API}
    name: Orders API
    access_token_format: jwt
    access_token_lifetime: 600
    scopes: [{ name: orders:read, description: See your orders }]
  - identifier: ${OPAQUE_API}
    name: Notes API
    access_token_format: opaque
    access_token_lifetime: 600
    scopes: [{ name: notes:read, description: Read your notes }]
clients:
  - client_id: ${MACHINE_CLIENT}
    client_name: Machine
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    scope: orders:read notes:read
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${CLIENT_SECRET}
    introspects: [${JWT_API}, ${OPAQUE_API}]
  - client_id: ${INTERACTIVE_CLIENT}
    client_name: Web
    application_type: web
    redirect_uris: [${REDIRECT_URI}]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: openid profile offline_access orders:read notes:read
    id_token_signed_response_alg: ES256
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${CLIENT_SECRET}
users:${people === 0 ? ' []' : users.join('')}
`;
}

const AUDITOR_CLIENT = 'auditor';

/** Text of a gatehouse.yaml with nothing but a machine that may look at everything that was issued. */
export const auditorConfiguration = () => `version: 1
clients:
  - client_id: ${AUDITOR_CLIENT}
    client_name: Auditor
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    scope: tokens:read users:read
    access_token_lifetime: 86400
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${CLIENT_SECRET}
`;

/** An access token for the admin API. @param server that was started with `auditorConfiguration` */
export async function auditorToken(server) {
  const response = await fetch(`${server.origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${AUDITOR_CLIENT}:${CLIENT_SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: 'urn:gatehouse:admin' }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status} ${JSON.stringify(answer)}`);
  return answer.access_token;
}

const basic = `Basic ${Buffer.from(`${MACHINE_CLIENT}:${CLIENT_SECRET}`).toString('base64')}`;
const basicOfInteractive = `Basic ${Buffer.from(`${INTERACTIVE_CLIENT}:${CLIENT_SECRET}`).toString('base64')}`;
const form = 'application/x-www-form-urlencoded';

/** Headers of a form that the machine client posts. */
export const machineHeaders = { 'content-type': form, authorization: basic };
/** Headers of a form that the interactive client posts. */
export const interactiveHeaders = { 'content-type': form, authorization: basicOfInteractive };

/** A client_credentials request for an API. */
export const tokenForm = (api, scope) =>
  `${new URLSearchParams({ grant_type: 'client_credentials', resource: api, scope })}`;
export const JWT_FORM = tokenForm(JWT_API, 'orders:read');
export const OPAQUE_FORM = tokenForm(OPAQUE_API, 'notes:read');
