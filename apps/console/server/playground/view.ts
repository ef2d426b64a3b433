/** A run as it is answered. */
import 'server-only';
import { STEPS } from './begin-run';
import { type Run, secretsOf, stateOf } from './run';
import { nextAction } from './run-actions';
import { possibleMistakes } from './run-mistakes';
import type { RunView, StepView, TokenView } from './run-view';
import { jsonWithoutSecrets } from './without-secrets';

/** The view as JSON, with everything taken out that must not leave. */
export function runResponse(run: Run, status = 200): Response {
  return new Response(jsonWithoutSecrets(viewOf(run), secretsOf(run)), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  });
}

function viewOf(run: Run): RunView {
  const next = nextAction(run) ?? null;
  return {
    id: run.id,
    flow: run.flow,
    clientId: run.client.client_id,
    clientName: run.client.client_name,
    startedAt: run.startedAt,
    endsAt: run.endsAt,
    authorizationUrl: run.answeredAt === undefined ? (run.authorizationUrl ?? null) : null,
    made: run.made,
    steps: STEPS[run.flow].map((id) => stepOf(run, id)),
    next,
    mistakes: possibleMistakes(run),
    madeMistakes: run.madeMistakes,
    tokenId: latestAccessToken(run)?.id ?? null,
    changes: run.changes,
    signOutUrl: signOutUrl(run),
    temporarySecret: run.temporarySecret !== undefined,
  };
}

const stepOf = (run: Run, id: StepView['id']): StepView => run.steps.get(id) ?? { id, state: 'ahead' };

function latestAccessToken(run: Run): TokenView | undefined {
  const tokens = [run.steps.get('refresh'), run.steps.get('tokens')].flatMap((step) => step?.tokens ?? []);
  return tokens.find(({ kind }) => kind === 'access_token');
}

/** Without a hint: an ID token has no place in an address that a browser keeps. The person is asked instead. */
function signOutUrl(run: Run): string | null {
  if (run.flow !== 'authorization_code' || stateOf(run, 'token_request') !== 'done') return null;
  const url = new URL(run.metadata.end_session_endpoint);
  url.searchParams.set('client_id', run.client.client_id);
  return url.href;
}
