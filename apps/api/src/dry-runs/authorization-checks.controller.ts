import { Body } from '@nestjs/common';
import { AuthorizeEndpoint, type JudgedRequest, OAuthError, type ParameterList } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { PageRefusal } from '../interaction/browser/page-refusal';
import { refuseLargeRequest } from '../interaction/browser/sealed-states';
import { authorizationCheckAnswer } from './authorization-check-answer';
import { AuthorizationCheckAnswer, AuthorizationCheckBody } from './authorization-checks.dto';
import { sentParameters } from './sent-parameters';

const TOO_LARGE = 'request.too_large';

/** `/admin/v1/authorization-checks`: what would become of an authorization request. */
@AdminController('authorization-checks')
export class AuthorizationChecksController {
  constructor(private readonly endpoint: AuthorizeEndpoint) {}

  @AdminRoute({
    method: 'POST',
    summary: 'Check an authorization request without sending it',
    description:
      'The authorization endpoint itself judges, up to where a person is needed. Nothing is issued, stored or reported, and nobody is asked.',
    scope: 'clients:read',
    answers: { 200: AuthorizationCheckAnswer },
  })
  async check(@Body() body: AuthorizationCheckBody): Promise<AuthorizationCheckAnswer> {
    const parameters = sentParameters(body.parameters);
    const judged = tooLarge(parameters) ?? (await this.endpoint.judge(parameters));
    return authorizationCheckAnswer(judged, [TOO_LARGE, ...this.endpoint.checks], parameters);
  }
}

/** What the pages refuse before the protocol is asked. */
function tooLarge(parameters: ParameterList): JudgedRequest | undefined {
  try {
    refuseLargeRequest(parameters);
    return undefined;
  } catch (error) {
    if (!(error instanceof PageRefusal)) throw error;
    const refusal = new OAuthError('invalid_request', 'The request is too large.', { check: error.options.check });
    return { client: undefined, refusal, reply: undefined };
  }
}
