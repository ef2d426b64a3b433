/** Whatever was thrown, in the one shape from which each audience's form is made. */
import { HttpException } from '@nestjs/common';
import { OAuthError, StoreError } from '@gatehouse/protocol';
import { MalformedRequest } from '../malformed-request';
import { Problem } from './problem';

/** Names of the error pages that http itself can call for; the hosted pages know more. */
export type FailureKind =
  | 'malformed-request'
  | 'method-not-allowed'
  | 'not-permitted'
  | 'page-not-found'
  | 'request-refused'
  | 'request-too-large'
  | 'server-error'
  | 'too-many-requests'
  | 'unavailable';

export interface Failure {
  readonly status: number;
  readonly kind: FailureKind;
  /** Code in the admin API's problems, stable. */
  readonly problemCode: string;
  /** `error` of RFC 6749 §5.2. */
  readonly oauthCode: string;
  /** Public words, in the character set of RFC 6749 §5.2. */
  readonly description: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly problem?: Problem;
  /** What was thrown, for the log. */
  readonly thrown: unknown;
}

interface StatusWords {
  readonly kind: FailureKind;
  readonly problemCode: string;
  readonly oauthCode: string;
  readonly description: string;
}

const REFUSED: StatusWords = {
  kind: 'request-refused',
  problemCode: 'invalid_request',
  oauthCode: 'invalid_request',
  description: 'the request is not acceptable',
};

const FAILED: StatusWords = {
  kind: 'server-error',
  problemCode: 'server_error',
  oauthCode: 'server_error',
  description: 'the server failed to answer the request',
};

/** Words for a bare status; the messages of frameworks stay inside, as they may quote the request. */
const WORDS: Readonly<Record<number, StatusWords>> = {
  400: {
    ...REFUSED,
    kind: 'malformed-request',
    problemCode: 'malformed_request',
    description: 'the request is malformed',
  },
  401: {
    ...REFUSED,
    kind: 'not-permitted',
    problemCode: 'unauthenticated',
    oauthCode: 'invalid_token',
    description: 'the request needs authentication',
  },
  403: {
    ...REFUSED,
    kind: 'not-permitted',
    problemCode: 'forbidden',
    oauthCode: 'access_denied',
    description: 'the request is not permitted',
  },
  404: {
    ...REFUSED,
    kind: 'page-not-found',
    problemCode: 'not_found',
    description: 'there is nothing at this address',
  },
  405: {
    ...REFUSED,
    kind: 'method-not-allowed',
    problemCode: 'method_not_allowed',
    description: 'this address does not take this method',
  },
  413: {
    ...REFUSED,
    kind: 'request-too-large',
    problemCode: 'body_too_large',
    description: 'the request is too large',
  },
  415: {
    ...REFUSED,
    kind: 'malformed-request',
    problemCode: 'unsupported_content_type',
    description: 'the content type is not supported',
  },
  429: {
    ...REFUSED,
    kind: 'too-many-requests',
    problemCode: 'too_many_requests',
    oauthCode: 'temporarily_unavailable',
    description: 'there were too many requests',
  },
  503: {
    ...FAILED,
    kind: 'unavailable',
    problemCode: 'unavailable',
    oauthCode: 'temporarily_unavailable',
    description: 'the server cannot answer at the moment',
  },
};

function wordsFor(status: number): StatusWords {
  return WORDS[status] ?? (status < 500 ? REFUSED : FAILED);
}

/** Classifies anything thrown. What is not known to be harmless is a server error. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof OAuthError) {
    const { status, code: oauthCode, description, headers } = thrown;
    const words = status === 400 ? REFUSED : wordsFor(status);
    return { ...words, status, problemCode: oauthCode, oauthCode, description, headers, thrown };
  }
  if (thrown instanceof MalformedRequest) {
    const { status, code: problemCode, description } = thrown;
    return { ...wordsFor(status), status, problemCode, description, headers: {}, thrown };
  }
  if (thrown instanceof Problem) {
    const words = wordsFor(thrown.status);
    return {
      ...words,
      status: thrown.status,
      problemCode: thrown.code,
      headers: thrown.headers,
      problem: thrown,
      thrown,
    };
  }
  if (thrown instanceof StoreError) {
    return { ...wordsFor(503), status: 503, headers: { 'Retry-After': '1' }, thrown };
  }
  const status = statusOf(thrown);
  return { ...wordsFor(status), status, headers: headersOf(thrown), thrown };
}

/** Nest's exceptions, and those of Express's own packages; only their statuses are believed. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { statusCode, expose } = (thrown ?? {}) as { readonly statusCode?: unknown; readonly expose?: unknown };
  return typeof statusCode === 'number' && expose === true && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

/** Whoever is overloaded says for how long: seconds, as RFC 9110 §10.2.3 writes them. */
function headersOf(thrown: unknown): Readonly<Record<string, string>> {
  const { retryAfter } = (thrown ?? {}) as { readonly retryAfter?: unknown };
  return typeof retryAfter === 'number' ? { 'Retry-After': `${Math.ceil(retryAfter)}` } : {};
}
