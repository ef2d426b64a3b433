/** The console's own routes of the playground. Answers hold what was sent and what it says, never a token. */
import type { RunAction, RunOrder, RunView, Mistake } from '../../server/playground/run-view';
import { answer } from '../../ui/admin-api';

export type {
  JudgedFact,
  Mistake,
  RunAction,
  RunOrder,
  RunView,
  StepId,
  StepView,
  TokenView,
} from '../../server/playground/run-view';
export type { ExchangeView, MistakeView } from '../../server/playground/run-view';

const RUNS = '/playground/runs';

/** @throws ApiProblem */
export const startRun = (order: RunOrder): Promise<RunView> => answer(send<RunView>('POST', RUNS, order));

/** @throws ApiProblem */
export const readRun = (id: string, signal: AbortSignal): Promise<RunView> =>
  answer(send<RunView>('GET', `${RUNS}/${encodeURIComponent(id)}`, undefined, signal));

/** @throws ApiProblem */
export const goOn = (id: string, work: { action: RunAction } | { mistake: Mistake }): Promise<RunView> =>
  answer(send<RunView>('POST', `${RUNS}/${encodeURIComponent(id)}/actions`, work));

/** @throws ApiProblem */
export const endRun = (id: string): Promise<undefined> =>
  answer(send<undefined>('DELETE', `${RUNS}/${encodeURIComponent(id)}`));

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal) {
  const response = await fetch(path, {
    method,
    headers: { 'x-gh-csrf': '1', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return response.ok ? { data: parsed as T, response } : { error: parsed, response };
}
