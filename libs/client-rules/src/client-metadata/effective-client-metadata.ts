/**
 * What a registration means once everything that was left out has its default. RFC 7591 §2 fixes the defaults for web
 * clients; the other kinds get what makes sense for them, which a server may choose to (RFC 7591 §3.2.1).
 */
import {
  grantTypes,
  wordsOf,
  type ApplicationType,
  type ConsentPolicy,
  type TokenEndpointAuthMethod,
} from '../vocabulary';
import type { ClientMetadata } from './client-metadata';

/** Metadata whose deciding members are all present. */
export interface EffectiveClientMetadata extends ClientMetadata {
  application_type: ApplicationType;
  grant_types: readonly string[];
  response_types: readonly string[];
  redirect_uris: readonly string[];
  token_endpoint_auth_method: TokenEndpointAuthMethod;
  require_pkce: boolean;
  consent: ConsentPolicy;
}

const defaultGrantTypes: Readonly<Record<ApplicationType, readonly string[]>> = {
  web: [grantTypes.authorizationCode],
  spa: [grantTypes.authorizationCode],
  native: [grantTypes.authorizationCode],
  agent: [grantTypes.authorizationCode],
  machine: [grantTypes.clientCredentials],
  device: [grantTypes.deviceCode],
};

/** Fills in what was left out; changes nothing that was given. */
export function effectiveClientMetadata(metadata: ClientMetadata): EffectiveClientMetadata {
  const applicationType = metadata.application_type ?? 'web';
  const chosenGrantTypes = metadata.grant_types ?? defaultGrantTypes[applicationType];
  const defaultResponseTypes = chosenGrantTypes.includes(grantTypes.authorizationCode) ? ['code'] : [];
  return {
    ...metadata,
    application_type: applicationType,
    grant_types: chosenGrantTypes,
    response_types: (metadata.response_types ?? defaultResponseTypes).map(canonicalResponseType),
    redirect_uris: metadata.redirect_uris ?? [],
    token_endpoint_auth_method:
      metadata.token_endpoint_auth_method ?? (isAlwaysPublic(applicationType) ? 'none' : 'client_secret_basic'),
    require_pkce: metadata.require_pkce ?? true,
    consent: metadata.consent ?? 'required',
  };
}

/** True for kinds that run where everybody can read their secrets. RFC 6749 §2.1. */
export function isAlwaysPublic(applicationType: ApplicationType): applicationType is 'spa' | 'native' | 'device' {
  return applicationType === 'spa' || applicationType === 'native' || applicationType === 'device';
}

/** True when the client proves who it is at the token endpoint. */
export function isConfidential(metadata: Pick<EffectiveClientMetadata, 'token_endpoint_auth_method'>): boolean {
  return metadata.token_endpoint_auth_method !== 'none';
}

const wordOrder = ['none', 'code', 'id_token', 'token'];

/** A response type with its words in the registry's order: `token id_token` becomes `id_token token`. */
export function canonicalResponseType(responseType: string): string {
  return wordsOf(responseType)
    .sort((left, right) => wordOrder.indexOf(left) - wordOrder.indexOf(right))
    .join(' ');
}
