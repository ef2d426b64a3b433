/** The beginning of a run: who may, with which client, and what is made for it. */
import 'server-only';
import * as oidc from 'openid-client';
import { type AdminApiComponents, CONSOLE_CLIENT_ID } from '@gatehouse/contracts';
import { toPathId } from '../../ui/path-ids';
import { adminFetch } from '../admin-api';
import { consoleEnvironment } from '../env';
import { problemResponse } from '../problem';
import type { ConsoleSession } from '../sessions';
import { type ClientProof, keyProof, publicProof, secretProof, UnusableKey } from './client-proof';
import { type IssuerMetadata, readMetadata } from './issuer';
import { type Run, RUN_LIFETIME, type RunClient, type TemporarySecret, valueOf } from './run';
import type { RunOrder, StepId, StepView } from './run-view';

export const PLAYGROUND_CALLBACK_PATH = '/playground-callback';
const TEMPORARY = 3_600_000;

export const STEPS: Readonly<Record<Run['flow'], readonly StepId[]>> = {
  authorization_code: [
    'request',
    'sign_in',
    'consent',
    'callback',
    'token_request',
    'tokens',
    'userinfo',
    'refresh',
    'introspection',
    'revocation',
    'sign_out',
  ],
  client_credentials: ['request', 'token_request', 'tokens', 'introspection', 'revocation'],
};

export const callbackUri = (): string => `${consoleEnvironment().consoleUrl}${PLAYGROUND_CALLBACK_PATH}`;

/** Why a run does not begin, as it is answered. */
export class NoRun extends Error {
  constructor(readonly response: Response) {
    super('the run does not begin');
  }
}

const refuse = (status: number, code: string, title: string, detail: string): NoRun =>
  new NoRun(problemResponse({ status, code, title, detail }));

/** @throws NoRun; SignedOut; TypeError when the API does not answer */
export async function beginRun(session: ConsoleSession, order: RunOrder): Promise<Run> {
  await requirePermission(session);
  if (order.clientId === CONSOLE_CLIENT_ID) {
    throw refuse(409, 'own_client', 'The console does not run itself', OWN_CLIENT);
  }
  const client = await readClient(session, order.clientId);
  if (order.flow === 'authorization_code') checkAnswerComesHere(order);
  const metadata = await readMetadata();
  const { proof, temporarySecret } = await proofOf(session, client, order.credential);
  return newRun(session, order, { client, metadata, proof, temporarySecret });
}

const OWN_CLIENT =
  'gatehouse-console is the client of this console. A run would issue tokens for the admin API, and end your own session when it signs out.';

async function requirePermission(session: ConsoleSession): Promise<void> {
  const answer = await adminFetch(session, '/admin/v1/me');
  if (!answer.ok) throw new NoRun(await passedOn(answer));
  const { scopes } = (await answer.json()) as { readonly scopes: readonly string[] };
  if (scopes.includes('clients:write')) return;
  throw refuse(403, 'scope_missing', 'You may not run a client', 'A run issues real tokens. It needs clients:write.');
}

async function readClient(session: ConsoleSession, clientId: string): Promise<RunClient> {
  const answer = await adminFetch(session, `/admin/v1/clients/${toPathId(clientId)}`);
  if (!answer.ok) throw new NoRun(await passedOn(answer));
  return (await answer.json()) as RunClient;
}

/** An answer that goes elsewhere would hand a code to somebody who did not ask for it. */
function checkAnswerComesHere(order: RunOrder): void {
  if (valueOf(order, 'redirect_uri') !== callbackUri()) {
    throw refuse(
      422,
      'redirect_uri_elsewhere',
      'The answer would not come here',
      `A run needs the redirect_uri ${callbackUri()}.`,
    );
  }
  if (valueOf(order, 'response_mode') === 'fragment') {
    throw refuse(
      422,
      'fragment_unreadable',
      'The playground could not read the answer',
      'What stands behind the # stays in the browser. Choose query or form_post.',
    );
  }
}

interface ProvenClient {
  readonly proof: ClientProof;
  readonly temporarySecret: TemporarySecret | undefined;
}

