import type { NextRequest } from 'next/server';
import { beginRun } from '../../../../server/playground/begin-run';
import { readOrder } from '../../../../server/playground/read-order';
import { asSession, bodyOf, notUnderstood } from '../../../../server/playground/requests';
import { runs } from '../../../../server/playground/runs';
import { runResponse } from '../../../../server/playground/view';

export const dynamic = 'force-dynamic';

/** Begins a run. */
export function POST(request: NextRequest): Promise<Response> {
  return asSession(request, async (session) => {
    const order = readOrder(await bodyOf(request));
    if (!order) return notUnderstood();
    const run = await beginRun(session, order);
    runs.add(run);
    return runResponse(run, 201);
  });
}
