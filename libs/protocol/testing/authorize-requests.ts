/** Authorization requests for specs: a good one, of which a spec changes what it is about. */
import { consentedScope } from '../src/records/consent';
import { AuthorizeEndpoint } from '../src/authorize/authorize.endpoint';
import type { AuthorizeRequest, InteractionProgress, SignedInSession } from '../src/authorize/authorize.context';
import type { AuthorizeInteraction, AuthorizeOutcome, AuthorizeReply } from '../src/authorize/authorize.reply';
import { OAuthError } from '../src/errors/oauth-error';
import { registeredExtensions } from '../src/extensions/registered-extensions';
import type { ParameterList } from '../src/vocabulary/parameters';
import { START } from './fixed-clock';
import { ACCOUNT_ID, CLIENT_ID, REDIRECT_URI, SESSION_ID } from './fixtures';
import type { TestContext } from './test-context';

export const STATE = 'a state/with?odd&characters=%20+é';
export const CODE_CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** A value, several of them in order, or undefined to leave the parameter out. */
export type Sent = Readonly<Record<string, string | readonly string[] | undefined>>;

const GOOD: Sent = {
  client_id: CLIENT_ID,
  redirect_uri: REDIRECT_URI,
  response_type: 'code',
  scope: 'openid orders:read',
  state: STATE,
  nonce: 'n-0S6_WzA2Mj',
  code_challenge: CODE_CHALLENGE,
  code_challenge_method: 'S256',
};

/** The session of `account()`, opened a minute before the clock starts. */
export function session(overrides: Partial<SignedInSession> = {}): SignedInSession {
  return {
    id: SESSION_ID,
    accountId: ACCOUNT_ID,
    authTime: START - 60_000,
    acr: 'urn:gatehouse:acr:password',
    amr: ['pwd'],
    ...overrides,
  };
}

export function parametersOf(changes: Sent = {}): ParameterList {
  return Object.entries({ ...GOOD, ...changes }).flatMap(([name, sent]) => {
    if (sent === undefined) return [];
    return (typeof sent === 'string' ? [sent] : sent).map((value) => [name, value] as const);
  });
}

export interface Surroundings {
  /** Default: `session()`; null = nobody is signed in. */
  readonly session?: SignedInSession | null;
  readonly progress?: InteractionProgress;
}

export function requestOf(changes: Sent = {}, surroundings: Surroundings = {}): AuthorizeRequest {
  return {
    parameters: parametersOf(changes),
    session: surroundings.session === null ? undefined : (surroundings.session ?? session()),
    progress: surroundings.progress,
    origin: { ip: '192.0.2.1', userAgent: 'test' },
  };
}

/** Asks the endpoint with every extension of the house. */
export function authorize(
  context: TestContext,
  changes: Sent = {},
  surroundings: Surroundings = {},
): Promise<AuthorizeOutcome> {
  return new AuthorizeEndpoint(context, registeredExtensions).answer(requestOf(changes, surroundings));
}

/** The reply, or a failure of the spec when there was none. */
export async function replyTo(
  context: TestContext,
  changes: Sent = {},
  surroundings: Surroundings = {},
): Promise<AuthorizeReply> {
  const outcome = await authorize(context, changes, surroundings);
  if (outcome.kind !== 'reply') throw new Error(`expected a reply, got a page for ${outcome.interaction.need}`);
  return outcome;
}

/** The page that was asked for, or a failure of the spec when there was none. */
export async function pageFor(
  context: TestContext,
  changes: Sent = {},
  surroundings: Surroundings = {},
): Promise<AuthorizeInteraction> {
  const outcome = await authorize(context, changes, surroundings);
  if (outcome.kind === 'reply') throw new Error(`expected a page, got a reply: ${JSON.stringify(outcome.parameters)}`);
  return outcome;
}

/** The error that ends at a page, or a failure of the spec when the endpoint would have sent the browser somewhere. */
export async function pageError(
  context: TestContext,
  changes: Sent = {},
  surroundings: Surroundings = {},
): Promise<OAuthError> {
  try {
    const outcome = await authorize(context, changes, surroundings);
    throw new Error(`expected an error page, got ${outcome.kind}`);
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
}

/** Stores what the person of `account()` agreed to: words, at the APIs named or at those that own them. */
export function agree(
  context: TestContext,
  scope: readonly string[],
  {
    at = START,
    resources,
    clientId = CLIENT_ID,
  }: { at?: number; resources?: readonly string[]; clientId?: string } = {},
) {
  const apis = context.apis
    .all()
    .filter((api) =>
      resources === undefined
        ? api.scopes.some(({ name }) => scope.includes(name))
        : resources.includes(api.identifier),
    );
  const consent = {
    accountId: ACCOUNT_ID,
    clientId,
    scope: consentedScope(scope, apis),
    resources: apis.map((api) => api.identifier),
  };
  return context.unitOfWork.run((stores) => stores.consents.allow(consent, at));
}
