/**
 * A client as it is registered: RFC 7591's names, with those of OpenID Connect Registration, its logout and back-channel
 * relatives, RFC 8705, RFC 9126, RFC 9449 and a few of our own (marked). Every lifetime is in seconds.
 */
import type { ApplicationType, ConsentPolicy, TokenEndpointAuthMethod } from '../vocabulary';

/** A key as RFC 7517 writes it; only public members are allowed in a client's registration. */
export interface JsonWebKey {
  kty: string;
  kid?: string;
  use?: string;
  alg?: string;
  key_ops?: readonly string[];
  [member: string]: unknown;
}

export interface JsonWebKeySet {
  keys: readonly JsonWebKey[];
}

export interface ClientMetadata {
  client_id?: string;
  /** Only in configuration files: a server keeps a digest. */
  client_secret?: string;
  client_name?: string;
  /** Ours beyond `web` and `native`. */
  application_type?: ApplicationType;
  redirect_uris?: readonly string[];
  post_logout_redirect_uris?: readonly string[];
  grant_types?: readonly string[];
  response_types?: readonly string[];
  /** Space-separated. */
  scope?: string;
  token_endpoint_auth_method?: TokenEndpointAuthMethod;
  token_endpoint_auth_signing_alg?: string;
  jwks?: JsonWebKeySet;
  jwks_uri?: string;
  contacts?: readonly string[];
  client_uri?: string;
  logo_uri?: string;
  policy_uri?: string;
  tos_uri?: string;
  software_id?: string;
  software_version?: string;

  subject_type?: 'public' | 'pairwise';
  sector_identifier_uri?: string;
  id_token_signed_response_alg?: string;
  userinfo_signed_response_alg?: string;
  request_object_signing_alg?: string;
  default_max_age?: number;
  require_auth_time?: boolean;
  default_acr_values?: readonly string[];
  initiate_login_uri?: string;
  request_uris?: readonly string[];

  backchannel_logout_uri?: string;
  backchannel_logout_session_required?: boolean;
  frontchannel_logout_uri?: string;
  frontchannel_logout_session_required?: boolean;
  backchannel_token_delivery_mode?: 'poll' | 'ping';
  backchannel_client_notification_endpoint?: string;
  backchannel_authentication_request_signing_alg?: string;
  backchannel_user_code_parameter?: boolean;

  require_pushed_authorization_requests?: boolean;
  require_signed_request_object?: boolean;
  dpop_bound_access_tokens?: boolean;
  tls_client_certificate_bound_access_tokens?: boolean;
  tls_client_auth_subject_dn?: string;
  tls_client_auth_san_dns?: string;
  tls_client_auth_san_uri?: string;
  tls_client_auth_san_ip?: string;
  tls_client_auth_san_email?: string;
  authorization_details_types?: readonly string[];

  /** Ours: refuse authorization requests without a code challenge. Default true. */
  require_pkce?: boolean;
  /** Ours: ask the person before the first access. Default `required`. */
  consent?: ConsentPolicy;
  /** Ours: origins that may call the token and userinfo endpoints from a browser. */
  allowed_cors_origins?: readonly string[];
  /** Ours: `rotate` gives each refresh token one use; `keep` leaves it valid. Default: `rotate` for public clients, `keep` for confidential ones. */
  refresh_token_rotation?: 'rotate' | 'keep';
  /** Ours: window in which a retry with a rotated refresh token gets the same successor; 0 to 60 seconds. */
  refresh_token_grace?: number;
  access_token_lifetime?: number;
  id_token_lifetime?: number;
  /** From the first sign-in, whatever the rotation. */
  refresh_token_lifetime?: number;
  /** From the last use. */
  refresh_token_idle_lifetime?: number;
  authorization_code_lifetime?: number;
}

export type ClientMetadataMember = keyof ClientMetadata;
