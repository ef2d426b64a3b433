/** What is asked for, and whether this client may have it that way. RFC 6749 §3.1.1, §4.1.2.1. */
import { printable } from '../../errors/oauth-error';
import { invalidRequest, unauthorizedClient, unsupportedResponseType } from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';
import { chooseResponseMode, type ChosenResponseMode } from '../response-modes/choose-response-mode';
import { registeredResponseTypes } from '../response-types/registered-response-types';
import { canonicalResponseType } from '../response-types/response-type';

const MODE_PROBLEMS: Record<NonNullable<ChosenResponseMode['problem']>, string> = {
  unknown: 'This response_mode is not supported.',
  client: 'This client may not use this response_mode.',
  query_with_tokens: 'Tokens are never sent in a query.',
};

/**
 * Sets `context.responseType`.
 * @throws OAuthError `invalid_request`, `unsupported_response_type`, `unauthorized_client`
 */
export function checkResponseType(context: AuthorizeContext): void {
  const { parameters, client } = context;
  const asked = parameters.get('response_type');
  if (asked === undefined) throw invalidRequest('response_type is missing.', { check: 'response_type.missing' });
  const name = canonicalResponseType(asked);
  const responseType = registeredResponseTypes.find((known) => known.name === name);
  if (!responseType) {
    const detail = { responseType: printable(asked) };
    throw unsupportedResponseType('This response_type is not supported.', { check: 'response_type.unknown', detail });
  }
  const registered = client.responseTypes.some((entry) => canonicalResponseType(entry) === name);
  if (!registered || !client.grantTypes.includes(responseType.grantType)) {
    throw unauthorizedClient('This client is not registered for this response_type.', {
      check: 'response_type.client',
    });
  }
  const { problem } = chooseResponseMode(parameters, client);
  if (problem !== undefined) throw invalidRequest(MODE_PROBLEMS[problem], { check: `response_mode.${problem}` });
  context.responseType = name;
}
checkResponseType.checks = [
  'response_type.missing',
  'response_type.unknown',
  'response_type.client',
  'response_mode.unknown',
  'response_mode.query_with_tokens',
  'response_mode.client',
];
