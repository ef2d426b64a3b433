import { Controller, Inject, Options, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENDPOINT_PATHS, type ProtocolContext, TokenEndpoint } from '@gatehouse/protocol';
import { sendJson } from '../http/answers';
import { allowAnyOrigin, answerPreflight } from '../http/cross-origin';
import { OAuthAudience } from '../http/errors/audience-filters';
import { Refusals } from '../http/errors/refusals';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { readDirectRequest } from './direct-request';

/** `POST /oauth/token`: RFC 6749 §3.2. */
@OAuthAudience()
@Controller(ENDPOINT_PATHS.token)
export class TokenController {
  private readonly url: string;

  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly refusals: Refusals,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
    @Inject(PROTOCOL_CONTEXT) { options }: ProtocolContext,
  ) {
    this.url = options.issuer + ENDPOINT_PATHS.token;
  }

  @Post()
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    allowAnyOrigin(request, response);
    const answer = await this.refusals.watch('token', request, async (watched) => {
      const sent = await readDirectRequest(request, this.url);
      watched.parameters = sent.parameters;
      return this.endpoint.answer(sent);
    });
    sendJson(response, 200, answer, this.headers.json);
  }

  @Options()
  preflight(@Res() response: Response): void {
    answerPreflight(response, 'POST', this.headers.bare);
  }
}
