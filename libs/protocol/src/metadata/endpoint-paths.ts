/** Paths of the endpoints under the issuer. They are part of the outside: clients may have stored them. */
export const ENDPOINT_PATHS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  revocationFeed: '/oauth/revocations',
  userinfo: '/oauth/userinfo',
  endSession: '/oauth/logout',
  jwks: '/.well-known/jwks.json',
} as const;

const DISCOVERY = '/.well-known/openid-configuration';
const AUTHORIZATION_SERVER = '/.well-known/oauth-authorization-server';

/**
 * Paths, from the origin, at which the one discovery document is served. RFC 8414 §3.1 inserts the well-known part before
 * the issuer's path; OpenID Connect Discovery §4 appends it. Clients try either.
 */
export function discoveryPaths(issuer: string): string[] {
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  return [...new Set([`${path}${DISCOVERY}`, `${AUTHORIZATION_SERVER}${path}`, `${DISCOVERY}${path}`])];
}
