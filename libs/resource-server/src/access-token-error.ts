/** Why a request may not pass, in the words of RFC 6750 §3.1. */

export type AccessTokenFault = 'invalid_token' | 'insufficient_scope' | 'temporarily_unavailable';

/** The request carries no acceptable token: answer with `status` and the header `WWW-Authenticate`. RFC 6750 §3. */
export class AccessTokenError extends Error {
  override readonly name = 'AccessTokenError';

  /** @param code undefined when no token was sent: RFC 6750 §3.1 wants no error then */
  constructor(
    readonly status: 401 | 403 | 503,
    readonly challenge: string,
    message: string,
    cause?: unknown,
    readonly code?: AccessTokenFault,
  ) {
    super(message, { cause });
  }

  /** By these two frameworks know an error whose status and message may go out. */
  readonly expose = true;
  get statusCode(): number {
    return this.status;
  }

  /** What the answer must say beside its status. */
  get headers(): Readonly<Record<string, string>> {
    return {
      'WWW-Authenticate': this.challenge,
      'Cache-Control': 'no-store',
      ...(this.status === 503 ? { 'Retry-After': '1' } : {}),
    };
  }

  /** Body of the answer. */
  toJSON(): { readonly error?: AccessTokenFault; readonly error_description: string } {
    return { ...(this.code === undefined ? {} : { error: this.code }), error_description: this.message };
  }
}

export function noToken(): AccessTokenError {
  return new AccessTokenError(401, 'Bearer', 'No access token was sent.');
}

export function invalidToken(message: string, cause?: unknown): AccessTokenError {
  const challenge = `Bearer error="invalid_token", error_description="${message}"`;
  return new AccessTokenError(401, challenge, message, cause, 'invalid_token');
}

export function insufficientScope(required: readonly string[], missing: readonly string[]): AccessTokenError {
  const challenge = `Bearer error="insufficient_scope", scope="${required.join(' ')}"`;
  const message = `The access token lacks the scope ${missing.join(' ')}.`;
  return new AccessTokenError(403, challenge, message, undefined, 'insufficient_scope');
}

/** Nothing is wrong with the token that we know of; we cannot tell. */
export function unavailable(message: string, cause?: unknown): AccessTokenError {
  return new AccessTokenError(503, 'Bearer', message, cause, 'temporarily_unavailable');
}
