import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  AuthorizeEndpoint,
  type AuthorizeReply,
  deliver,
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
import { BrowserSecrets } from '../interaction/browser/browser-secret';
import { BrowserSessions, signedIn } from '../interaction/browser/browser-sessions';
import { HostedPageAudience } from '../interaction/browser/hosted-page.filter';
import { HostedPages } from '../interaction/browser/hosted-pages';
import { originOf } from '../interaction/browser/request-origin';
import { refuseLargeRequest, type SealedState, SealedStates } from '../interaction/browser/sealed-states';
import { renderFormPostPage } from '../interaction/pages/returning.page';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { repeatAsGet } from '../interaction/browser/repeat-as-get';

/** A request as it arrived: fresh from a client, or back from one of our pages. */
interface Arrived {
  readonly state: SealedState;
  /** The sealed form of `state`, when a page of ours sent the browser here. */
  readonly sealed: string | undefined;
}

/** `GET|POST /oauth/authorize`: parameters as sent and the session as data go in, a reply or a page comes out. */
@HostedPageAudience()
@Controller('oauth/authorize')
export class AuthorizationController {
  constructor(
    private readonly endpoint: AuthorizeEndpoint,
    private readonly states: SealedStates,
    private readonly secrets: BrowserSecrets,
    private readonly sessions: BrowserSessions,
    private readonly pages: HostedPages,
    private readonly refusals: Refusals,
    private readonly log: Log,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  @Get()
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    // HEAD comes here too; it must not issue anything.
    if (request.method === 'HEAD') return sendEmpty(response, 200, this.headers.bare);
    await this.answer(queryParameters(request), request, response);
  }

  @Post()
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    const parameters = await readForm(request);
    // A form of another site brings no Lax cookies; only the same request by GET shows who is signed in.
    if (!this.sessions.hasCookie(request)) {
      return this.pages.redirect(response, repeatAsGet('/oauth/authorize', parameters));
    }
    await this.answer(parameters, request, response);
  }

  private async answer(parameters: ParameterList, request: Request, response: Response): Promise<void> {
    const { state, sealed } = this.arrived(parameters, request);
    const outcome = await this.refusals.watch('authorize', request, async (watched) => {
      watched.parameters = new Parameters(state.parameters);
      return this.endpoint.answer({
        parameters: state.parameters,
        session: signedIn(await this.sessions.find(request)),
        progress: sealed === undefined ? undefined : state,
        origin: originOf(request),
      });
    });
    if (outcome.kind === 'reply' && outcome.error) {
      const sent = new Parameters(state.parameters);
      this.refusals.report({ endpoint: 'authorize', request, parameters: sent, thrown: outcome.error });
    }
    if (outcome.kind === 'reply') return this.deliver(outcome, sealed !== undefined, request, response);
    const browser = this.secrets.readOrMake(request);
    const interaction = sealed ?? this.states.seal('interaction', state, browser);
    const page = outcome.interaction.need === 'consent' ? '/consent' : '/login';
    this.pages.redirect(response, `${page}?interaction=${interaction}`, browser.cookies);
  }

  /** Our own way back has `interaction` and nothing else; beside `client_id` it is an unknown parameter like any other. */
  private arrived(parameters: ParameterList, request: Request): Arrived {
    const sent = new Parameters(parameters);
    const sealed = sent.has('client_id') ? undefined : sent.get('interaction');
    if (sealed !== undefined) {
      return { state: this.states.open('interaction', sealed, this.secrets.read(request)), sealed };
    }
    refuseLargeRequest(parameters);
    const startedAt = this.context.clock.now();
    return { state: { id: newTimeOrderedId(startedAt), parameters, startedAt }, sealed: undefined };
  }

  /** @param afterPage a form of ours led here */
  private async deliver(
    reply: AuthorizeReply,
    afterPage: boolean,
    request: Request,
    response: Response,
  ): Promise<void> {
    if (reply.error) {
      const { code, check } = reply.error;
      const fields = { requestId: requestIdOf(request), clientId: reply.clientId, oauthError: code, check };
      this.log.info(fields, 'authorization refused');
    }
    const delivery = deliver(reply);
    const clientName = (await this.context.clients.find(reply.clientId))?.clientName;
    if (delivery.kind === 'form_post') {
      const { action: redirectUri, fields: parameters } = delivery;
      return this.pages.send(request, response, {
        forms: 'anywhere',
        render: (context) => renderFormPostPage({ context, redirectUri, parameters, clientName }),
      });
    }
    const { location } = delivery;
    if (afterPage) return this.pages.continueTo(request, response, location, { clientName });
    this.pages.redirect(response, location);
  }
}