async function proofOf(
  session: ConsoleSession,
  { client_id: clientId, token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: algorithm }: RunClient,
  { kind, value }: RunOrder['credential'],
): Promise<ProvenClient> {
  const lent = (proof: ClientProof): ProvenClient => ({ proof, temporarySecret: undefined });
  if (method === 'none') return lent(publicProof());
  if (method === 'private_key_jwt' && kind === 'key') return lent(await usableKey(value ?? '', algorithm));
  if (method !== 'private_key_jwt' && kind === 'secret') return lent(secretProof(method, (value ?? '').trim()));
  if (method !== 'private_key_jwt' && kind === 'temporary') {
    const { secret, id } = await makeSecret(session, clientId);
    return { proof: secretProof(method, secret), temporarySecret: { id } };
  }
  throw refuse(422, 'credential_missing', 'The client has to prove who it is', `It is registered for ${method}.`);
}

async function usableKey(pasted: string, algorithm: string | undefined): Promise<ClientProof> {
  try {
    return await keyProof(pasted, algorithm);
  } catch (error) {
    if (!(error instanceof UnusableKey)) throw error;
    throw refuse(422, 'key_unusable', 'The key cannot be used', error.message);
  }
}

/** Made here, so that no browser ever sees it. @throws NoRun as the admin API refuses */
async function makeSecret(session: ConsoleSession, clientId: string): Promise<{ secret: string; id: string }> {
  const answer = await adminFetch(session, `/admin/v1/clients/${toPathId(clientId)}/secrets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ expires_at: Date.now() + TEMPORARY }),
  });
  if (!answer.ok) throw new NoRun(await passedOn(answer));
  const { client_secret: secret, id } = (await answer.json()) as AdminApiComponents['schemas']['NewSecretAnswer'];
  return { secret, id };
}

/** What the admin API refused, as it refused it. */
async function passedOn(answer: Response): Promise<Response> {
  return new Response(await answer.text(), {
    status: answer.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
}

type Found = ProvenClient & { readonly client: RunClient; readonly metadata: IssuerMetadata };

async function newRun(session: ConsoleSession, order: RunOrder, found: Found): Promise<Run> {
  const { flow, parameters } = order;
  const forPeople = flow === 'authorization_code';
  const state = oidc.randomState();
  const nonce = forPeople && order.nonce ? oidc.randomNonce() : undefined;
  const codeVerifier = forPeople && order.pkce ? oidc.randomPKCECodeVerifier() : undefined;
  const made: Record<string, string> = {};
  if (forPeople) made['state'] = state;
  if (nonce !== undefined) made['nonce'] = nonce;
  if (codeVerifier !== undefined) {
    made['code_challenge'] = await oidc.calculatePKCECodeChallenge(codeVerifier);
    made['code_challenge_method'] = 'S256';
  }
  const startedAt = Date.now();
  return {
    ...found,
    id: oidc.randomState(),
    session,
    flow,
    parameters,
    state,
    nonce,
    codeVerifier,
    made,
    startedAt,
    endsAt: startedAt + RUN_LIFETIME,
    authorizationUrl: forPeople ? authorizationUrl(found, parameters, made) : undefined,
    steps: firstSteps(flow, found),
    madeMistakes: [],
    tokens: {},
    code: undefined,
    answeredAt: undefined,
    idClaims: undefined,
    busy: false,
    changes: 0,
  };
}

function authorizationUrl(
  { client, metadata }: Found,
  parameters: RunOrder['parameters'],
  made: Readonly<Record<string, string>>,
): string {
  const url = new URL(metadata.authorization_endpoint);
  const pairs = [['client_id', client.client_id] as const, ...parameters, ...Object.entries(made)];
  for (const [name, value] of pairs) if (value !== '') url.searchParams.append(name, value);
  return url.href;
}

function firstSteps(flow: Run['flow'], { proof }: Found): Map<StepId, StepView> {
  const steps = new Map<StepId, StepView>(STEPS[flow].map((id) => [id, { id, state: 'ahead' }]));
  steps.set('request', { id: 'request', state: 'done', note: FIRST_NOTES[flow] });
  if (flow === 'authorization_code') steps.set('sign_in', { id: 'sign_in', state: 'waiting' });
  if (proof.method === 'none') {
    steps.set('introspection', {
      id: 'introspection',
      state: 'skipped',
      note: 'A public client may not introspect: nobody could tell it from a stranger. The API that gets the token does.',
    });
  }
  return steps;
}

const FIRST_NOTES: Readonly<Record<Run['flow'], string>> = {
  authorization_code:
    'The address is ready. What was made for this run is in it; the code verifier stays on the server.',
  client_credentials: 'No person takes part: the client asks in its own name, straight at the token endpoint.',
};
