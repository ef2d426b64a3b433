import type { NextRequest } from 'next/server';
import { problemResponse } from '../../../../../../server/problem';
import { asRun, bodyOf, notUnderstood } from '../../../../../../server/playground/requests';
import type { Run } from '../../../../../../server/playground/run';
import { isAction, mayRun, runAction } from '../../../../../../server/playground/run-actions';
import { isMistake, makeMistake, possibleMistakes } from '../../../../../../server/playground/run-mistakes';
import { runResponse } from '../../../../../../server/playground/view';

export const dynamic = 'force-dynamic';

interface Context {
  readonly params: Promise<{ id: string }>;
}

/** Goes one step on, or makes a mistake on purpose: `{ "action": "refresh" }`, `{ "mistake": "reused_code" }`. */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return asRun(request, (await params).id, async (run) => {
    const work = workOf(run, await bodyOf(request));
    if (!work) return notUnderstood();
    if (run.busy || !work.possible) return notNow();
    run.busy = true;
    try {
      await work.go();
    } finally {
      run.busy = false;
    }
    return runResponse(run);
  });
}

function workOf(run: Run, body: unknown): { readonly possible: boolean; readonly go: () => Promise<void> } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('action' in body && isAction(body.action)) {
    const { action } = body;
    return { possible: mayRun(run, action), go: () => runAction(run, action) };
  }
  if ('mistake' in body && isMistake(body.mistake)) {
    const { mistake } = body;
    return { possible: possibleMistakes(run).includes(mistake), go: () => makeMistake(run, mistake) };
  }
  return undefined;
}

const notNow = () =>
  problemResponse({
    status: 409,
    code: 'step_not_possible',
    title: 'This step is not possible now',
    detail: 'Another one is under way, or its time has passed.',
  });
