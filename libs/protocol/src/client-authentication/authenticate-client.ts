/**
 * Who calls a direct endpoint: one credential, of the registered method, or none for a public client. Whoever fails hears
 * the same answer, whether the client exists or not. RFC 6749 §2.3, §3.2.1, §5.2.
 */
import { OAuthError } from '../errors/oauth-error';
import { invalidClient, invalidRequest } from '../errors/oauth-errors';
import type { ProtocolContext } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import type {
  ClientAuthenticationRequest,
  ClientAuthenticationStrategy,
  ClientCredentials,
} from './client-authentication-method';
import { findClientSecret } from './client-secret';
import { clientSecretBasic } from './client-secret-basic';
import { clientSecretPost } from './client-secret-post';
import { none } from './none';
import { privateKeyJwt } from './private-key-jwt';

/** Methods with a credential; without any of them a client_id alone is `none`. */
const CREDENTIALS: readonly ClientAuthenticationStrategy[] = [clientSecretBasic, clientSecretPost, privateKeyJwt];

const STRATEGIES = new Map([...CREDENTIALS, none].map((strategy) => [strategy.method, strategy]));

/**
 * The client that sent a request, proven by the one method it is registered for.
 * @throws OAuthError `invalid_client` (401), or `invalid_request` for none, several or contradictory credentials
 */
export async function authenticateClient(
  request: ClientAuthenticationRequest,
  context: ProtocolContext,
): Promise<ClientRecord> {
  try {
    const credentials = presentedCredentials(request);
    return await proveClient(credentials, request, context);
  } catch (error) {
    throw withChallenge(error, request);
  }
}

/** RFC 6749 §2.3: at most one method in each request. */
function presentedCredentials(request: ClientAuthenticationRequest): ClientCredentials {
  let presented: ClientCredentials | undefined;
  for (const strategy of CREDENTIALS) {
    const credentials = strategy.present(request);
    if (credentials === undefined) continue;
    if (presented) {
      throw invalidRequest('The request has more than one client credential.', { check: 'client.several_methods' });
    }
    presented = credentials;
  }
  presented ??= none.present(request);
  if (presented === undefined) {
    throw invalidClient('The request names no client.', { check: 'client.missing' });
  }
  const named = request.parameters.get('client_id');
  if (named !== undefined && named !== presented.clientId) {
    throw invalidRequest('client_id is not the client that authenticated.', { check: 'client_id.other' });
  }
  return presented;
}

async function proveClient(
  credentials: ClientCredentials,
  request: ClientAuthenticationRequest,
  context: ProtocolContext,
): Promise<ClientRecord> {
  const client = await context.clients.find(credentials.clientId);
  if (!client) {
    // As much work as for a known client, so that time does not tell which ids exist.
    findClientSecret([], credentials.secret ?? '', context);
    throw refused('client.unknown');
  }
  if (client.tokenEndpointAuthMethod !== credentials.method) {
    throw refused('client.method', { presented: credentials.method, registered: client.tokenEndpointAuthMethod });
  }
  await STRATEGIES.get(credentials.method)?.verify(credentials, client, request, context);
  requireEnabled(client);
  return client;
}

/** @throws OAuthError `invalid_client` */
export function requireEnabled({ disabledAt }: Pick<ClientRecord, 'disabledAt'>): void {
  if (disabledAt !== null) throw refused('client.disabled');
}

function refused(check: string, detail: Readonly<Record<string, unknown>> = {}): OAuthError {
  return invalidClient('Client authentication failed.', { check, detail });
}

/** RFC 6749 §5.2: whoever used the Authorization header is challenged in it. */
function withChallenge(error: unknown, { authorization }: ClientAuthenticationRequest): unknown {
  if (!(error instanceof OAuthError) || error.code !== 'invalid_client' || authorization === undefined) return error;
  const { description, check, detail, cause } = error;
  return invalidClient(description, { check, detail, challenge: true, ...(cause === undefined ? {} : { cause }) });
}
