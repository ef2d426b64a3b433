/** The answer at the redirect URI, judged as a client has to before it uses anything of it. RFC 6749 §4.1.2, RFC 9207 §2.4. */
import 'server-only';
import type { JudgedFact } from './run-view';
import { opaqueId } from './token-view';
import { type Run, tell } from './run';

/** @returns false when an answer was taken already: a state is good once */
export function receiveAnswer(run: Run, answer: URLSearchParams): boolean {
  if (run.answeredAt !== undefined) return false;
  run.answeredAt = Date.now();
  const judged = judgeAnswer(run, answer);
  const error = answer.get('error');
  const code = answer.get('code');
  const sound = judged.every(({ passed }) => passed);
  if (error === null) {
    tell(run, { id: 'sign_in', state: 'done', note: 'The person proved who they are, now or earlier.' });
    tell(run, { id: 'consent', state: 'done', note: consentNote(run) });
  } else {
    tell(run, { id: 'sign_in', state: 'failed', note: refusalNote(error, answer.get('error_description')) });
  }
  if (sound && code !== null) run.code = code;
  tell(run, {
    id: 'callback',
    state: sound ? 'done' : 'failed',
    judged,
    note:
      code === null
        ? 'No code came.'
        : `The code has the id ${opaqueId(code) ?? '(unknown)'}. It is good once, and not for long.`,
  });
  return true;
}

/** What a client has to look at. @param state of the run; another one is how a forged answer looks */
export function judgeAnswer(
  { state, metadata }: Pick<Run, 'state' | 'metadata'>,
  answer: URLSearchParams,
): JudgedFact[] {
  const same = answer.get('state') === state;
  const issuer = answer.get('iss');
  return [
    {
      passed: same,
      text: same
        ? 'state is the one of this run: we asked for this answer.'
        : 'state is not the one of this run: somebody else asked for this answer.',
    },
    {
      passed: issuer === metadata.issuer,
      text:
        issuer === metadata.issuer
          ? 'iss is this server: the answer is not from another one (mix-up).'
          : `iss should be ${metadata.issuer}, and is ${issuer ?? 'missing'}.`,
    },
    answer.get('error') === null && answer.get('code') !== null
      ? { passed: true, text: 'There is a code, and no error.' }
      : { passed: false, text: `There is no code, but the error ${answer.get('error') ?? '(none)'}.` },
  ];
}

/** The answer of this run with another state, as the callback would judge it. */
export function receiveNothing(run: Run, state: string): JudgedFact[] {
  return judgeAnswer(run, new URLSearchParams({ code: run.code ?? '', iss: run.metadata.issuer, state }));
}

function refusalNote(error: string, description: string | null): string {
  if (error === 'access_denied') return 'The person chose not to allow it, and the client is told so: access_denied.';
  return `The server told the client: ${error}${description === null ? '' : `. ${description}`}`;
}

const CONSENTS: Readonly<Record<string, string>> = {
  always: 'The client is registered to ask each time, and the person allowed it.',
  skip: 'The client is registered never to ask: it belongs to you.',
};

function consentNote({ client }: Run): string {
  return (
    CONSENTS[client.consent] ?? 'The person allowed it, now or on an earlier day: they are asked once for each scope.'
  );
}
