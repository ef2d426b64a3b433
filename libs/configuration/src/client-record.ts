/** From the metadata of a file or a form to the client record that the protocol works with. */
import { effectiveClientMetadata } from '@gatehouse/client-rules';
import { parseScope, type ClientRecord, type JwkSet, type SigningAlgorithm } from '@gatehouse/protocol';
import type { ConfiguredClient } from './configuration';

type Settings = Omit<
  ClientRecord,
  'secrets' | 'expiringRedirectUris' | 'disabledAt' | 'createdAt' | 'updatedAt' | 'tokensRevokedBefore'
>;

/** Everything of a client that a file decides. The metadata must have passed the client rules. */
export function clientSettings(configured: ConfiguredClient): Settings {
  const metadata = effectiveClientMetadata(configured);
  return withoutUndefined({
    clientId: configured.client_id,
    clientName: metadata.client_name ?? configured.client_id,
    applicationType: metadata.application_type,
    redirectUris: metadata.redirect_uris,
    postLogoutRedirectUris: metadata.post_logout_redirect_uris ?? [],
    grantTypes: metadata.grant_types,
    responseTypes: metadata.response_types,
    responseModes: configured.response_modes,
    scope: parseScope(metadata.scope ?? '') ?? [],
    tokenEndpointAuthMethod: metadata.token_endpoint_auth_method as ClientRecord['tokenEndpointAuthMethod'],
    tokenEndpointAuthSigningAlg: metadata.token_endpoint_auth_signing_alg,
    jwks: metadata.jwks as unknown as JwkSet | undefined,
    idTokenSignedResponseAlg: (metadata.id_token_signed_response_alg ?? 'RS256') as SigningAlgorithm,
    requirePkce: metadata.require_pkce,
    consent: metadata.consent,
    assertionAudience: configured.assertion_audience ?? ('any' as const),
    accessTokenLifetime: metadata.access_token_lifetime,
    refreshTokenRotation:
      metadata.refresh_token_rotation === undefined ? undefined : metadata.refresh_token_rotation === 'rotate',
    refreshTokenGrace: metadata.refresh_token_grace,
    refreshTokenLifetime: metadata.refresh_token_lifetime,
    refreshTokenIdleLifetime: metadata.refresh_token_idle_lifetime,
    defaultMaxAge: metadata.default_max_age,
    logoUri: metadata.logo_uri,
    clientUri: metadata.client_uri,
    policyUri: metadata.policy_uri,
    tosUri: metadata.tos_uri,
    contacts: metadata.contacts,
    introspects: configured.introspects,
  });
}

/** A value with absent members left out. */
type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
