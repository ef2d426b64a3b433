import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ACR_VALUES } from '@gatehouse/identity';
import {
  discoveryPaths,
  type ProtocolContext,
  providerMetadata,
  registeredExtensions,
  registeredGrants,
  registeredResponseTypes,
} from '@gatehouse/protocol';
import { sendJson } from '../http/answers';
import { OAuthAudience } from '../http/errors/audience-filters';
import { SECURITY_HEADERS } from '../http/http.module';
import type { HeaderList, SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { locales } from '../interaction/pages/messages/locales';

/** Seconds that anybody may keep the document. */
const MAX_AGE = 300;

/** The discovery document: one content at every path that clients know, made once. The issuer is an origin. */
@OAuthAudience()
@Controller()
export class DiscoveryController {
  private readonly document: Buffer;
  private readonly answerHeaders: HeaderList;

  constructor(
    @Inject(PROTOCOL_CONTEXT) { options }: ProtocolContext,
    @Inject(SECURITY_HEADERS) headers: SecurityHeaders,
  ) {
    const metadata = providerMetadata({
      options,
      grants: registeredGrants,
      responseTypes: registeredResponseTypes,
      extensions: registeredExtensions,
      acrValues: ACR_VALUES,
      uiLocales: locales.map(({ tag }) => tag),
    });
    this.document = Buffer.from(JSON.stringify(metadata));
    this.answerHeaders = headers.publicJson(MAX_AGE);
  }

  @Get(discoveryPaths('https://origin.example'))
  read(@Res() response: Response): void {
    sendJson(response, 200, this.document, this.answerHeaders);
  }
}
