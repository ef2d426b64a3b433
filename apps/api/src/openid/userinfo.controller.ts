import { Controller, Get, Inject, Options, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENDPOINT_PATHS, Parameters, UserinfoEndpoint } from '@gatehouse/protocol';
import { sendJson } from '../http/answers';
import { hasBody, readForm } from '../http/body-reader';
import { allowAnyOrigin, answerPreflight } from '../http/cross-origin';
import { OAuthAudience } from '../http/errors/audience-filters';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';

/** `GET|POST /oauth/userinfo`: OpenID Connect Core §5.3. */
@OAuthAudience()
@Controller(ENDPOINT_PATHS.userinfo)
export class UserinfoController {
  constructor(
    private readonly endpoint: UserinfoEndpoint,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
  ) {}

  @Get()
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(undefined, request, response);
  }

  @Post()
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    allowAnyOrigin(request, response);
    // RFC 6750 §2.2: only a form can hold a token; any other body is of no meaning here.
    const form = hasForm(request) ? new Parameters(await readForm(request)) : undefined;
    await this.answer(form, request, response);
  }

  @Options()
  preflight(@Res() response: Response): void {
    answerPreflight(response, 'GET, POST', this.headers.bare);
  }

  private async answer(form: Parameters | undefined, request: Request, response: Response): Promise<void> {
    allowAnyOrigin(request, response);
    const claims = await this.endpoint.answer({ authorization: request.headers.authorization, form });
    sendJson(response, 200, claims, this.headers.json);
  }
}

function hasForm(request: Request): boolean {
  const type = request.headers['content-type'] ?? '';
  return hasBody(request) && /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
}
