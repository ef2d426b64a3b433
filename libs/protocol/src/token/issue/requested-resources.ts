/** Which resources one token request is about, as its extensions read it. RFC 8707 §2.2. */
import type { Extension } from '../../extensions/extension';
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { FamilyRecord } from '../../records/family';
import { apisOfScope } from './audience';

/**
 * The resources that the request names, or undefined when it names none.
 * @param granted resources that it may choose from; undefined = whatever the client may reach
 * @throws OAuthError `invalid_target`
 */
export async function requestedResources(
  request: GrantRequest,
  granted: readonly string[] | undefined,
  context: ProtocolContext,
  extensions: readonly Extension[],
): Promise<readonly string[] | undefined> {
  for (const extension of extensions) {
    const resources = await extension.resourcesOf?.(request, granted, context);
    if (resources !== undefined) return resources;
  }
  return undefined;
}

/**
 * Resources of a token that descends from a person's approval: those the request names, else those that were granted.
 * Where the approval named none, the APIs of its scope are what may be chosen from.
 * @throws OAuthError `invalid_target`
 */
export async function resourcesOfFamily(
  request: GrantRequest,
  family: FamilyRecord,
  context: ProtocolContext,
  extensions: readonly Extension[],
): Promise<readonly string[]> {
  const granted =
    family.resources.length > 0
      ? family.resources
      : apisOfScope(family.scope, await context.apis.all()).map((api) => api.identifier);
  return (await requestedResources(request, granted, context, extensions)) ?? family.resources;
}
