/** What every route of the playground asks first: whose request it is, and what it says. */
import 'server-only';
import type { NextRequest } from 'next/server';
import { SignedOut } from '../admin-api';
import { currentSession } from '../current-session';
import { crossSiteProblem, problemResponse, signedOutProblem, unreachableProblem } from '../problem';
import { isOwnRequest, isSameOrigin } from '../same-origin';
import type { ConsoleSession } from '../sessions';
import { NoRun } from './begin-run';
import type { Run } from './run';
import { runs } from './runs';

const MOST_BYTES = 64 * 1024;

/** Answers for whoever is signed in here. */
export async function asSession(
  request: NextRequest,
  answer: (session: ConsoleSession) => Promise<Response>,
): Promise<Response> {
  const reads = request.method === 'GET';
  if (!(reads ? isSameOrigin(request.headers) : isOwnRequest(request.headers))) return crossSiteProblem();
  const session = await currentSession();
  if (!session) return signedOutProblem();
  try {
    return await answer(session);
  } catch (error) {
    if (error instanceof NoRun) return error.response;
    if (error instanceof SignedOut) return signedOutProblem();
    if (error instanceof TypeError || isTimeout(error)) return unreachableProblem();
    throw error;
  }
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** Answers about a run of this session. */
export function asRun(request: NextRequest, id: string, answer: (run: Run) => Promise<Response>): Promise<Response> {
  return asSession(request, async ({ key }) => {
    const run = runs.find(id, key);
    return run ? answer(run) : noRun();
  });
}

/** @returns undefined when it is no JSON, or too much of it */
export async function bodyOf(request: NextRequest): Promise<unknown> {
  const text = await request.text();
  if (Buffer.byteLength(text) > MOST_BYTES) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const noRun = () =>
  problemResponse({
    status: 404,
    code: 'run_not_found',
    title: 'This run is over',
    detail: 'A run is kept for fifteen minutes, and only for the session that began it.',
  });

export const notUnderstood = () =>
  problemResponse({ status: 400, code: 'request_malformed', title: 'The request could not be read' });
