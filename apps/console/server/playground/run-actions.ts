/** The steps of a run after the answer: each is one real request, and what it means. */
import 'server-only';
import { adminFetch } from '../admin-api';
import { type Answered, readKeys } from './issuer';
import { type Run, stateOf, tell, valueOf } from './run';
import type { JudgedFact, RunAction, StepId, TokenView } from './run-view';
import { introspect, readUserinfo, requestTokens, revoke } from './token-calls';
import { tokenView } from './token-view';

const ORDER: readonly RunAction[] = ['token_request', 'userinfo', 'refresh', 'introspection', 'revocation', 'sign_out'];

/** What comes next, once its time has come. */
export function nextAction(run: Run): RunAction | undefined {
  const needsCode = run.flow === 'authorization_code' && run.code === undefined;
  if (needsCode || stateOf(run, 'token_request') === 'failed') return undefined;
  return ORDER.find((action) => stateOf(run, action) === 'ahead');
}

/** What may be done again, to see it once more. */
export function mayRun(run: Run, action: RunAction): boolean {
  if (nextAction(run) === action) return true;
  const live = stateOf(run, 'revocation') === 'ahead' && stateOf(run, action) === 'done';
  return live && (action === 'refresh' || action === 'introspection' || action === 'userinfo');
}

const ACTIONS: Readonly<Record<RunAction, (run: Run) => Promise<void>>> = {
  token_request: exchange,
  userinfo,
  refresh,
  introspection,
  revocation,
  sign_out: (run) => {
    tell(run, { id: 'sign_out', state: 'waiting', note: 'Waiting until the session at this server has ended.' });
    return Promise.resolve();
  },
};

export const isAction = (name: unknown): name is RunAction => ORDER.some((action) => action === name);

/** @throws TypeError when the issuer does not answer */
export const runAction = (run: Run, action: RunAction): Promise<void> => ACTIONS[action](run);

async function exchange(run: Run): Promise<void> {
  const answered = await requestTokens(run, { fields: tokenFields(run), hidden: HIDDEN_FIELDS });
  const { exchange: shown, ok, body } = answered;
  tell(run, { id: 'token_request', state: ok ? 'done' : 'failed', exchange: shown });
  if (!ok) return;
  await keepTokens(run, body, 'tokens');
  if (run.flow === 'client_credentials') return;
  skipWhatCannotBe(run);
  tellOfSignIn(run);
}

export const HIDDEN_FIELDS: Readonly<Record<string, string>> = {
  code: '$CODE',
  code_verifier: '$CODE_VERIFIER',
  refresh_token: '$REFRESH_TOKEN',
};

/** RFC 6749 §4.1.3 and §4.4.2, RFC 7636 §4.5, RFC 8707 §2.2. */
export function tokenFields(run: Run): (readonly [string, string])[] {
  const { flow, parameters, code, codeVerifier } = run;
  if (flow === 'client_credentials') return [['grant_type', flow], ...parameters.filter(([, value]) => value !== '')];
  const resources = parameters.filter(([name, value]) => name === 'resource' && value !== '');
  const verifier = codeVerifier === undefined ? [] : [['code_verifier', codeVerifier] as const];
  const fields = { grant_type: flow, code: code ?? '', redirect_uri: valueOf(run, 'redirect_uri') ?? '' };
  return [...Object.entries(fields), ...verifier, ...resources];
}

/** Takes the tokens out of an answer, and shows what they say. */
async function keepTokens(run: Run, body: Answered['body'], step: StepId): Promise<void> {
  const { tokens, client, metadata, nonce } = run;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  const fresh = { access: text('access_token'), refresh: text('refresh_token'), id: text('id_token') };
  if (fresh.refresh !== undefined) tokens.previousRefresh = tokens.refresh;
  Object.assign(tokens, Object.fromEntries(Object.entries(fresh).filter(([, token]) => token !== undefined)));
  const expected = {
    issuer: metadata.issuer,
    clientId: client.client_id,
    // A refreshed ID token need not repeat it. OpenID Connect Core §12.2.
    nonce: step === 'tokens' ? nonce : undefined,
    accessToken: fresh.access,
    keys: await readKeys(metadata),
    now: Date.now(),
  };
  const present = [
    ['access_token', fresh.access],
    ['id_token', fresh.id],
    ['refresh_token', fresh.refresh],
  ] as const;
  const views: TokenView[] = [];
  for (const [kind, token] of present) if (token !== undefined) views.push(await tokenView(kind, token, expected));
  if (step === 'tokens') run.idClaims = views.find(({ kind }) => kind === 'id_token')?.claims ?? undefined;
  const scope = text('scope') ?? valueOf(run, 'scope') ?? '';
  const told = { id: step, state: 'done', tokens: views, note: `Allowed: ${scope || 'nothing by name'}.` } as const;
  const exchanged = run.steps.get(step)?.exchange;
  tell(run, exchanged === undefined ? told : { ...told, exchange: exchanged });
}

