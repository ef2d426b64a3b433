/** The closed word lists of OAuth and OpenID Connect that Gatehouse speaks, each as the RFCs spell it. */

export const RESPONSE_MODES = ['query', 'fragment', 'form_post'] as const;
/** OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode. */
export type ResponseMode = (typeof RESPONSE_MODES)[number];

export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const;
/** OpenID Connect Core §3.1.2.1. */
export type Prompt = (typeof PROMPTS)[number];

export const CLIENT_AUTHENTICATION_METHODS = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const;
/** RFC 7591 §2, OpenID Connect Core §9. */
export type ClientAuthenticationMethod = (typeof CLIENT_AUTHENTICATION_METHODS)[number];

/** Asymmetric algorithms with which we sign tokens. RS256 is obligatory: OpenID Connect Core §15.1. */
export const SIGNING_ALGORITHMS = ['RS256', 'ES256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Asymmetric algorithms that a client may use for its assertions: RFC 7523 §2.2. */
export const ASSERTION_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'] as const;

/** What kind of application a client is; decides defaults and redirect URI rules. */
export const APPLICATION_TYPES = ['web', 'spa', 'native', 'machine', 'device', 'agent'] as const;
export type ApplicationType = (typeof APPLICATION_TYPES)[number];

/** RFC 9068 (`jwt`) or a reference resolved by introspection, RFC 7662 (`opaque`). */
export const ACCESS_TOKEN_FORMATS = ['jwt', 'opaque'] as const;
export type AccessTokenFormat = (typeof ACCESS_TOKEN_FORMATS)[number];

/** Scopes with a meaning of their own in OpenID Connect Core §5.4 and §11. */
export const OPENID_SCOPES = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'] as const;

const openidScopes: ReadonlySet<string> = new Set(OPENID_SCOPES);

/** True for a word with a meaning in OpenID Connect Core §5.4 or §11: it belongs to us, not to an API. */
export function isOpenidScope(word: string): boolean {
  return openidScopes.has(word);
}
