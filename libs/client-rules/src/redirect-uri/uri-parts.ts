/**
 * Takes a URI apart without changing a character of it (RFC 3986 §3). The browser's own parser is not used: it lowers
 * case, drops tabs, turns `\` into `/` and resolves `..`, and so hides exactly what the rules must see.
 */
export interface UriParts {
  /** As written, without the colon; absent in a relative reference. */
  scheme?: string;
  /** Present when `//` follows the scheme. */
  authority?: string;
  userinfo?: string;
  /** As written; an IPv6 literal keeps its brackets. */
  host?: string;
  /** Digits as written; an empty string when a colon stands alone. */
  port?: string;
  path: string;
  /** Without the question mark. */
  query?: string;
  /** Without the hash. */
  fragment?: string;
}

const components = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/;

/** The parts of any string; every string has a path at least. Never throws. */
export function uriParts(uri: string): UriParts {
  const [, scheme, authority, path = '', query, fragment] = components.exec(uri) ?? [];
  return {
    ...(scheme !== undefined && { scheme }),
    ...(authority !== undefined && { authority, ...authorityParts(authority) }),
    path,
    ...(query !== undefined && { query }),
    ...(fragment !== undefined && { fragment }),
  };
}

function authorityParts(authority: string): Pick<UriParts, 'userinfo' | 'host' | 'port'> {
  const at = authority.lastIndexOf('@');
  const hostAndPort = authority.slice(at + 1);
  const [, host = hostAndPort, port] = /^(\[[^\]]*\]|[^:]*)(?::([^]*))?$/.exec(hostAndPort) ?? [];
  return { ...(at >= 0 && { userinfo: authority.slice(0, at) }), host, ...(port !== undefined && { port }) };
}

/** True for the loopback literals of RFC 8252 §7.3, which no name service can turn elsewhere. */
export function isLoopbackLiteral(host: string | undefined): boolean {
  return host === '127.0.0.1' || host === '[::1]';
}

/** True for the loopback literals and the name `localhost`. */
export function isLoopbackHost(host: string | undefined): boolean {
  return isLoopbackLiteral(host) || host?.toLowerCase() === 'localhost';
}

/** Splits off nothing and loses nothing: the pieces of a URI, in order, with their delimiters. Joined they are the URI. */
export function uriPieces(uri: string): {
  scheme: string;
  host: string;
  port: string;
  path: string;
  query: string;
  fragment: string;
} {
  const parts = uriParts(uri);
  const port = parts.port === undefined ? '' : `:${parts.port}`;
  const authority = parts.authority === undefined ? '' : `//${parts.authority}`;
  return {
    scheme: parts.scheme === undefined ? '' : `${parts.scheme}:`,
    host: authority.slice(0, authority.length - port.length),
    port,
    path: parts.path,
    query: parts.query === undefined ? '' : `?${parts.query}`,
    fragment: parts.fragment === undefined ? '' : `#${parts.fragment}`,
  };
}
