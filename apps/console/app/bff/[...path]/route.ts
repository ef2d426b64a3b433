import type { NextRequest } from 'next/server';
import { adminFetch, SignedOut } from '../../../server/admin-api';
import { currentSession } from '../../../server/current-session';
import {
  crossSiteProblem,
  freshSignInProblem,
  problemResponse,
  signedOutProblem,
  unreachableProblem,
} from '../../../server/problem';
import { isOwnRequest, isSameOrigin } from '../../../server/same-origin';
import { isFreshSignIn, needsFreshSignIn } from '../../../server/step-up';

export const dynamic = 'force-dynamic';

const PREFIX = '/bff';
/** What the admin API is told of a request. */
const PASSED_ON = ['accept', 'content-type', 'if-match', 'if-none-match', 'idempotency-key', 'last-event-id'];
/** What the browser is told of an answer. */
const PASSED_BACK = ['content-type', 'content-disposition', 'etag', 'location', 'retry-after', 'allow'];
const MOST_BYTES = 64 * 1024;

/**
 * The admin API for the browser: the same paths behind `/bff`, with the session's token added here. Bodies are passed on
 * as they are, streams included; nothing of a token is ever in them.
 */
async function pass(request: NextRequest): Promise<Response> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  // A download is a link of ours: it carries no header of ours, and changes nothing.
  if (!(reads ? isSameOrigin(request.headers) : isOwnRequest(request.headers))) return crossSiteProblem();
  const { pathname, search } = request.nextUrl;
  const path = pathname.slice(PREFIX.length);
  if (!path.startsWith('/admin/v1/') || /(^|\/)\.{1,2}(\/|$)|%2e/i.test(path)) return notHere();
  const session = await currentSession();
  if (!session) return signedOutProblem();
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const body = reads ? undefined : await request.text();
  if (body !== undefined && Buffer.byteLength(body) > MOST_BYTES) return tooLarge();
  if (needsFreshSignIn(request.method, path, body) && !isFreshSignIn(session.authenticatedAt, Date.now())) {
    return freshSignInProblem();
  }
  try {
    const answer = await adminFetch(session, `${path}${search}`, {
      method: request.method,
      headers,
      signal: request.signal,
      ...(body === undefined || body === '' ? {} : { body }),
    });
    return passBack(answer);
  } catch (error) {
    return error instanceof SignedOut ? signedOutProblem() : unreachableProblem();
  }
}

function passBack(answer: Response): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  for (const name of PASSED_BACK) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}

const notHere = () => problemResponse({ status: 404, code: 'not_found', title: 'There is nothing at this address' });
const tooLarge = () =>
  problemResponse({
    status: 413,
    code: 'body_too_large',
    title: 'The request is too large',
    detail: '64 KiB at most.',
  });

export { pass as DELETE, pass as GET, pass as PATCH, pass as POST, pass as PUT };
