/**
 * The authorization endpoint, phase by phase. Before `replyTo` exists an error is a page; after, it is a reply to the
 * client. RFC 6749 §3.1 and §4.1, OpenID Connect Core §3.1.2.
 */
import { OAuthError } from '../errors/oauth-error';
import { serverError, temporarilyUnavailable } from '../errors/oauth-errors';
import type { Extension } from '../extensions/extension';
import { StoreError } from '../ports/store-error';
import type { ProtocolContext } from '../protocol-context';
import type { ParameterList } from '../vocabulary/parameters';
import { AuthorizeContext, type AuthorizeRequest, type AuthorizeStep, type Interaction } from './authorize.context';
import type { AuthorizeInteraction, AuthorizeOutcome, AuthorizeReply, JudgedRequest } from './authorize.reply';
import { PHASES, type Phase } from './phases';
import { checkIdTokenHint } from './steps/check-id-token-hint';
import { checkNonce } from './steps/check-nonce';
import { checkPrompt } from './steps/check-prompt';
import { checkRedirectUri } from './steps/check-redirect-uri';
import { checkRepeatedParameters } from './steps/check-repeated-parameters';
import { checkResponseType } from './steps/check-response-type';
import { checkScope } from './steps/check-scope';
import { checkUnsupportedParameters } from './steps/check-unsupported-parameters';
import { heedRefusal } from './steps/heed-refusal';
import { issueByResponseType } from './steps/issue-by-response-type';
import { consentIsAsked, requireConsent } from './steps/require-consent';
import { requireSignIn, signInIsAsked } from './steps/require-sign-in';
import { resolveClient } from './steps/resolve-client';
import { settleApis } from './steps/settle-apis';

/** What the core does in each phase; extensions add theirs behind. */
const CORE_STEPS: Record<Phase, readonly AuthorizeStep[]> = {
  identify: [resolveClient],
  resolve: [],
  trust: [checkRedirectUri],
  check: [
    checkRepeatedParameters,
    checkUnsupportedParameters,
    checkResponseType,
    checkScope,
    checkPrompt,
    checkIdTokenHint,
    checkNonce,
  ],
  interact: [settleApis, heedRefusal, requireSignIn, requireConsent],
  issue: [issueByResponseType],
  respond: [],
};

export class AuthorizeEndpoint {
  private readonly steps: readonly AuthorizeStep[];
  /** How many of them come before anything is issued. */
  private readonly stepsBeforeIssue: number;
  /** Those that need no person. */
  private readonly stepsBeforePerson: readonly AuthorizeStep[];

  constructor(
    private readonly context: ProtocolContext,
    private readonly extensions: readonly Extension[],
  ) {
    const stepsOf = (phase: Phase) => [
      ...CORE_STEPS[phase],
      ...(phase === 'trust' ? [] : extensions.flatMap((extension) => extension.steps?.[phase] ?? [])),
    ];
    this.steps = PHASES.flatMap(stepsOf);
    this.stepsBeforeIssue = PHASES.slice(0, PHASES.indexOf('issue')).flatMap(stepsOf).length;
    this.stepsBeforePerson = this.steps.slice(0, this.steps.indexOf(heedRefusal));
  }

  /** Names of the checks that need no person, in the order in which they are made. */
  get checks(): readonly string[] {
    return this.stepsBeforePerson.flatMap((step) => step.checks ?? []);
  }

  /** Parameters that may be repeated, from the extensions that declare them. */
  get repeatableParameters(): readonly string[] {
    return this.extensions.flatMap((extension) => extension.repeatable ?? []);
  }

  /**
   * Answers one authorization request: a reply for the client or an interaction for the person.
   * @throws OAuthError when there is no redirect URI that we may answer to: show it as a page, never redirect
   */
  async answer(request: AuthorizeRequest): Promise<AuthorizeOutcome> {
    const context = new AuthorizeContext(request, this.context, this.context.clock.now(), this.repeatableParameters);
    try {
      for (const step of this.steps) {
        const interaction = await step(context);
        if (interaction) return this.interactionOutcome(context, interaction);
      }
      return this.reply(context, context.response);
    } catch (error) {
      const refusal = this.report(context, error);
      if (!context.replyTo) throw refusal;
      return this.refusalReply(context, refusal);
    }
  }

