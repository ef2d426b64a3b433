/** What the admin API refuses, as a person reads it. RFC 9457. */

export interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly reference?: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly detail?: string;
    readonly rule?: string;
    readonly fix?: string;
  }[];
  readonly [member: string]: unknown;
}

export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';

  constructor(
    readonly status: number,
    readonly body: ProblemBody,
  ) {
    super(textOf(status, body));
  }

  get code(): string {
    return this.body.code ?? '';
  }
}

function textOf(status: number, { code, title, detail, reference, errors = [] }: ProblemBody): string {
  const heading = `${title ?? `The server answered ${status}`}.${code === undefined ? '' : ` (${code})`}`;
  const where = reference === undefined ? [] : [`Reference: ${reference}`];
  const entries = errors.map((entry) =>
    [`  ${entry.rule ?? ''} ${entry.pointer ?? ''}:`.replace(/ +/g, ' '), entry.detail, entry.fix]
      .filter(Boolean)
      .join(' '),
  );
  return [heading, ...(detail === undefined ? [] : [detail]), ...entries, ...where].join('\n');
}
