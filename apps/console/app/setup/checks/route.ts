import type { NextRequest } from 'next/server';
import { currentSession } from '../../../server/current-session';
import { environmentChecks } from '../../../server/environment-checks';
import { readMe } from '../../../server/me';
import { crossSiteProblem, problemResponse, signedOutProblem, unreachableProblem } from '../../../server/problem';
import { isSameOrigin } from '../../../server/same-origin';

export const dynamic = 'force-dynamic';

/** `GET /setup/checks`: what the console's server finds out about where this installation runs. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!isSameOrigin(request.headers)) return crossSiteProblem();
  const session = await currentSession();
  if (!session) return signedOutProblem();
  try {
    const me = await readMe(session);
    if (me === 'signed-out') return signedOutProblem();
    if (me === 'no-role' || !me.scopes.includes('settings:read')) return notAllowed();
    const checks = await environmentChecks(request.headers, session, me.session_id);
    return Response.json({ checks }, { headers: { 'Cache-Control': 'no-store' } });
  } catch {
    return unreachableProblem();
  }
}

const notAllowed = () =>
  problemResponse({
    status: 403,
    code: 'scope_missing',
    title: 'You may not see this',
    detail: 'You need the permission settings:read.',
  });
