/** `error` blocks saving; `warning` asks for a second look; `info` is advice. */
export type RuleLevel = 'error' | 'warning' | 'info';

/** One rule that a client's registration breaks, in words for the person who typed it. */
export interface RuleFinding {
  /** Stable id: R.. redirect URIs, C.. client metadata, L.. security linter. */
  rule: string;
  level: RuleLevel;
  /** Where, from the root of the checked value: `['redirect_uris', 0]`. */
  path: (string | number)[];
  message: string;
  /** What to do, in words. */
  fix?: string;
  /** A value to put at `path` that takes the finding away, where one can be worked out. */
  replacement?: string;
}

/** True when at least one finding blocks saving. */
export function hasErrors(findings: readonly RuleFinding[]): boolean {
  return findings.some((finding) => finding.level === 'error');
}
