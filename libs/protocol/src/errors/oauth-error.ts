/**
 * The one error of the protocol: a registered code with words that may be shown to anybody, and detail that may only be
 * logged. RFC 6749 §4.1.2.1 and §5.2.
 */

export interface OAuthErrorOptions {
  /** HTTP status at a direct endpoint; a redirect or a page ignores it. Default 400. */
  readonly status?: number;
  /** Headers that the standard asks for, such as `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log and for admins; never leaves in an answer. Holds no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Short stable name of the check that failed, such as `redirect_uri.unregistered`. */
  readonly check?: string;
  readonly cause?: unknown;
}

/** Printable ASCII without `"` and `\`: RFC 6749 §5.2. */
const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly check: string;

  /**
   * @param code registered error code, such as `invalid_request`
   * @param description public words, in the character set of RFC 6749 §5.2
   */
  constructor(
    readonly code: string,
    readonly description: string,
    options: OAuthErrorOptions = {},
  ) {
    super(`${code}: ${description}`, options.cause === undefined ? undefined : { cause: options.cause });
    if (!DESCRIPTION.test(description)) throw new TypeError(`error_description has a forbidden character: ${code}`);
    this.status = options.status ?? 400;
    this.headers = options.headers ?? {};
    this.detail = options.detail ?? {};
    this.check = options.check ?? code;
  }
}

/** Makes a value from a request fit to stand in an `error_description`. */
export function printable(value: string): string {
  return value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 80);
}
