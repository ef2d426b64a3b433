import { Module } from '@nestjs/common';
import { BrowserSecrets } from './browser-secret';
import { BrowserSessions } from './browser-sessions';
import { FormGuard } from './form-guard';
import { HostedPageFilter } from './hosted-page.filter';
import { HostedPages } from './hosted-pages';
import { PageFailures } from './page-failures';
import { SealedStates } from './sealed-states';

const providers = [
  BrowserSecrets,
  BrowserSessions,
  FormGuard,
  HostedPageFilter,
  HostedPages,
  PageFailures,
  SealedStates,
];

/** What every room needs that talks to a person's browser: its secret, its session, sealed states, forms, pages. */
@Module({ providers, exports: providers })
export class BrowserModule {}