function skipWhatCannotBe(run: Run): void {
  const { tokens } = run;
  if (tokens.refresh === undefined) {
    const note = 'No refresh token came: the client is not registered for the grant type refresh_token.';
    tell(run, { id: 'refresh', state: 'skipped', note });
  }
  if (tokens.id === undefined) {
    const note = 'The scope openid was not allowed, so there is nothing to read about the person.';
    tell(run, { id: 'userinfo', state: 'skipped', note });
  }
}

/** When somebody signed in is known only now. */
function tellOfSignIn(run: Run): void {
  const authenticatedAt = run.idClaims?.['auth_time'];
  if (typeof authenticatedAt !== 'number') return;
  const during = authenticatedAt * 1000 >= run.startedAt - 1000;
  const note = during
    ? 'Somebody signed in during this run.'
    : 'Somebody was signed in already, so no password was asked for. prompt=login asks every time.';
  tell(run, { id: 'sign_in', state: 'done', note });
}

async function userinfo(run: Run): Promise<void> {
  const { exchange: shown, ok, body } = await readUserinfo(run, run.tokens.access ?? '');
  const same = body['sub'] === run.idClaims?.['sub'];
  const judged = ok
    ? [{ passed: same, text: same ? 'sub is the one of the ID token.' : 'sub is not the one of the ID token.' }]
    : [];
  tell(run, { id: 'userinfo', state: ok && same ? 'done' : 'failed', exchange: shown, judged });
}

async function refresh(run: Run): Promise<void> {
  const before = run.tokens.refresh ?? '';
  const {
    exchange: shown,
    ok,
    body,
  } = await requestTokens(run, {
    fields: [
      ['grant_type', 'refresh_token'],
      ['refresh_token', before],
    ],
    hidden: HIDDEN_FIELDS,
  });
  tell(run, { id: 'refresh', state: ok ? 'done' : 'failed', exchange: shown });
  if (!ok) return;
  await keepTokens(run, body, 'refresh');
  const rotated = run.tokens.refresh !== before;
  const fact: JudgedFact = {
    passed: true,
    text: rotated
      ? 'The refresh token was rotated: the one before is spent, and would give a thief away.'
      : 'The refresh token stays the same: this client is registered to keep it.',
  };
  const step = run.steps.get('refresh');
  if (step) tell(run, { ...step, judged: [fact] });
}

async function introspection(run: Run): Promise<void> {
  const { exchange: shown, ok, body } = await introspect(run, run.tokens.access ?? '');
  const active = body['active'] === true;
  const text = active
    ? 'active is true: whoever gets the token may accept it.'
    : 'active is false: it has ended, or this client is no party to it.';
  tell(run, {
    id: 'introspection',
    state: ok ? 'done' : 'failed',
    exchange: shown,
    judged: ok ? [{ passed: active, text }] : [],
  });
}

async function revocation(run: Run): Promise<void> {
  const { refresh: refreshToken, access = '' } = run.tokens;
  const answered = await revoke(
    run,
    refreshToken ?? access,
    refreshToken === undefined ? 'access_token' : 'refresh_token',
  );
  tell(run, { id: 'revocation', state: answered.ok ? 'done' : 'failed', exchange: answered.exchange });
  if (!answered.ok) return;
  const judged = await judgeEnd(run);
  tell(run, {
    id: 'revocation',
    state: 'done',
    exchange: answered.exchange,
    note:
      refreshToken === undefined
        ? 'The access token has ended.'
        : 'The whole family has ended: every token that came of this approval.',
    judged,
  });
}

/** Asks once more with the access token, where that can be seen from outside. */
export async function judgeEnd(run: Run): Promise<JudgedFact[]> {
  const { access } = run.tokens;
  if (access === undefined) return [];
  if (run.proof.method !== 'none') {
    const { ok, body } = await introspect(run, access);
    const ended = ok && body['active'] === false;
    return [
      {
        passed: ended,
        text: ended ? 'Introspection says active: false from now on.' : 'Introspection still says active.',
      },
    ];
  }
  if (run.tokens.id === undefined) return [];
  const { ok, exchange: shown } = await readUserinfo(run, access);
  return [
    {
      passed: !ok,
      text: ok
        ? 'Userinfo still accepts the access token.'
        : `Userinfo refuses the access token now (${shown.status}).`,
    },
  ];
}

/** Whether the session at the issuer has ended by now; asked while the sign-out page is open. */
export async function watchSignOut(run: Run): Promise<void> {
  if (stateOf(run, 'sign_out') !== 'waiting') return;
  const sid = run.idClaims?.['sid'];
  if (typeof sid !== 'string') {
    return tell(run, {
      id: 'sign_out',
      state: 'done',
      note: 'The page was opened. Without an ID token the session is not known.',
    });
  }
  const answer = await adminFetch(run.session, `/admin/v1/sessions/${encodeURIComponent(sid)}`);
  if (answer.status === 403) {
    return tell(run, {
      id: 'sign_out',
      state: 'done',
      note: 'The page was opened. You may not see sessions, so it is not known whether it ended.',
    });
  }
  const ended = answer.status === 404 || ((await answer.json()) as { readonly state?: string }).state !== 'live';
  if (ended)
    tell(run, {
      id: 'sign_out',
      state: 'done',
      note: 'The session has ended. Clients hear of it over their logout addresses.',
    });
}
