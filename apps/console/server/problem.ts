/** Refusals of the console's own, in the form in which the admin API refuses. RFC 9457. */
import 'server-only';

interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}

export function problemResponse({ status, ...rest }: ProblemFacts): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, ...rest }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
}

export const crossSiteProblem = (): Response =>
  problemResponse({
    status: 403,
    code: 'cross_site',
    title: 'This did not come from the console',
    detail: 'Nothing was changed.',
  });

export const signedOutProblem = (): Response =>
  problemResponse({ status: 401, code: 'signed_out', title: 'You are signed out', detail: 'Sign in again to go on.' });

export const freshSignInProblem = (): Response =>
  problemResponse({
    status: 403,
    code: 'fresh_sign_in_needed',
    title: 'Sign in again first',
    detail: 'This asks for a sign-in of the last five minutes. Nothing was changed.',
  });

export const unreachableProblem = (): Response =>
  problemResponse({
    status: 502,
    code: 'api_unreachable',
    title: 'The API does not answer',
    detail: 'The console could not reach it. Nothing is known to have changed. Try again in a moment.',
  });
