/** No parameter may be sent twice, except those that an extension declares repeatable. RFC 6749 §3.1. */
import { printable } from '../../errors/oauth-error';
import { invalidRequest } from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';

/** @throws OAuthError `invalid_request` */
export function checkRepeatedParameters(context: AuthorizeContext): void {
  const repeated = context.parameters.repeated(context.repeatableParameters);
  if (repeated === undefined) return;
  const detail = { parameter: printable(repeated) };
  throw invalidRequest('A parameter was sent more than once.', { check: 'parameter.repeated', detail });
}
checkRepeatedParameters.checks = ['parameter.repeated'];
