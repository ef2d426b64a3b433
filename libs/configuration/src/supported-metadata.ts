/** What this server supports of client metadata: the rules refuse the rest instead of ignoring it. */
import type { ClientMetadataCheckOptions } from '@gatehouse/client-rules';
import { CLIENT_AUTHENTICATION_METHODS, SIGNING_ALGORITHMS } from '@gatehouse/protocol';

export const SUPPORTED_METADATA: ClientMetadataCheckOptions = {
  grantTypes: ['authorization_code', 'client_credentials', 'refresh_token'],
  responseTypes: ['code'],
  tokenEndpointAuthMethods: CLIENT_AUTHENTICATION_METHODS,
  idTokenSigningAlgorithms: SIGNING_ALGORITHMS,
};

/** Members that promise something which this server does not do yet: accepting them would be a lie. RFC 7591 §2. */
export const UNSUPPORTED_MEMBERS = [
  'jwks_uri',
  'sector_identifier_uri',
  'userinfo_signed_response_alg',
  'request_object_signing_alg',
  'request_uris',
  'backchannel_logout_uri',
  'frontchannel_logout_uri',
  'backchannel_token_delivery_mode',
  'backchannel_client_notification_endpoint',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'dpop_bound_access_tokens',
  'tls_client_certificate_bound_access_tokens',
  'authorization_details_types',
  'allowed_cors_origins',
  'id_token_lifetime',
  'authorization_code_lifetime',
] as const;
