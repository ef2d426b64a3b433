import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { StandingSession } from '@gatehouse/identity';
import {
  type AuthorizeInteraction,
  type ConsentQuestion,
  Parameters,
  type ProtocolContext,
  type ProtocolEvent,
} from '@gatehouse/protocol';
import { sendEmpty } from '../http/answers';
import { queryParameters, readForm } from '../http/body-reader';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { BrowserSecrets } from './browser/browser-secret';
import { BrowserSessions, signedIn } from './browser/browser-sessions';
import { FORM_TOKEN, FormGuard } from './browser/form-guard';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { HostedPages } from './browser/hosted-pages';
import { originOf } from './browser/request-origin';
import { consentGroups } from './consent-groups';
import { Interactions, type OpenInteraction } from './interactions';
import { renderConsentPage } from './pages/consent.page';
import { describeReturnTarget } from './pages/return-target';
import { accountIdentity, clientIdentity } from './people-and-clients';

/** A consent that is waiting for the person who is signed in. */
interface Asked {
  readonly found: StandingSession;
  readonly question: AuthorizeInteraction;
  readonly consent: ConsentQuestion;
}

/** `GET|POST /consent`: what the person agrees to. */
@HostedPageAudience()
@Controller('consent')
export class ConsentController {
  constructor(
    private readonly interactions: Interactions,
    private readonly sessions: BrowserSessions,
    private readonly secrets: BrowserSecrets,
    private readonly forms: FormGuard,
    private readonly pages: HostedPages,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.method === 'HEAD') return sendEmpty(response, 200, this.headers.bare);
    const parameters = new Parameters(queryParameters(request));
    const interaction = this.interactions.open(parameters.get('interaction'), request);
    const asked = await this.asked(interaction, request);
    if (!asked) return this.pages.redirect(response, this.interactions.wayBack(interaction));
    this.page(asked, interaction, request, response);
  }

  @Post()
  async submit(@Req() request: Request, @Res() response: Response): Promise<void> {
    const parameters = new Parameters(await readForm(request));
    this.forms.check('consent', request, parameters, this.secrets.read(request));
    const interaction = this.interactions.open(parameters.get('interaction'), request);
    const action = parameters.get('action');
    const asked = await this.asked(interaction, request);
    if (action === 'deny') return this.deny(asked, interaction, request, response);
    if (action === 'switch') {
      return this.pages.redirect(response, `/login?interaction=${interaction.sealed}&another=1`);
    }
    // What the person saw must be what is stored: another account or a changed registration asks anew.
    if (action !== 'allow' || !asked || parameters.get('shown') !== digestOf(asked)) {
      return this.pages.redirect(response, this.interactions.wayBack(interaction));
    }
    await this.allow(asked, request);
    const consentedBy = asked.found.account.id;
    this.pages.redirect(response, this.interactions.wayBackWith(interaction, { consentedBy }));
  }

  private async asked(interaction: OpenInteraction, request: Request): Promise<Asked | undefined> {
    const found = await this.sessions.find(request);
    const question = await this.interactions.question(interaction, signedIn(found), request);
    if (!found || question?.interaction.need !== 'consent') return undefined;
    return { found, question, consent: question.interaction.consent };
  }

  private async allow({ found, question, consent }: Asked, request: Request): Promise<void> {
    const { asked: scope, resources } = consent;
    const { clientId } = question.client;
    const accountId = found.account.id;
    const at = this.context.clock.now();
    await this.context.unitOfWork.run(async (stores) => {
      const stored = await stores.consents.allow({ accountId, clientId, scope, resources }, at);
      await stores.audit.append({
        id: 'consent.allowed',
        at,
        clientId,
        subject: accountId,
        sessionId: found.session.id,
        ...originOf(request),
        target: { kind: 'consent', id: stored.id },
        detail: { scope, resources },
      });
    });
  }

  private async deny(
    asked: Asked | undefined,
    interaction: OpenInteraction,
    request: Request,
    response: Response,
  ): Promise<void> {
    if (asked) {
      const event: ProtocolEvent = {
        id: 'consent.denied',
        at: this.context.clock.now(),
        clientId: asked.question.client.clientId,
        subject: asked.found.account.id,
        sessionId: asked.found.session.id,
        ...originOf(request),
        detail: { scope: asked.consent.asked, resources: asked.consent.resources },
      };
      await this.context.unitOfWork.record([], [event]);
    }
    this.pages.redirect(response, this.interactions.wayBackWith(interaction, { denied: true }));
  }

  private page(asked: Asked, interaction: OpenInteraction, request: Request, response: Response): void {
    const { found, question, consent } = asked;
    const { browser, sealed } = interaction;
    const hidden = { [FORM_TOKEN]: this.forms.token('consent', browser), interaction: sealed };
    const form = { action: '/consent', hidden: { ...hidden, shown: digestOf(asked) } };
    this.pages.send(request, response, {
      uiLocales: question.uiLocales,
      render: (context) =>
        renderConsentPage({
          context,
          form,
          switchAccount: { action: '/consent', hidden },
          client: clientIdentity(question.client),
          returnsTo: describeReturnTarget(question.redirectUri),
          account: accountIdentity(found.account),
          offlineAccess: consent.scope.includes('offline_access'),
          ...consentGroups(consent, question.apis),
        }),
    });
  }
}

/** Names what a page showed: whose consent, for which client, to what. */
function digestOf({ found, question, consent }: Asked): string {
  const shown = [found.session.id, found.account.id, question.client.clientId, consent.asked, consent.resources];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
