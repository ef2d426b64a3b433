import { Module } from '@nestjs/common';
import { AuthorizeEndpoint, type ProtocolContext, registeredExtensions } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import { BrowserSecrets } from './browser-secret';
import { BrowserSessions } from './browser-sessions';
import { FormGuard } from './form-guard';
import { HostedPageFilter } from './hosted-page.filter';
import { HostedPages } from './hosted-pages';
import { PageFailures } from './page-failures';
import { SealedStates } from './sealed-states';

/** Answers requests in `authorization/`, and tells the pages what is still needed of the person. */
const authorizeEndpoint = {
  provide: AuthorizeEndpoint,
  useFactory: (context: ProtocolContext) => new AuthorizeEndpoint(context, registeredExtensions),
  inject: [PROTOCOL_CONTEXT],
};

const rest = [BrowserSecrets, BrowserSessions, FormGuard, HostedPageFilter, HostedPages, PageFailures, SealedStates];

/** What every room needs that talks to a person's browser: its secret, its session, sealed states, forms, pages. */
@Module({ providers: [authorizeEndpoint, ...rest], exports: [AuthorizeEndpoint, ...rest] })
export class BrowserModule {}
