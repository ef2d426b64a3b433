import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  EndSessionEndpoint,
  type EndSessionOutcome,
  newTimeOrderedId,
  Parameters,
  type ParameterList,
  type ProtocolContext,
} from '@gatehouse/protocol';
import { sendEmpty } from '../http/answers';
import { queryParameters, readForm } from '../http/body-reader';
import { Refusals } from '../http/errors/refusals';
import { SECURITY_HEADERS } from '../http/http.module';
import { Log } from '../http/logging/log';
import { requestIdOf } from '../http/request-context';
import type { SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { BrowserSecrets } from './browser/browser-secret';
import { BrowserSessions } from './browser/browser-sessions';
import { FORM_TOKEN, FormGuard } from './browser/form-guard';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { HostedPages } from './browser/hosted-pages';
import { originOf } from './browser/request-origin';
import { repeatAsGet } from './browser/repeat-as-get';
import { refuseLargeRequest, SealedStates } from './browser/sealed-states';
import { renderSignedOutPage, renderSignOutPage } from './pages/sign-out.page';
import { accountIdentity } from './people-and-clients';

/** Hidden field with the request that our question is about. */
const SEALED = 'sign_out';

/** `GET|POST /oauth/logout`: ends the session at once when the client proves whose it is, after a question otherwise. */
@HostedPageAudience()
@Controller('oauth/logout')
export class SignOutController {
  constructor(
    private readonly endpoint: EndSessionEndpoint,
    private readonly sessions: BrowserSessions,
    private readonly secrets: BrowserSecrets,
    private readonly states: SealedStates,
    private readonly forms: FormGuard,
    private readonly pages: HostedPages,
    private readonly refusals: Refusals,
    private readonly log: Log,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  @Get()
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.method === 'HEAD') return sendEmpty(response, 200, this.headers.bare);
    await this.answer(queryParameters(request), false, request, response);
  }

  @Post()
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    const list = await readForm(request);
    const parameters = new Parameters(list);
    if (parameters.has(SEALED)) return this.confirmed(parameters, request, response);
    // A form of another site brings no Lax cookies, and we would not see whom to sign out.
    if (!this.sessions.hasCookie(request)) return this.pages.redirect(response, repeatAsGet('/oauth/logout', list));
    await this.answer(list, false, request, response);
  }

  /** The person answered our question. */
  private async confirmed(parameters: Parameters, request: Request, response: Response): Promise<void> {
    const browser = this.forms.check('sign-out', request, parameters, this.secrets.read(request));
    const state = this.states.open('sign-out', parameters.get(SEALED), browser);
    if (parameters.get('action') !== 'logout') return this.pages.redirect(response, '/');
    await this.answer(state.parameters, true, request, response);
  }

  private async answer(
    parameters: ParameterList,
    confirmed: boolean,
    request: Request,
    response: Response,
  ): Promise<void> {
    refuseLargeRequest(parameters);
    const found = await this.sessions.find(request);
    const session = found && { id: found.session.id, accountId: found.account.id };
    const outcome = await this.endpoint.answer({ parameters, session, confirmed, origin: originOf(request) });
    if (outcome.kind === 'confirm') {
      return this.ask(parameters, found && accountIdentity(found.account), request, response);
    }
    const cookies = this.sessions.hasCookie(request) ? [this.sessions.clearedCookie()] : [];
    if (session) {
      this.log.info(
        { requestId: requestIdOf(request), accountId: session.accountId, sessionId: session.id },
        'sign-out',
      );
    }
    if (outcome.kind === 'redirect') {
      const { location } = outcome;
      if (confirmed) return this.pages.continueTo(request, response, location, { cookies });
      return this.pages.redirect(response, location, cookies);
    }
    if (outcome.refused !== undefined) {
      const thrown = { code: 'return_refused', description: '', check: outcome.refused };
      this.refusals.report({ endpoint: 'logout', request, parameters: new Parameters(parameters), thrown });
    }
    this.done(outcome, cookies, request, response);
  }

  private ask(
    parameters: ParameterList,
    account: ReturnType<typeof accountIdentity> | undefined,
    request: Request,
    response: Response,
  ): void {
    const browser = this.secrets.readOrMake(request);
    const startedAt = this.context.clock.now();
    const sealed = this.states.seal('sign-out', { id: newTimeOrderedId(startedAt), parameters, startedAt }, browser);
    const hidden = { [FORM_TOKEN]: this.forms.token('sign-out', browser), [SEALED]: sealed };
    this.pages.send(request, response, {
      cookies: browser.cookies,
      uiLocales: (new Parameters(parameters).get('ui_locales') ?? '').split(' '),
      render: (context) => renderSignOutPage({ context, account, form: { action: '/oauth/logout', hidden } }),
    });
  }

  private done(
    { already, refused, back }: Extract<EndSessionOutcome, { kind: 'signed_out' }>,
    cookies: readonly string[],
    request: Request,
    response: Response,
  ): void {
    const reference = requestIdOf(request);
    if (refused !== undefined) this.log.info({ requestId: reference, check: refused }, 'return after sign-out refused');
    const refusedReturn = refused === undefined ? undefined : { reference, at: this.context.clock.now() };
    this.pages.send(request, response, {
      cookies,
      render: (context) =>
        renderSignedOutPage({
          context,
          already,
          refusedReturn,
          back: back && { url: back.location, name: back.client.clientName },
          signInAgain: '/login',
        }),
    });
  }
}
