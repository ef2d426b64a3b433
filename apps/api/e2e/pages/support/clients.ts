/** The clients of the browser flows, and the requests that they send people with. */
import { createHash, randomBytes } from 'node:crypto';

export const SITE = 'https://client.example';
export const ADA = { username: 'ada', password: 'an engine weaves numbers' };
export const SECRET = randomBytes(32).toString('base64url');

const SCOPE = 'openid profile email offline_access orders:read orders:write';

/** A gatehouse.yaml: a confidential client, a public one in the browser, and two programs on a person's own device. */
export const CONFIGURATION = `version: 1
apis:
  - identifier: https://api.example.com/orders
    name: Orders
    access_token_format: jwt
    scopes:
      - { name: orders:read, description: See your orders }
      - { name: orders:write, description: Change your orders }
clients:
  - client_id: shop
    client_name: Example Shop
    application_type: web
    client_uri: ${SITE}/
    redirect_uris: [${SITE}/callback, ${SITE}/broker]
    post_logout_redirect_uris: [${SITE}/signed-out]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: ${SCOPE}
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${SECRET}
  - client_id: spa
    client_name: Example Reader
    application_type: spa
    client_uri: ${SITE}/
    redirect_uris: [${SITE}/callback]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: ${SCOPE}
    token_endpoint_auth_method: none
  - client_id: desktop
    client_name: Example Desktop
    application_type: native
    redirect_uris: ['http://127.0.0.1/callback', 'http://127.0.0.1:9/other', 'http://[::1]/callback']
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: ${SCOPE}
    token_endpoint_auth_method: none
  - client_id: phone
    client_name: Example Phone
    application_type: native
    redirect_uris: ['com.example.phone:/callback']
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: ${SCOPE}
    token_endpoint_auth_method: none
users:
  - username: ${ADA.username}
    email: ada@example.com
    email_verified: true
    password: ${ADA.password}
    claims: { name: Ada Example }
  - username: bob
    email: bob@example.com
    email_verified: true
    password: ${ADA.password}
    claims: { name: Bob Example }
`;

export interface SentRequest {
  readonly url: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly state: string;
  readonly codeVerifier: string;
}

/** An authorization request with PKCE. @param more parameters to add or replace */
export function authorizationRequest(issuer: string, clientId: string, more: Record<string, string> = {}): SentRequest {
  const codeVerifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: clientId,
    redirect_uri: `${SITE}/callback`,
    response_type: 'code',
    scope: 'openid profile orders:read',
    state: randomBytes(9).toString('base64url'),
    nonce: randomBytes(9).toString('base64url'),
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  };
  return {
    url: `${issuer}/oauth/authorize?${new URLSearchParams(parameters)}`,
    redirectUri: parameters.redirect_uri,
    clientId,
    state: parameters.state,
    codeVerifier,
  };
}

/** Changes a code for tokens as the client would. @returns status and body of the answer */
export async function redeem(issuer: string, request: SentRequest, code: string | undefined) {
  const confidential = request.clientId === 'shop';
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: request.redirectUri,
    code_verifier: request.codeVerifier,
    ...(confidential ? {} : { client_id: request.clientId }),
  });
  const credentials = `Basic ${Buffer.from(`shop:${SECRET}`).toString('base64')}`;
  const headers = confidential ? { authorization: credentials } : undefined;
  const answer = await fetch(`${issuer}/oauth/token`, { method: 'POST', body, ...(headers ? { headers } : {}) });
  return { status: answer.status, tokens: (await answer.json()) as Record<string, unknown> };
}
