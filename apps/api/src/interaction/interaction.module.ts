import { Module, type OnModuleInit } from '@nestjs/common';
import { Sessions } from '@gatehouse/identity';
import { EndSessionEndpoint, type ProtocolContext } from '@gatehouse/protocol';
import { ErrorPages } from '../http/errors/error-pages';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { BrowserModule } from './browser/browser.module';
import { HostedPages } from './browser/hosted-pages';
import { ConsentController } from './consent.controller';
import { ErrorPageController } from './error-page.controller';
import { HomeController } from './home.controller';
import { Interactions } from './interactions';
import { renderErrorPage } from './pages/error.page';
import { SetupController } from './setup.controller';
import { SignInController } from './sign-in.controller';
import { SignInPages } from './sign-in-pages';
import { SignOutController } from './sign-out.controller';

/** The pages an end user sees: sign-in, choice of account, consent, sign-out, errors. Each does its one job. */
@Module({
  imports: [BrowserModule],
  controllers: [
    SignInController,
    ConsentController,
    SignOutController,
    ErrorPageController,
    HomeController,
    SetupController,
  ],
  providers: [
    Interactions,
    SignInPages,
    {
      provide: EndSessionEndpoint,
      useFactory: (context: ProtocolContext, sessions: Sessions) =>
        new EndSessionEndpoint(context, async (id, origin) => {
          await sessions.endSession(id, context.clock.now(), origin);
        }),
      inject: [PROTOCOL_CONTEXT, Sessions],
    },
  ],
})
export class InteractionModule implements OnModuleInit {
  constructor(
    private readonly errorPages: ErrorPages,
    private readonly pages: HostedPages,
  ) {}

  /** Failures that no room made a page of look like the others. */
  onModuleInit(): void {
    this.errorPages.use(({ kind, reference }, request) => {
      const at = Date.now();
      const { html, policy } = this.pages.render(request, {
        render: (context) => renderErrorPage({ context, kind, reference, at }),
      });
      return { html, contentSecurityPolicy: policy };
    });
  }
}