  /**
   * What a request that waits for a person still needs from them; undefined when a page has nothing (more) to ask, and
   * the authorization endpoint should answer. Issues and reports nothing.
   */
  async question(request: AuthorizeRequest): Promise<AuthorizeInteraction | undefined> {
    const context = new AuthorizeContext(request, this.context, this.context.clock.now(), this.repeatableParameters);
    try {
      for (const step of this.steps.slice(0, this.stepsBeforeIssue)) {
        const interaction = await step(context);
        if (interaction) return this.interactionOutcome(context, interaction);
      }
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
    }
    return undefined;
  }

  /** Judges a request as far as that needs no person, by the very steps that `answer` takes. Issues and reports nothing. */
  async judge(parameters: ParameterList): Promise<JudgedRequest> {
    const request = { parameters, session: undefined, progress: undefined, origin: { ip: null, userAgent: null } };
    const context = new AuthorizeContext(request, this.context, this.context.clock.now(), this.repeatableParameters);
    try {
      for (const step of this.stepsBeforePerson) await step(context);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const reply = context.replyTo ? this.refusalReply(context, error) : undefined;
      return { client: context.client, refusal: error, reply };
    }
    const { prompts, maxAge, scope, apis, client } = context;
    const person = {
      pagesAllowed: !prompts.includes('none'),
      signIn: signInIsAsked(context),
      maxAge,
      accountSelection: prompts.includes('select_account'),
      consent: consentIsAsked(context),
      scope,
      apis,
    };
    return { client, person };
  }

  private interactionOutcome(context: AuthorizeContext, interaction: Interaction): AuthorizeInteraction {
    if (!context.replyTo) throw serverError('A page was asked for before the redirect URI was checked.');
    return {
      kind: 'interaction',
      interaction,
      client: context.client,
      redirectUri: context.replyTo.redirectUri,
      apis: context.apis,
      loginHint: context.parameters.get('login_hint'),
      uiLocales: (context.parameters.get('ui_locales') ?? '').split(' ').filter((locale) => locale !== ''),
    };
  }

  /** Every reply carries `state` as sent and whatever extensions add, errors too. RFC 6749 §4.1.2.1, RFC 9207 §2. */
  private reply(context: AuthorizeContext, parameters: Readonly<Record<string, string>>): AuthorizeReply {
    const { replyTo, client } = context;
    if (!replyTo) throw serverError('A reply was made before the redirect URI was checked.');
    const added = this.extensions.map((extension) => extension.replyParameters?.(this.context, client) ?? {});
    const state = replyTo.state === undefined ? {} : { state: replyTo.state };
    return {
      kind: 'reply',
      mode: replyTo.mode,
      redirectUri: replyTo.redirectUri,
      parameters: Object.assign({}, parameters, state, ...added) as Record<string, string>,
      clientId: client.clientId,
    };
  }

  private refusalReply(context: AuthorizeContext, { code, description, check }: OAuthError): AuthorizeReply {
    const parameters = { error: code, error_description: description };
    return { ...this.reply(context, parameters), error: { code, description, check } };
  }

  /** Reports the refusal that an error becomes. */
  private report(context: AuthorizeContext, error: unknown): OAuthError {
    const refusal = refusalOf(error);
    this.context.events.report({
      id: 'authorization.refused',
      at: context.now,
      ...(context.client === undefined ? {} : { clientId: context.client.clientId }),
      ...context.request.origin,
      check: refusal.check,
      detail: refusal.detail,
    });
    return refusal;
  }
}

/** RFC 6749 §4.1.2.1: an overload passes, a fault of ours is a `server_error`. */
function refusalOf(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (error instanceof StoreError) {
    return temporarilyUnavailable('The server is busy. Try again.', { cause: error, check: 'store.unavailable' });
  }
  return serverError('Something went wrong here. Try again.', { cause: error, check: 'server_error' });
}
