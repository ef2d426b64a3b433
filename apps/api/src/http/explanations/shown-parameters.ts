/**
 * What of a request's parameters may be kept for admins. Only parameters whose values are no secret are shown, and in
 * those whatever looks like a secret all the same is taken out: developers put things into the wrong place, and that is
 * when requests are refused.
 */
import type { ParameterList } from '@gatehouse/protocol';

export interface ShownParameter {
  readonly name: string;
  /** Left out when the value is a secret, or may be one. */
  readonly value?: string;
  /** How often it was sent, when more than once. */
  readonly times?: number;
  /** Characters, where the form of a hidden value matters. */
  readonly length?: number;
}

const SHOWN = new Set([
  'acr_values',
  'client_assertion_type',
  'client_id',
  'code_challenge_method',
  'display',
  'grant_type',
  'max_age',
  'post_logout_redirect_uri',
  'prompt',
  'redirect_uri',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'token_type_hint',
  'ui_locales',
]);

/** Known by name, but what they say is nobody's business: credentials, and what a client binds its request with. */
const HIDDEN = new Set([
  'access_token',
  'actor_token',
  'assertion',
  'auth_req_id',
  'claims',
  'client_assertion',
  'client_secret',
  'code',
  'code_challenge',
  'code_verifier',
  'device_code',
  'id_token_hint',
  'interaction',
  'login_hint',
  'logout_hint',
  'nonce',
  'otp',
  'password',
  'refresh_token',
  'registration',
  'request',
  'request_uri',
  'state',
  'subject_token',
  'token',
  'user_code',
  'username',
]);

/** Their length is half of what can be wrong with them, and tells nothing. RFC 7636 §4.1. */
const MEASURED = new Set(['code_challenge', 'code_verifier']);
const LONGEST_VALUE = 512;

const REDACTED = '[redacted]';
/** Our own secrets, and anything of the shape of a JWT. */
const TOKENS = /gh_[a-z]{2}_[A-Za-z0-9_-]+|eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,3}/g;
/** Values of responses and credentials in the query or fragment of a URI. */
const IN_URI =
  /([?&#;](?:code|state|nonce|access_token|refresh_token|id_token|token|response|session_state|client_secret|secret|password|code_verifier|client_assertion|assertion|key|api_?key|sig(?:nature)?)=)[^&#;\s]+/gi;
const USER_INFO = /(:\/\/)[^/?#\s@]*@/g;
/** Long words that no person makes up: at least 24 characters of all three kinds, or a long run of hexadecimal digits. */
const RANDOM =
  /(?=[A-Za-z0-9_+-]*[a-z])(?=[A-Za-z0-9_+-]*[A-Z])(?=[A-Za-z0-9_+-]*\d)[A-Za-z0-9_+-]{24,}={0,2}|\b[0-9A-Fa-f]{32,}\b/g;

/** The text without what is, or may be, a secret; at most `longest` characters. */
export function withoutSecretText(text: string, longest = LONGEST_VALUE): string {
  // Cut after the replacements, so that no half of a secret stays because its other half fell off.
  const plain = text
    .slice(0, 4 * LONGEST_VALUE)
    .replace(USER_INFO, `$1${REDACTED}@`)
    .replace(TOKENS, REDACTED)
    .replace(IN_URI, `$1${REDACTED}`)
    .replace(RANDOM, REDACTED)
    // eslint-disable-next-line no-control-regex -- they are what is taken out
    .replace(/[\u0000-\u001f\u007f]/g, ' ');
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}

export interface ShownRequest {
  readonly parameters: readonly ShownParameter[];
  /** Parameters whose names no standard knows, which may be anything. */
  readonly others: number;
}

/** @param registered values that are registered anyway, such as the id of a client that exists: shown as they are */
export function shownParameters(list: ParameterList, registered: ReadonlySet<string> = new Set()): ShownRequest {
  const values = new Map<string, string[]>();
  let others = 0;
  for (const [name, value] of list) {
    if (!SHOWN.has(name) && !HIDDEN.has(name)) others += 1;
    else values.set(name, [...(values.get(name) ?? []), value]);
  }
  const parameters = [...values].map(([name, [value = '', ...more]]): ShownParameter => {
    const shown = registered.has(value) ? value : withoutSecretText(value);
    return {
      name,
      ...(SHOWN.has(name) ? { value: shown } : {}),
      ...(MEASURED.has(name) ? { length: value.length } : {}),
      ...(more.length > 0 ? { times: more.length + 1 } : {}),
    };
  });
  return { parameters, others };
}
