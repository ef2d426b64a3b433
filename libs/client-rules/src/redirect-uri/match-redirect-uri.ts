/**
 * Whether a presented redirect URI is a registered one: the same string, character for character. The only latitude is
 * the port of a native client's loopback address, which the operating system picks. RFC 9700 §2.1, RFC 8252 §7.3.
 */
import type { ApplicationType } from '../vocabulary';

export interface RedirectUriMatchRequest {
  registered: readonly string[];
  presented: string;
  applicationType: ApplicationType;
}

/**
 * The registered URI that `presented` stands for, or undefined. Answer to `presented`, not to the returned one: on a
 * loopback address their ports may differ.
 */
export function matchRedirectUri(request: RedirectUriMatchRequest): string | undefined {
  const { registered, presented, applicationType } = request;
  if (registered.includes(presented)) return presented;
  if (applicationType !== 'native') return undefined;
  const presentedWithoutPort = loopbackUriWithoutPort(presented);
  if (presentedWithoutPort === undefined) return undefined;
  return registered.find((uri) => loopbackUriWithoutPort(uri) === presentedWithoutPort);
}

// Literals only: `localhost` may resolve elsewhere (RFC 8252 §8.3). What follows the port must be a path, a query or
// nothing, so that user information (`127.0.0.1:80@evil.example`) and longer host names never get this far.
const loopbackUri = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9][0-9]{0,4}))?((?:[/?][^]*)?)$/;

function loopbackUriWithoutPort(uri: string): string | undefined {
  const match = loopbackUri.exec(uri);
  if (match === null) return undefined;
  const [, origin = '', port, rest = ''] = match;
  if (port !== undefined && Number(port) > 65_535) return undefined;
  return origin + rest;
}
