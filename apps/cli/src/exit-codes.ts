/** How a command ends. Documented in docs/how-to/command-line.md. */
export const EXIT = {
  done: 0,
  /** Refused, failed, or something is broken. */
  failed: 1,
  /** Wrong usage: an unknown command, option or argument. */
  usage: 2,
  /** `plan --detailed-exitcode`: there is something to change. */
  differences: 3,
  /** `EX_CONFIG` of sysexits: the environment or the file is not right. */
  configuration: 78,
} as const;

/** The command has said everything; it ends with this code. */
export class EndedWith extends Error {
  override readonly name = 'EndedWith';
  constructor(readonly exitCode: number) {
    super(`ended with ${exitCode}`);
  }
}

/** Nothing was done. The message is for people, one line per fault. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
