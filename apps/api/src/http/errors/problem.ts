/** An error of the admin API: RFC 9457, with a stable `code` that a program may act on. */

/** One member that is wrong. */
export interface ProblemEntry {
  /** A JSON pointer into the body: RFC 6901. */
  readonly pointer: string;
  readonly detail: string;
  /** Stable id of the rule that it breaks, where it is one of the rules for clients or APIs. */
  readonly rule?: string;
  /** What to do, in words. */
  readonly fix?: string;
  /** A value to put there that mends it, where one can be worked out. */
  readonly replacement?: string;
}

export interface ProblemOptions {
  /** What happened this time, for people. Holds no secrets. */
  readonly detail?: string;
  readonly errors?: readonly ProblemEntry[];
  /** Members of its own, for programs: RFC 9457 §3.2. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly detail: string | undefined;
  readonly errors: ProblemOptions['errors'];
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param code snake_case and stable, such as `client_not_found`
   * @param title short and the same every time
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    options: ProblemOptions = {},
  ) {
    super(`${code}: ${options.detail ?? title}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.detail = options.detail;
    this.errors = options.errors;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}
