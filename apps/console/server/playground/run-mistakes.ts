/** Mistakes made on purpose, each as a real request: what refuses it, and why that is good. */
import 'server-only';
import { randomBytes } from 'node:crypto';
import { send } from './issuer';
import { receiveNothing } from './receive-answer';
import { type Run, stateOf, tell, valueOf, wasMade } from './run';
import { HIDDEN_FIELDS, judgeEnd, tokenFields } from './run-actions';
import type { Mistake, MistakeView } from './run-view';
import { requestTokens } from './token-calls';

interface Kind {
  readonly what: string;
  readonly lesson: string;
  /** Whether it can be made at this point of a run. */
  readonly possible: (run: Run) => boolean;
  readonly make: (run: Run) => Promise<Pick<MistakeView, 'refused' | 'exchange' | 'judged'>>;
}

const forPeople = ({ flow }: Run): boolean => flow === 'authorization_code';
const hasFreshCode = (run: Run): boolean => run.code !== undefined && stateOf(run, 'token_request') === 'ahead';
const isLive = (run: Run): boolean =>
  stateOf(run, 'token_request') === 'done' &&
  stateOf(run, 'revocation') === 'ahead' &&
  !wasMade(run, 'reused_code') &&
  !wasMade(run, 'reused_refresh_token');

const KINDS: Readonly<Record<Mistake, Kind>> = {
  wrong_redirect_uri: {
    what: 'The request was sent with a redirect URI that is one word longer than the registered one.',
    lesson:
      'Only a registered redirect URI gets an answer, letter by letter. Otherwise whoever writes the link would get the code. The person sees an error page, as nobody else may be told.',
    possible: (run) => forPeople(run) && !wasMade(run, 'wrong_redirect_uri'),
    make: askForAnotherRedirectUri,
  },
  wrong_state: {
    what: 'The same answer came once more, with another state.',
    lesson:
      'The client refuses it before any token request: an answer that it did not ask for may carry somebody else’s code. A state is good once, and here for fifteen minutes. The server is never asked, so there is no reference.',
    possible: (run) => forPeople(run) && run.answeredAt !== undefined && !wasMade(run, 'wrong_state'),
    make: (run) =>
      Promise.resolve({
        refused: true,
        exchange: null,
        judged: receiveNothing(run, randomBytes(24).toString('base64url')),
      }),
  },
  wrong_verifier: {
    what: 'The code was sent with a code verifier that was made up.',
    lesson:
      'Whoever steals a code does not have the verifier that its challenge was made from. A wrong request does not use up the code: the right one still works.',
    possible: (run) => hasFreshCode(run) && run.codeVerifier !== undefined && !wasMade(run, 'wrong_verifier'),
    make: (run) => {
      const verifier = randomBytes(32).toString('base64url');
      const fields = tokenFields(run).map(
        ([name, value]) => [name, name === 'code_verifier' ? verifier : value] as const,
      );
      return refusedTokens(run, { fields, hidden: { ...HIDDEN_FIELDS, code_verifier: '$SOMETHING_ELSE' } });
    },
  },
  wrong_credential: {
    what: 'The token request was sent with a credential that is not the client’s.',
    lesson: 'A client_id is no secret. Only who proves to be the client gets its tokens.',
    possible: (run) =>
      run.proof.forge !== undefined &&
      !wasMade(run, 'wrong_credential') &&
      (forPeople(run) ? hasFreshCode(run) : stateOf(run, 'token_request') === 'ahead'),
    make: async (run) => {
      const proof = await run.proof.forge?.();
      return refusedTokens(run, { fields: tokenFields(run), hidden: HIDDEN_FIELDS, ...(proof ? { proof } : {}) });
    },
  },
  reused_code: {
    what: 'The code was exchanged a second time.',
    lesson:
      'Somebody else holds the code too, and nobody can tell who was first. So everything that came of it ends: the tokens of this run are dead now.',
    possible: (run) => forPeople(run) && isLive(run),
    make: async (run) => {
      const made = await refusedTokens(run, { fields: tokenFields(run), hidden: HIDDEN_FIELDS });
      return familyEnds(run, made);
    },
  },
  reused_refresh_token: {
    what: 'The refresh token from before the last rotation was sent again.',
    lesson:
      'A rotated refresh token that comes back was copied. The family ends, for the thief and for the client. Within the grace of the client a retry gets the same successor instead.',
    possible: (run) =>
      isLive(run) && run.tokens.previousRefresh !== undefined && run.tokens.previousRefresh !== run.tokens.refresh,
    make: async (run) => {
      const made = await refusedTokens(run, {
        fields: [
          ['grant_type', 'refresh_token'],
          ['refresh_token', run.tokens.previousRefresh ?? ''],
        ],
        hidden: { refresh_token: '$OLD_REFRESH_TOKEN' },
      });
      return made.refused ? familyEnds(run, made) : made;
    },
  },
};

export const isMistake = (name: unknown): name is Mistake => typeof name === 'string' && Object.hasOwn(KINDS, name);

export const possibleMistakes = (run: Run): Mistake[] =>
  (Object.keys(KINDS) as Mistake[]).filter((mistake) => KINDS[mistake].possible(run));

/** @throws TypeError when the issuer does not answer */
export async function makeMistake(run: Run, mistake: Mistake): Promise<void> {
  const { what, lesson, make } = KINDS[mistake];
  run.madeMistakes.push({ mistake, what, lesson, ...(await make(run)) });
  run.changes += 1;
}

async function askForAnotherRedirectUri(run: Run) {
  const url = new URL(run.authorizationUrl ?? run.metadata.authorization_endpoint);
  url.searchParams.set('redirect_uri', `${valueOf(run, 'redirect_uri') ?? ''}/elsewhere`);
  const { exchange, ok } = await send({ url: url.href, shown: { headers: [] } });
  return { refused: !ok, exchange, judged: [] };
}

async function refusedTokens(run: Run, request: Parameters<typeof requestTokens>[1]) {
  const { exchange, ok } = await requestTokens(run, request);
  return { refused: !ok, exchange, judged: [] };
}

/** Nothing of the run goes on: what is left of it cannot be tried. */
async function familyEnds<Made extends Pick<MistakeView, 'refused' | 'exchange' | 'judged'>>(run: Run, made: Made) {
  const judged = await judgeEnd(run);
  for (const id of ['userinfo', 'refresh', 'introspection', 'revocation'] as const) {
    if (stateOf(run, id) === 'ahead') {
      tell(run, { id, state: 'skipped', note: 'The family ended with the mistake above, so nothing is left to try.' });
    }
  }
  return { ...made, judged };
}
