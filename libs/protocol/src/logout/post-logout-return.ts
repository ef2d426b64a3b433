/**
 * Where a browser may go after signing out: a post-logout URI that the identified client registered, compared as a
 * string, with `state` as sent. OpenID Connect RP-Initiated Logout §2, §3.
 */
import type { IdTokenHint } from '../id-token-hint/read-id-token-hint';
import type { ProtocolContext } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import type { Parameters } from '../vocabulary/parameters';

export interface PostLogoutReturn {
  /** Enabled, and identified by the hint or by `client_id`, which do not contradict each other. */
  readonly client: ClientRecord | undefined;
  readonly location: string | undefined;
  /** Why there is no `location` although one was asked for: a stable name for the log. */
  readonly refused: string | undefined;
}

/** Judges `post_logout_redirect_uri` of a request whose hint has been read. */
export async function postLogoutReturn(
  parameters: Parameters,
  hint: IdTokenHint | undefined,
  { clients }: Pick<ProtocolContext, 'clients'>,
): Promise<PostLogoutReturn> {
  const uri = parameters.get('post_logout_redirect_uri');
  const refuse = (refused: string): PostLogoutReturn => ({
    client: undefined,
    location: undefined,
    refused: uri === undefined ? undefined : refused,
  });
  // A hint that is not ours makes the whole request doubtful; its client_id then counts for nothing either.
  if (parameters.has('id_token_hint') && !hint) return refuse('id_token_hint.invalid');
  const clientId = parameters.get('client_id') ?? hint?.audience[0];
  if (clientId === undefined) return refuse('client.unidentified');
  if (hint && !hint.audience.includes(clientId)) return refuse('id_token_hint.client');
  const client = await clients.find(clientId);
  if (!client || client.disabledAt !== null) return refuse('client.unknown');
  if (uri === undefined) return { client, location: undefined, refused: undefined };
  if (!client.postLogoutRedirectUris.includes(uri)) {
    return { client, location: undefined, refused: 'post_logout_redirect_uri.unregistered' };
  }
  return { client, location: withState(uri, parameters.get('state')), refused: undefined };
}

function withState(uri: string, state: string | undefined): string {
  if (state === undefined) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}
