/**
 * A code for tokens, once. Everything is judged by a read, so that a wrong request does not burn the code; the claim is a
 * conditional UPDATE. RFC 6749 §4.1.3, RFC 9700 §4.5.
 */
import { readOpaqueSecret, sameDigest } from '../../crypto/opaque-secret';
import { invalidGrant, invalidRequest } from '../../errors/oauth-errors';
import type { Extension } from '../../extensions/extension';
import type { ProtocolContext } from '../../protocol-context';
import type { AuthorizationCodeRecord } from '../../records/authorization-code';
import { familyEnded, type FamilyEntry } from '../../records/standing';
import { remainingScope } from '../../token/issue/remaining-scope';
import { resourcesOfFamily } from '../../token/issue/requested-resources';
import type { RefusedAuthorization, Redemption } from '../../token/proven-authorization';
import type { Grant, GrantRequest } from '../grant';
import { checkRedirectUri } from './check-redirect-uri';

interface FoundCode {
  readonly code: AuthorizationCodeRecord;
  readonly entry: FamilyEntry;
}

export const authorizationCode: Grant = {
  type: 'authorization_code',
  parameters: ['grant_type', 'code', 'redirect_uri', 'client_id'],
  allowsPublicClients: true,

  async prove(request: GrantRequest, context: ProtocolContext, extensions: readonly Extension[]): Promise<Redemption> {
    const found = await findCode(request, context);
    const { code, entry } = found;
    const { family } = entry;
    checkRedirectUri(request, code, extensions);
    const exchange = { request, bindings: code.bindings, resources: family.resources };
    for (const extension of extensions) extension.checkCodeExchange?.(exchange);

    // Only now: a stranger who holds the code alone must not be able to end the family by showing it.
    if (code.consumedAt !== null) return replayed(found, request.now);
    if (code.expiresAt <= request.now) throw refused('code.expired');
    const ended = familyEnded(entry, request.client, request.now);
    if (ended) throw refused(`code.${ended}`);

    const scope = remainingScope(family, request.client);
    return {
      outcome: 'granted',
      family,
      subject: family.accountId,
      scope,
      resources: await resourcesOfFamily(request, family, context, extensions),
      parentId: code.id,
      nonce: code.nonce,
      idToken: scope.includes('openid'),
      refreshToken: { kind: request.client.grantTypes.includes('refresh_token') ? 'new' : 'none' },
      bindings: code.bindings,
      event: 'token.issued',
      claim: async (stores) =>
        (await stores.authorizationCodes.consume(code.id, request.now)) === 'consumed' ? 'claimed' : 'lost',
    };
  },
};

async function findCode(request: GrantRequest, context: ProtocolContext): Promise<FoundCode> {
  const value = request.parameters.get('code');
  if (value === undefined) throw invalidRequest('code is missing.', { check: 'code.missing' });
  const secret = readOpaqueSecret('authorizationCode', value);
  if (!secret) throw refused('code.form');
  const found = await context.unitOfWork.reads.authorizationCodes.find(secret.id);
  if (!found || !sameDigest(found.code.digest, secret.digest)) throw refused('code.unknown');
  if (found.code.clientId !== request.client.clientId) throw refused('code.client');
  return found;
}

/** RFC 6749 §4.1.2: the code leaked, or its exchange was intercepted; whatever came of it ends. */
function replayed({ code, entry }: FoundCode, at: number): RefusedAuthorization {
  const { id, revokedAt } = entry.family;
  const error = refused('code.replayed', { code: code.id, family: id });
  if (revokedAt !== null) throw error;
  return {
    outcome: 'refused',
    error,
    event: 'authorization_code.replayed',
    familyId: id,
    subject: entry.family.accountId,
    tokenId: code.id,
    mark: async (stores) => {
      await stores.families.revoke(id, at, 'code_replayed');
      await stores.tokens.markReused(code.id, at);
    },
  };
}

function refused(check: string, detail: Readonly<Record<string, unknown>> = {}) {
  return invalidGrant('The authorization code is not valid.', { check, detail });
}
