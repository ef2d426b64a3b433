import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENDPOINT_PATHS, IntrospectionEndpoint, type ProtocolContext } from '@gatehouse/protocol';
import { sendJson } from '../http/answers';
import { OAuthAudience } from '../http/errors/audience-filters';
import { Refusals } from '../http/errors/refusals';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { readDirectRequest } from './direct-request';

/** `POST /oauth/introspect`: RFC 7662 §2. Its callers have a credential to keep, so scripts of other sites are not let in. */
@OAuthAudience()
@Controller(ENDPOINT_PATHS.introspection)
export class IntrospectionController {
  private readonly url: string;

  constructor(
    private readonly endpoint: IntrospectionEndpoint,
    private readonly refusals: Refusals,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) { options }: ProtocolContext,
  ) {
    this.url = options.issuer + ENDPOINT_PATHS.introspection;
  }

  @Post()
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = await this.refusals.watch('introspect', request, async (watched) => {
      const sent = await readDirectRequest(request, this.url);
      watched.parameters = sent.parameters;
      return this.endpoint.answer(sent);
    });
    sendJson(response, 200, answer, this.headers.json);
  }
}
