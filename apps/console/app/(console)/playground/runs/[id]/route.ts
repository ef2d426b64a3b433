import type { NextRequest } from 'next/server';
import { asRun } from '../../../../../server/playground/requests';
import { watchSignOut } from '../../../../../server/playground/run-actions';
import { runs } from '../../../../../server/playground/runs';
import { runResponse } from '../../../../../server/playground/view';

export const dynamic = 'force-dynamic';

interface Context {
  readonly params: Promise<{ id: string }>;
}

/** How far the run has come. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return asRun(request, (await params).id, async (run) => {
    await watchSignOut(run);
    return runResponse(run);
  });
}

/** Ends the run: its tokens and its own secret go with it. */
export async function DELETE(request: NextRequest, { params }: Context): Promise<Response> {
  return asRun(request, (await params).id, async (run) => {
    await runs.end(run);
    return new Response(null, { status: 204 });
  });
}
