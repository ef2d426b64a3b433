/** What a snippet is made of. No secret is among it: snippets name the environment variable that holds one. */
import type { Shape } from '../../ui/admin-api';

export type Method = 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';

export interface IntegrationFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: Shape<'ClientAnswer'>['application_type'];
  /** People sign in to it; otherwise it acts for itself. */
  readonly signsIn: boolean;
  readonly redirectUri: string;
  readonly redirectUris: readonly string[];
  readonly scope: string;
  /** The API that most of its scopes belong to. RFC 8707. */
  readonly resource: string | undefined;
  readonly method: Method;
  /** Of its first key, for `private_key_jwt`. */
  readonly keyId: string | undefined;
  readonly algorithm: string;
}

export function factsOf(
  client: Shape<'ClientAnswer'>,
  issuer: string,
  apis: readonly Shape<'ApiAnswer'>[],
): IntegrationFacts {
  const words = client.scope.split(' ').filter((word) => word !== '');
  const count = ({ scopes }: Shape<'ApiAnswer'>) => scopes.filter(({ name }) => words.includes(name)).length;
  const [most] = [...apis].filter((one) => count(one) > 0).sort((one, other) => count(other) - count(one));
  const [key] = keysOf(client.jwks);
  const method = client.token_endpoint_auth_method as Method;
  return {
    issuer,
    clientId: client.client_id,
    clientName: client.client_name,
    kind: client.application_type,
    signsIn: client.response_types.includes('code'),
    redirectUri: client.redirect_uris[0] ?? 'https://client.example/callback',
    redirectUris: client.redirect_uris,
    scope: client.scope,
    resource: most?.identifier,
    method,
    keyId: typeof key?.['kid'] === 'string' ? key['kid'] : undefined,
    algorithm: String(key?.['alg'] ?? client.token_endpoint_auth_signing_alg ?? 'ES256'),
  };
}

function keysOf(jwks: Readonly<Record<string, unknown>> | undefined): readonly Readonly<Record<string, unknown>>[] {
  const keys = jwks?.['keys'];
  return Array.isArray(keys) ? (keys as readonly Readonly<Record<string, unknown>>[]) : [];
}
