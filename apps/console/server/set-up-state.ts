/** Whether the first owner exists, asked of the API as anybody may: its set-up page is gone for good after that. */
import 'server-only';
import { consoleEnvironment } from './env';
import { onePerProcess } from './one-per-process';

/** `unknown`: the API did not answer, or something else answered in its place. */
export type SetUpState = 'open' | 'done' | 'unknown';

const PATIENCE = 5_000;
/** Milliseconds for which strangers get the answer of somebody before them. It does not change back. */
const GOOD_FOR: Readonly<Record<SetUpState, number>> = { open: 1_000, done: 60_000, unknown: 1_000 };

interface Held {
  answer?: Promise<SetUpState>;
  until: number;
}

export function setUpState(): Promise<SetUpState> {
  const held = onePerProcess<Held>('set-up-state', () => ({ until: 0 }));
  if (held.answer === undefined || Date.now() >= held.until) {
    // What is being asked is asked once, however many wait.
    held.until = Date.now() + PATIENCE;
    held.answer = ask().then((state) => {
      held.until = Date.now() + GOOD_FOR[state];
      return state;
    });
  }
  return held.answer;
}

async function ask(): Promise<SetUpState> {
  try {
    const { status, body } = await fetch(`${consoleEnvironment().issuerUrl}/setup`, {
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await body?.cancel();
    if (status === 404) return 'done';
    return status === 410 ? 'open' : 'unknown';
  } catch {
    return 'unknown';
  }
}
