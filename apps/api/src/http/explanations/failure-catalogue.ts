/** What each check means and what to do about it, in plain language, by the check's stable id. */
import { AUTHORIZATION_CHECKS } from './authorization-checks';
import { CLIENT_CHECKS } from './client-checks';
import { PAGE_CHECKS } from './page-checks';
import { TOKEN_CHECKS } from './token-checks';

export interface Explanation {
  /** What went wrong, in a sentence. */
  readonly title: string;
  /** What to do about it. */
  readonly fix: string;
}

export const FAILURE_CATALOGUE: Readonly<Record<string, Explanation>> = {
  ...CLIENT_CHECKS,
  ...AUTHORIZATION_CHECKS,
  ...TOKEN_CHECKS,
  ...PAGE_CHECKS,
};

const UNKNOWN: Explanation = {
  title: 'The request was refused.',
  fix: 'Look at what was sent and at the error that was answered.',
};

export function explanationOf(check: string): Explanation {
  return (Object.hasOwn(FAILURE_CATALOGUE, check) ? FAILURE_CATALOGUE[check] : undefined) ?? UNKNOWN;
}
