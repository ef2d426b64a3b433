/** The shape of every member, as a table: what a document from outside is checked against before anything reads it. */
import { applicationTypes, consentPolicies, tokenEndpointAuthMethods } from '../vocabulary';
import type { ClientMetadataMember } from './client-metadata';

export type MemberShape =
  | { type: 'string' | 'strings' | 'boolean' | 'object' }
  | { type: 'literal'; values: readonly string[] }
  /** A whole number of seconds within both bounds. */
  | { type: 'seconds'; minimum: number; maximum: number };

const string: MemberShape = { type: 'string' };
const strings: MemberShape = { type: 'strings' };
const boolean: MemberShape = { type: 'boolean' };
const literal = (values: readonly string[]): MemberShape => ({ type: 'literal', values });
const seconds = (minimum: number, maximum: number): MemberShape => ({ type: 'seconds', minimum, maximum });
const day = 86_400;

export const memberShapes: Readonly<Record<ClientMetadataMember, MemberShape>> = {
  client_id: string,
  client_secret: string,
  client_name: string,
  application_type: literal(applicationTypes),
  redirect_uris: strings,
  post_logout_redirect_uris: strings,
  grant_types: strings,
  response_types: strings,
  scope: string,
  token_endpoint_auth_method: literal(tokenEndpointAuthMethods),
  token_endpoint_auth_signing_alg: string,
  jwks: { type: 'object' },
  jwks_uri: string,
  contacts: strings,
  client_uri: string,
  logo_uri: string,
  policy_uri: string,
  tos_uri: string,
  software_id: string,
  software_version: string,
  subject_type: literal(['public', 'pairwise']),
  sector_identifier_uri: string,
  id_token_signed_response_alg: string,
  userinfo_signed_response_alg: string,
  request_object_signing_alg: string,
  default_max_age: seconds(0, 365 * day),
  require_auth_time: boolean,
  default_acr_values: strings,
  initiate_login_uri: string,
  request_uris: strings,
  backchannel_logout_uri: string,
  backchannel_logout_session_required: boolean,
  frontchannel_logout_uri: string,
  frontchannel_logout_session_required: boolean,
  backchannel_token_delivery_mode: literal(['poll', 'ping']),
  backchannel_client_notification_endpoint: string,
  backchannel_authentication_request_signing_alg: string,
  backchannel_user_code_parameter: boolean,
  require_pushed_authorization_requests: boolean,
  require_signed_request_object: boolean,
  dpop_bound_access_tokens: boolean,
  tls_client_certificate_bound_access_tokens: boolean,
  tls_client_auth_subject_dn: string,
  tls_client_auth_san_dns: string,
  tls_client_auth_san_uri: string,
  tls_client_auth_san_ip: string,
  tls_client_auth_san_email: string,
  authorization_details_types: strings,
  require_pkce: boolean,
  consent: literal(consentPolicies),
  allowed_cors_origins: strings,
  refresh_token_rotation: literal(['rotate', 'keep']),
  refresh_token_grace: seconds(0, 60),
  access_token_lifetime: seconds(30, day),
  id_token_lifetime: seconds(30, day),
  refresh_token_lifetime: seconds(60, 366 * day),
  refresh_token_idle_lifetime: seconds(60, 366 * day),
  // RFC 6749 §4.1.2 recommends ten minutes at most.
  authorization_code_lifetime: seconds(5, 600),
};

/** The names of all members, in the order of the table. */
export const clientMetadataMembers = Object.keys(memberShapes) as readonly ClientMetadataMember[];
