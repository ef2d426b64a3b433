/** Resource indicators: the client says for which API it wants a token. RFC 8707. */
import type { AuthorizeContext } from '../../authorize/authorize.context';
import { invalidTarget } from '../../errors/oauth-errors';
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { Extension } from '../extension';
import { identifiersOf } from './resource-identifier';

/** RFC 8707 §2.1. Sets `context.resources`. @throws OAuthError `invalid_target` */
async function readResources(context: AuthorizeContext): Promise<void> {
  context.resources = await identifiersOf(context.parameters.all('resource'), context.protocol);
}
readResources.checks = ['resource.form', 'resource.unknown'];

/** RFC 8707 §2.2: a token request may choose among what was granted, never beyond. @throws OAuthError `invalid_target` */
async function resourcesOf(
  request: GrantRequest,
  granted: readonly string[] | undefined,
  context: ProtocolContext,
): Promise<readonly string[] | undefined> {
  const values = request.parameters.all('resource');
  if (values.length === 0) return undefined;
  const identifiers = await identifiersOf(values, context);
  if (granted && !identifiers.every((identifier) => granted.includes(identifier))) {
    throw invalidTarget('This resource was not part of the authorization.', { check: 'resource.not_granted' });
  }
  return identifiers;
}

export const resourceIndicators: Extension = {
  name: 'rfc8707-resource-indicators',
  authorizeParameters: ['resource'],
  tokenParameters: ['resource'],
  repeatable: ['resource'],
  steps: { check: [readResources] },
  resourcesOf,
};
