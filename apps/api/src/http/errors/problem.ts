/** An error of the admin API: RFC 9457, with a stable `code` that a program may act on. */
export interface ProblemOptions {
  /** What happened this time, for people. Holds no secrets. */
  readonly detail?: string;
  /** One entry for each member that is wrong. `pointer` is a JSON pointer into the body: RFC 6901. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly detail: string | undefined;
  readonly errors: ProblemOptions['errors'];
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
    this.headers = options.headers ?? {};
  }
}
