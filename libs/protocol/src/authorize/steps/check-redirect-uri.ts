/**
 * Where we may answer: only at a redirect URI that the client registered, compared as a string. Until this step has
 * passed every error is a page. RFC 6749 §3.1.2.4, RFC 9700 §2.1, §4.11.
 */
import { differenceOfUris, matchRedirectUri } from '@gatehouse/client-rules';
import { printable } from '../../errors/oauth-error';
import { invalidRequest } from '../../errors/oauth-errors';
import type { ClientRecord } from '../../records/client';
import type { AuthorizeContext } from '../authorize.context';
import { chooseResponseMode } from '../response-modes/choose-response-mode';

/** What decides where and how we answer; ambiguity here must not be resolved by picking one. */
const DECIDING_PARAMETERS = ['redirect_uri', 'response_mode', 'state'];

/**
 * What a response of ours has beside names that are no secret, and what else must never be in an address: a client that
 * takes the address in front of it for its redirect URI sends the last response along.
 */
const RESPONSE_VALUES =
  /([?&#](?:code|state|nonce|access_token|refresh_token|id_token|token|response|session_state|password|(?:client_)?secret|code_verifier)=)[^&#]+/gi;

/** Longest presented URI whose difference is worked out for the log. */
const EXPLAINED_LENGTH = 512;

/** Sets `context.replyTo` and `context.redirectUriSent`. @throws OAuthError, to be shown as a page */
export function checkRedirectUri(context: AuthorizeContext): void {
  const { parameters, client } = context;
  const repeated = DECIDING_PARAMETERS.find((name) => parameters.all(name).length > 1);
  if (repeated !== undefined) {
    throw invalidRequest(`${repeated} was sent more than once.`, { check: `${repeated}.repeated` });
  }
  const presented = parameters.get('redirect_uri');
  const redirectUri = presented === undefined ? onlyRegistered(context) : presented;
  if (presented !== undefined && !isAmong(registeredUris(context), presented, client)) {
    throw wasRegistered(context, presented) ? expired(presented) : unregistered(context, presented);
  }
  context.redirectUriSent = presented !== undefined;
  context.replyTo = { redirectUri, mode: chooseResponseMode(parameters, client).mode, state: parameters.get('state') };
}
checkRedirectUri.checks = [
  'redirect_uri.repeated',
  'response_mode.repeated',
  'state.repeated',
  'redirect_uri.missing',
  'redirect_uri.expired',
  'redirect_uri.unregistered',
];

function isAmong(registered: readonly string[], presented: string, { applicationType }: ClientRecord): boolean {
  return matchRedirectUri({ registered, presented, applicationType }) !== undefined;
}

function registeredUris({ client, now }: AuthorizeContext): readonly string[] {
  const { redirectUris, expiringRedirectUris } = client;
  if (expiringRedirectUris === undefined) return redirectUris;
  return [...redirectUris, ...expiringRedirectUris.filter(({ expiresAt }) => expiresAt > now).map(({ uri }) => uri)];
}

function wasRegistered({ client }: AuthorizeContext, presented: string): boolean {
  const { expiringRedirectUris = [] } = client;
  const uris = expiringRedirectUris.map(({ uri }) => uri);
  return isAmong(uris, presented, client);
}

function expired(presented: string) {
  return invalidRequest('redirect_uri is not registered any more.', {
    check: 'redirect_uri.expired',
    detail: { presented: printable(presented.slice(0, EXPLAINED_LENGTH)) },
  });
}

/** RFC 6749 §3.1.2.3 lets a client with one registered URI leave it out; OpenID Connect Core §3.1.2.1 does not. */
function onlyRegistered({ parameters, client }: AuthorizeContext): string {
  const openid = parameters.all('scope').some((scope) => scope.split(' ').includes('openid'));
  const [only, ...others] = client.redirectUris;
  if (openid || only === undefined || others.length > 0) {
    throw invalidRequest('redirect_uri is missing.', { check: 'redirect_uri.missing' });
  }
  return only;
}

/** The difference, letter by letter, is for admins; the page shows neither URI. */
function unregistered({ client }: AuthorizeContext, presented: string) {
  const received = presented.slice(0, EXPLAINED_LENGTH).replace(RESPONSE_VALUES, '$1[redacted]');
  const nearest = mostAlike(client.redirectUris, received);
  const mismatch = nearest === undefined ? {} : { mismatch: { nearest, ...differenceOfUris(nearest, received) } };
  return invalidRequest('redirect_uri is not registered for this client.', {
    check: 'redirect_uri.unregistered',
    detail: { presented: printable(received), ...mismatch },
  });
}

/** The registered URI with the longest common beginning and end: cheap, because anybody may send us anything here. */
function mostAlike(registered: readonly string[], received: string): string | undefined {
  const alike = registered.map((uri) => commonLength(uri, received));
  return registered[alike.indexOf(Math.max(...alike))];
}

function commonLength(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  return start + end;
}
