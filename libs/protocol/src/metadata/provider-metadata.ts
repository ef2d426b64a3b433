/**
 * The discovery document, the same for OpenID Connect and OAuth. What the registries hold is derived from them; every
 * member whose default would claim something else is spelt out. OpenID Connect Discovery §3, RFC 8414 §2.
 */
import type { Extension } from '../extensions/extension';
import type { ProtocolOptions } from '../protocol-options';
import {
  ASSERTION_ALGORITHMS,
  CLIENT_AUTHENTICATION_METHODS,
  OPENID_SCOPES,
  PROMPTS,
  RESPONSE_MODES,
  SIGNING_ALGORITHMS,
} from '../vocabulary/words';
import { ENDPOINT_PATHS } from './endpoint-paths';
import { SUPPORTED_CLAIMS } from './supported-claims';

export interface MetadataSources {
  readonly options: ProtocolOptions;
  readonly grants: readonly { readonly type: string }[];
  readonly responseTypes: readonly { readonly name: string }[];
  readonly extensions: readonly Pick<Extension, 'name' | 'metadata'>[];
  /** Authentication contexts that a sign-in can reach. */
  readonly acrValues: readonly string[];
  /** BCP 47 tags of the pages' languages. */
  readonly uiLocales: readonly string[];
}

export type ProviderMetadata = Readonly<Record<string, unknown>>;

/** @throws TypeError when two parties claim one member: nothing may be overridden silently */
export function providerMetadata(sources: MetadataSources): ProviderMetadata {
  const metadata: Record<string, unknown> = {};
  const add = (owner: string, members: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(members)) {
      if (Object.hasOwn(metadata, name)) throw new TypeError(`${owner} claims ${name}, which is taken`);
      // An empty list would say "none", and RFC 8414 §3.2 forbids it.
      if (Array.isArray(value) && value.length === 0) continue;
      metadata[name] = value;
    }
  };
  add('the core', { issuer: sources.options.issuer, ...endpoints(sources.options.issuer) });
  add('the core', capabilities(sources));
  add('the core', clientAuthentication());
  for (const extension of sources.extensions) add(extension.name, extension.metadata?.(sources.options) ?? {});
  return metadata;
}

function endpoints(issuer: string): Record<string, string> {
  return {
    authorization_endpoint: issuer + ENDPOINT_PATHS.authorization,
    token_endpoint: issuer + ENDPOINT_PATHS.token,
    userinfo_endpoint: issuer + ENDPOINT_PATHS.userinfo,
    introspection_endpoint: issuer + ENDPOINT_PATHS.introspection,
    revocation_endpoint: issuer + ENDPOINT_PATHS.revocation,
    // Ours: RFC 8414 §2 lets a server name more. docs/adr/0012-revocation-feed.md.
    revocation_feed_endpoint: issuer + ENDPOINT_PATHS.revocationFeed,
    end_session_endpoint: issuer + ENDPOINT_PATHS.endSession,
    jwks_uri: issuer + ENDPOINT_PATHS.jwks,
  };
}

function capabilities(sources: MetadataSources): Record<string, unknown> {
  return {
    scopes_supported: [...OPENID_SCOPES],
    response_types_supported: sources.responseTypes.map(({ name }) => name),
    response_modes_supported: [...RESPONSE_MODES],
    grant_types_supported: sources.grants.map(({ type }) => type),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
    claim_types_supported: ['normal'],
    claims_supported: SUPPORTED_CLAIMS,
    acr_values_supported: sources.acrValues,
    prompt_values_supported: [...PROMPTS],
    display_values_supported: ['page'],
    ui_locales_supported: sources.uiLocales,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    // Left out it would mean true: OpenID Connect Discovery §3.
    request_uri_parameter_supported: false,
    require_request_uri_registration: false,
  };
}

/** Only who can keep a credential may introspect; a public client may revoke its own tokens (RFC 7009 §2.1). */
function clientAuthentication(): Record<string, unknown> {
  const methods: readonly string[] = CLIENT_AUTHENTICATION_METHODS;
  const algorithms = [...ASSERTION_ALGORITHMS];
  return {
    token_endpoint_auth_methods_supported: [...methods],
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: [...methods],
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
  };
}
