/** The pages behind `/login`, filled in: the form, the choice of account, and the form again with what was wrong. */
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SignInResult, StandingSession } from '@gatehouse/identity';
import type { AuthorizeInteraction, Interaction } from '@gatehouse/protocol';
import type { BrowserSecret } from './browser/browser-secret';
import { FORM_TOKEN, FormGuard } from './browser/form-guard';
import { HostedPages } from './browser/hosted-pages';
import type { OpenInteraction } from './interactions';
import { renderChooseAccountPage } from './pages/choose-account.page';
import type { PostForm } from './pages/page-context';
import { describeReturnTarget } from './pages/return-target';
import { renderSignInPage, type SignInProblem, type SignInReason } from './pages/sign-in.page';
import { accountIdentity, clientIdentity } from './people-and-clients';

export interface SignInView {
  readonly browser: BrowserSecret;
  readonly interaction?: OpenInteraction | undefined;
  readonly question?: AuthorizeInteraction | undefined;
  readonly username?: string | undefined;
  readonly problem?: SignInProblem | undefined;
  readonly status?: number | undefined;
  readonly headers?: readonly string[] | undefined;
}

const REASONS: Record<Extract<Interaction, { need: 'sign_in' }>['reason'], SignInReason | undefined> = {
  no_session: undefined,
  prompt: 'fresh-sign-in',
  max_age: 'too-long-ago',
  other_account: 'other-account',
};

@Injectable()
export class SignInPages {
  constructor(
    private readonly pages: HostedPages,
    private readonly forms: FormGuard,
  ) {}

  show(request: Request, response: Response, view: SignInView): void {
    const { question, username, problem } = view;
    const form = this.form(view);
    this.pages.send(request, response, {
      status: view.status ?? (problem === undefined ? 200 : 400),
      cookies: view.browser.cookies,
      ...(view.headers === undefined ? {} : { headers: view.headers }),
      ...(question === undefined ? {} : { uiLocales: question.uiLocales }),
      render: (context) =>
        renderSignInPage({
          context,
          form,
          username,
          problem,
          ...(question === undefined ? {} : whoAsks(question)),
          reason: question?.interaction.need === 'sign_in' ? REASONS[question.interaction.reason] : undefined,
          cancel: question === undefined ? undefined : form,
        }),
    });
  }

  /** The same words and the same status whether or not the account exists. */
  refuse(
    request: Request,
    response: Response,
    view: SignInView,
    result: Extract<SignInResult, { outcome: 'refused' }>,
  ): void {
    const seconds = result.retryAfterSeconds ?? 1;
    const headers = result.retryAfterSeconds === undefined ? [] : ['Retry-After', `${seconds}`];
    if (result.reason === 'locked') {
      const problem = { kind: 'locked', seconds } as const;
      return this.show(request, response, { ...view, status: 429, headers, problem });
    }
    if (result.reason === 'overloaded') {
      return this.show(request, response, { ...view, status: 503, headers, problem: { kind: 'unavailable' } });
    }
    this.show(request, response, { ...view, problem: { kind: 'bad-credentials' } });
  }

  chooseAccount(
    request: Request,
    response: Response,
    view: {
      readonly interaction: OpenInteraction;
      readonly question: AuthorizeInteraction;
      readonly found: StandingSession;
    },
  ): void {
    const { interaction, question, found } = view;
    const accounts = [{ ...accountIdentity(found.account), key: found.session.id }];
    const form = this.form({ browser: interaction.browser, interaction });
    this.pages.send(request, response, {
      uiLocales: question.uiLocales,
      render: (context) => renderChooseAccountPage({ context, form, accounts, ...whoAsks(question) }),
    });
  }

  /** 303 to a path of ours. */
  leave(response: Response, path: string, cookies: readonly string[] = []): void {
    this.pages.redirect(response, path, cookies);
  }

  private form({ browser, interaction }: SignInView): PostForm {
    const hidden = { [FORM_TOKEN]: this.forms.token('sign-in', browser) };
    return { action: '/login', hidden: interaction ? { ...hidden, interaction: interaction.sealed } : hidden };
  }
}

function whoAsks({ client, redirectUri }: AuthorizeInteraction) {
  return { client: clientIdentity(client), returnsTo: describeReturnTarget(redirectUri) };
}
