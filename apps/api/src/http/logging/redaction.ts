/** What may not reach a log, whoever logs it: by key, and by the look of the value. D-16. */

import { types } from 'node:util';

/** Keys whose values are never written, compared without case, `-` and `_`. */
const SECRET_KEYS = new Set(
  [
    'access_token',
    'answer',
    'assertion',
    'authorization',
    'body',
    'client_assertion',
    'client_secret',
    'code',
    'code_challenge',
    'code_verifier',
    'cookie',
    'cookies',
    'csrf',
    'headers',
    'id_token',
    'id_token_hint',
    'master_key',
    'nonce',
    'otp',
    'parameters',
    'password',
    'private_key',
    'query',
    'refresh_token',
    'secret',
    'set_cookie',
    'state',
    'token',
  ].map(plainKey),
);

const REDACTED = '[redacted]';
const MAXIMUM_DEPTH = 6;

/** Our own secrets (`gh_at_…`) and anything of the shape of a JWT, wherever it stands. */
const TOKENS = /gh_[a-z]{2}_[A-Za-z0-9_-]+|eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){0,3}/g;

/** Query strings of URLs in free text: redirects carry codes and tokens there. */
const URL_QUERIES = /(\bhttps?:\/\/[^\s"'<>?#\\]+)[?#][^\s"'<>\\]*/g;

/** The text without anything that looks like a token. Works on a whole JSON line as well. */
export function withoutTokens(text: string): string {
  if (text.includes('gh_') || text.includes('eyJ')) text = text.replace(TOKENS, REDACTED);
  return text.includes('://') ? text.replace(URL_QUERIES, '$1?[redacted]') : text;
}

/** A copy of a value with the values of secret keys replaced, at any depth. Errors keep only what may be shown. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (types.isNativeError(value)) return describeError(value, depth);
  if (depth >= MAXIMUM_DEPTH || ArrayBuffer.isView(value)) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // An error's code (`ECONNREFUSED`) is not a secret; a code at the top or among parameters may be one.
    copy[key] = SECRET_KEYS.has(plainKey(key)) && item !== undefined ? REDACTED : withoutSecrets(item, depth + 1);
  }
  return copy;
}

/**
 * Type, message, code, stack and cause of an error; its other members (a failed query's parameters, for one) stay out.
 * The stack is a list of places, so that no text of an attacker can start a line of its own.
 */
export function describeError(error: Error, depth = 0): Record<string, unknown> {
  const { code, cause } = error as Error & { readonly code?: unknown };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: places.slice(0, 20).map((line) => line.trim()),
    ...(types.isNativeError(cause) && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}
