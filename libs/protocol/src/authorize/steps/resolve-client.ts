/** Who claims to ask. Nobody is answered before this is known, so every refusal here is a page. RFC 6749 §3.1, §4.1.2.1. */
import { printable } from '../../errors/oauth-error';
import { invalidClient, invalidRequest, unauthorizedClient } from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.client`. @throws OAuthError when `client_id` is missing, repeated, unknown or disabled */
export async function resolveClient(context: AuthorizeContext): Promise<void> {
  const [clientId, ...others] = context.parameters.all('client_id');
  if (clientId === undefined) throw invalidRequest('client_id is missing.', { check: 'client_id.missing' });
  if (others.length > 0) throw invalidRequest('client_id was sent more than once.', { check: 'client_id.repeated' });
  const client = await context.protocol.clients.find(clientId);
  if (!client) {
    const detail = { clientId: printable(clientId) };
    throw invalidClient('This client is not registered here.', { check: 'client.unknown', detail });
  }
  context.client = client;
  if (client.disabledAt !== null) throw unauthorizedClient('This client is disabled.', { check: 'client.disabled' });
}
resolveClient.checks = ['client_id.missing', 'client_id.repeated', 'client.unknown', 'client.disabled'];
