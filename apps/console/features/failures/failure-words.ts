/** What a refused request is called, and where in the console its cause can be put right. */
import type { Shape } from '../../ui/admin-api';

export type Failure = Shape<'FailureAnswer'>;

export const ENDPOINTS: Readonly<Record<Failure['endpoint'], string>> = {
  authorize: 'Authorization',
  token: 'Token',
  introspect: 'Introspection',
  revoke: 'Revocation',
  logout: 'Sign-out',
  page: 'Page',
};

/** Tabs of a client's page by the beginning of a check's id. */
const TABS: readonly (readonly [prefix: string, tab: string | undefined, name: string])[] = [
  ['redirect_uri.', undefined, 'the redirect URIs'],
  ['post_logout_redirect_uri.', 'logout', 'the sign-out URIs'],
  ['client.secret', 'credentials', 'the credentials'],
  ['assertion.', 'credentials', 'the keys'],
  ['client.method', 'credentials', 'the authentication'],
  ['client.', undefined, 'the client'],
  ['scope.', 'access', 'its access'],
  ['resource.', 'access', 'its access'],
  ['pkce.', 'advanced', 'the PKCE setting'],
  ['response_type.', 'advanced', 'the response types'],
  ['response_mode.', 'advanced', 'the response types'],
  ['grant.', 'advanced', 'the grant types'],
];

/** The tab where the cause of a refusal is set, if it is a setting of the client. */
export function causeOf(check: string): { readonly tab: string | undefined; readonly name: string } | undefined {
  const found = TABS.find(([prefix]) => check.startsWith(prefix));
  return found && { tab: found[1], name: found[2] };
}

/** A value of `expected` or `received`, for people. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shownValue).join('\n');
  return JSON.stringify(value) ?? '';
}

/** `redirect_uris` → `Redirect URIs`. */
export function shownName(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\buris?\b/g, (word) => (word === 'uri' ? 'URI' : 'URIs'));
  return words.replace(/\bid\b/g, 'ID').replace(/^./, (first) => first.toUpperCase());
}
