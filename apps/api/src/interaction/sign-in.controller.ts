import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SignIn, type SignInResult } from '@gatehouse/identity';
import { type AuthorizeInteraction, Parameters, type ProtocolContext } from '@gatehouse/protocol';
import { sendEmpty } from '../http/answers';
import { queryParameters, readForm } from '../http/body-reader';
import { SECURITY_HEADERS } from '../http/http.module';
import { Log } from '../http/logging/log';
import { requestIdOf } from '../http/request-context';
import type { SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { type BrowserSecret, BrowserSecrets } from './browser/browser-secret';
import { BrowserSessions, signedIn } from './browser/browser-sessions';
import { FormGuard } from './browser/form-guard';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { originOf } from './browser/request-origin';
import { Interactions, type OpenInteraction } from './interactions';
import { SignInPages, type SignInView } from './sign-in-pages';

/** Where a person goes who signed in without any client asking. */
const HOME = '/';

/** `GET|POST /login`: who is there. Sends the browser back to the authorization endpoint, which decides what is next. */
@HostedPageAudience()
@Controller('login')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly interactions: Interactions,
    private readonly sessions: BrowserSessions,
    private readonly secrets: BrowserSecrets,
    private readonly forms: FormGuard,
    private readonly views: SignInPages,
    private readonly log: Log,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.method === 'HEAD') return sendEmpty(response, 200, this.headers.bare);
    const parameters = new Parameters(queryParameters(request));
    const found = await this.sessions.find(request);
    const sealed = parameters.get('interaction');
    if (sealed === undefined) {
      if (found) return this.views.leave(response, HOME);
      return this.views.show(request, response, { browser: this.secrets.readOrMake(request) });
    }
    const interaction = this.interactions.open(sealed, request);
    const question = await this.interactions.question(interaction, signedIn(found), request);
    const another = parameters.has('another');
    if (!question || (question.interaction.need === 'consent' && !another)) {
      return this.views.leave(response, this.interactions.wayBack(interaction));
    }
    if (question.interaction.need === 'account_selection' && found && !another) {
      return this.views.chooseAccount(request, response, { interaction, question, found });
    }
    const username = question.loginHint;
    this.views.show(request, response, { browser: interaction.browser, interaction, question, username });
  }

  @Post()
  async submit(@Req() request: Request, @Res() response: Response): Promise<void> {
    const parameters = new Parameters(await readForm(request));
    const browser = this.forms.check('sign-in', request, parameters, this.secrets.read(request));
    const sealed = parameters.get('interaction');
    const interaction = sealed === undefined ? undefined : this.interactions.open(sealed, request);
    // Password managers send the form without pressing a button.
    const action = parameters.get('action') ?? 'login';
    if (interaction && action !== 'login') return this.goOn(action, parameters, interaction, request, response);
    await this.authenticate(parameters, browser, interaction, request, response);
  }

  /** Everything that a person may press but Sign in. */
  private async goOn(
    action: string,
    parameters: Parameters,
    interaction: OpenInteraction,
    request: Request,
    response: Response,
  ): Promise<void> {
    if (action === 'deny') {
      return this.views.leave(response, this.interactions.wayBackWith(interaction, { denied: true }));
    }
    const found = await this.sessions.find(request);
    // Signed in as somebody else meanwhile: the page that was answered is not true any more.
    if (action === 'continue' && found && parameters.get('account') === found.session.id) {
      return this.views.leave(response, this.interactions.wayBackWith(interaction, { accountSelected: true }));
    }
    const another = action === 'another' ? '&another=1' : '';
    this.views.leave(response, `/login?interaction=${interaction.sealed}${another}`);
  }

  private async authenticate(
    parameters: Parameters,
    browser: BrowserSecret,
    interaction: OpenInteraction | undefined,
    request: Request,
    response: Response,
  ): Promise<void> {
    const previous = await this.sessions.find(request);
    const question = interaction && (await this.interactions.question(interaction, signedIn(previous), request));
    const [username, password] = [parameters.get('username'), parameters.get('password')];
    const view: SignInView = { browser, interaction, question, username };
    if (username === undefined || password === undefined) {
      return this.views.show(request, response, { ...view, problem: { kind: 'missing-credentials' } });
    }
    const result = await this.signIn.signIn({
      identifier: username,
      password,
      ...originOf(request),
      previousSessionId: previous?.session.id,
      now: this.interactions.now(),
    });
    this.record(result, question, request);
    if (result.outcome === 'refused') return this.views.refuse(request, response, view, result);
    const cookies = [this.sessions.cookie(result.cookieValue)];
    this.views.leave(response, interaction ? this.interactions.wayBack(interaction) : HOME, cookies);
  }

  private record(result: SignInResult, question: AuthorizeInteraction | undefined, request: Request): void {
    if (result.outcome === 'refused') this.reportRefusal(result, question, request);
    const fields = {
      requestId: requestIdOf(request),
      ip: originOf(request).ip,
      clientId: question?.client.clientId,
      outcome: result.outcome,
      ...(result.outcome === 'refused'
        ? { reason: result.reason, accountId: result.accountId }
        : { accountId: result.account.id, sessionId: result.session.id }),
    };
    // What succeeded is in the audit log.
    if (result.outcome === 'refused') this.log.info(fields, 'sign-in');
    else this.log.debug(fields, 'sign-in');
  }
  /** What succeeds is audited with the session; what is refused changes nothing that it could be written with. */
  private reportRefusal(
    { reason, accountId }: Extract<SignInResult, { outcome: 'refused' }>,
    question: AuthorizeInteraction | undefined,
    request: Request,
  ): void {
    const clientId = question?.client.clientId;
    this.context.events.report({
      id: reason === 'locked' ? 'sign_in.locked' : 'sign_in.failed',
      at: this.interactions.now(),
      ...(clientId === undefined ? {} : { clientId }),
      // Of somebody unknown the name as typed is not kept: people type passwords into the wrong field.
      ...(accountId === null ? {} : { subject: accountId }),
      ...originOf(request),
      check: `sign_in.${reason}`,
      detail: { known: accountId !== null },
    });
  }
}
