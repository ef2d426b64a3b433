/** Words that client registration shares with the rest of the house. Nothing here depends on anything. */

export const applicationTypes = ['web', 'spa', 'native', 'machine', 'device', 'agent'] as const;
/** What kind of client it is. `web` and `native` are OpenID Connect Registration's; the others refine them. */
export type ApplicationType = (typeof applicationTypes)[number];

export const consentPolicies = ['required', 'skip'] as const;
/** Whether a person is asked before the client gets access; `skip` is for first-party clients. */
export type ConsentPolicy = (typeof consentPolicies)[number];

export const tokenEndpointAuthMethods = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
/** How a client proves who it is (RFC 7591 §2, RFC 8705 §2, OpenID Connect Core §9). */
export type TokenEndpointAuthMethod = (typeof tokenEndpointAuthMethods)[number];

export const grantTypes = {
  authorizationCode: 'authorization_code',
  refreshToken: 'refresh_token',
  clientCredentials: 'client_credentials',
  implicit: 'implicit',
  deviceCode: 'urn:ietf:params:oauth:grant-type:device_code',
  tokenExchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  jwtBearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  backchannelAuthentication: 'urn:openid:params:grant-type:ciba',
} as const;
/** Every grant type that the rules know; a server may support fewer (see `ClientMetadataCheckOptions`). */
export const knownGrantTypes: readonly string[] = Object.values(grantTypes);

/** Response types in the word order of the OAuth parameters registry; compare as sets of words. */
export const knownResponseTypes = [
  'code',
  'token',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
  'none',
] as const;

/** Asymmetric signature algorithms that a client may use or ask for. */
export const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
/** Algorithms keyed by the client secret. */
export const secretAlgorithms = ['HS256', 'HS384', 'HS512'] as const;

/** The words of a space-separated list, without empty ones. */
export function wordsOf(list: string): string[] {
  return list.split(' ').filter((word) => word !== '');
}
