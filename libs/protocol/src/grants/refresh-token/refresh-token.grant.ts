/**
 * A refresh token for fresh tokens. Rotation survives lost answers and simultaneous requests, and still notices a copy.
 * RFC 6749 §6, RFC 9700 §4.14, OpenID Connect Core §12.
 */
import { readOpaqueSecret, sameDigest } from '../../crypto/opaque-secret';
import { invalidGrant, invalidRequest } from '../../errors/oauth-errors';
import type { ProtocolContext } from '../../protocol-context';
import { familyEnded, type FamilyEntry } from '../../records/standing';
import type { TokenRecord } from '../../records/token';
import { refreshTokenEnd } from '../../token/issue/lifetimes';
import { remainingScope } from '../../token/issue/remaining-scope';
import { resourcesOfFamily } from '../../token/issue/requested-resources';
import type { ProvenAuthorization, Redemption, RefusedAuthorization } from '../../token/proven-authorization';
import type { Grant, GrantRequest } from '../grant';
import { requestedScope } from './requested-scope';
import { graceOf, judgePresentation, type RotationVerdict } from './rotation.policy';
import { openSuccessor, sealSuccessor } from './sealed-successor';

interface FoundRefreshToken {
  /** As presented. */
  readonly value: string;
  readonly token: TokenRecord;
  readonly entry: FamilyEntry;
}

type Plan = Pick<ProvenAuthorization, 'refreshToken' | 'event' | 'claim'>;

export const refreshToken: Grant = {
  type: 'refresh_token',
  parameters: ['grant_type', 'refresh_token', 'scope', 'client_id'],
  allowsPublicClients: true,

  async prove(request, context, extensions): Promise<Redemption> {
    const found = await findRefreshToken(request, context);
    const { token, entry } = found;
    const { family } = entry;
    const verdict = await judge(found, request, context);
    // Before anything that may end by itself: a rotated token that turns up late still shows a theft.
    if (verdict === 'reuse') return reused(found, request.now);
    const ended = familyEnded(entry, request.client, request.now);
    if (ended) throw refused(`refresh_token.${ended}`);
    if (token.revokedAt !== null) throw refused('refresh_token.token_revoked');
    if (verdict === 'ended') throw refused('refresh_token.successor_revoked');
    if (token.expiresAt <= request.now && verdict !== 'retry') throw refused('refresh_token.token_expired');

    const granted = remainingScope(family, request.client);
    const scope = requestedScope(request, granted);
    const resources = await resourcesOfFamily(request, family, context, extensions);
    const plan = planFor(verdict, found, request, context);
    if (!plan) return reused(found, request.now);
    return {
      outcome: 'granted',
      family,
      subject: family.accountId,
      scope,
      resources,
      parentId: token.id,
      nonce: null,
      idToken: granted.includes('openid'),
      bindings: token.bindings,
      ...plan,
    };
  },
};

async function findRefreshToken(request: GrantRequest, context: ProtocolContext): Promise<FoundRefreshToken> {
  const value = request.parameters.get('refresh_token');
  if (value === undefined) throw invalidRequest('refresh_token is missing.', { check: 'refresh_token.missing' });
  const secret = readOpaqueSecret('refreshToken', value);
  if (!secret) throw refused('refresh_token.form');
  const found = await context.unitOfWork.reads.tokens.find(secret.id);
  if (!found || found.token.kind !== 'refresh_token' || !sameDigest(found.token.digest, secret.digest)) {
    throw refused('refresh_token.unknown');
  }
  // Whoever shows another client's token learns nothing and harms nobody.
  if (found.token.clientId !== request.client.clientId) throw refused('refresh_token.client');
  if (!found.entry) throw refused('refresh_token.no_family');
  return { value, token: found.token, entry: found.entry };
}

async function judge(
  { token }: FoundRefreshToken,
  { client, now }: GrantRequest,
  context: ProtocolContext,
): Promise<RotationVerdict> {
  const { successorId } = token;
  const successor = successorId === null ? undefined : await context.unitOfWork.reads.tokens.find(successorId);
  return judgePresentation(token, successor?.token, client, graceOf(client, context.options), now);
}

/** What the verdict does to the refresh token; undefined when a retry's successor cannot be read. */
function planFor(
  verdict: Exclude<RotationVerdict, 'reuse' | 'ended'>,
  { value, token, entry }: FoundRefreshToken,
  { client, now }: GrantRequest,
  context: ProtocolContext,
): Plan | undefined {
  if (verdict === 'retry') {
    const successor = token.successorSealed && openSuccessor(value, token.id, token.successorSealed);
    // Nothing is claimed: the rotation took place before, and a second access token of the family does no harm.
    return successor ? { refreshToken: { kind: 'same', token: successor }, event: 'refresh_token.retried' } : undefined;
  }
  if (verdict === 'use') {
    const idleEnd = refreshTokenEnd(client, entry.family, context.options, now);
    return {
      refreshToken: { kind: 'same', token: value },
      event: 'token.issued',
      claim: async (stores) => ((await stores.tokens.use(token.id, now, idleEnd)) === 'used' ? 'claimed' : 'lost'),
    };
  }
  return {
    refreshToken: { kind: 'successor', of: token, token: value },
    event: 'refresh_token.rotated',
    claim: async (stores, issued) => {
      if (!issued) throw new TypeError('a rotation needs the successor that was issued');
      const successorSealed = sealSuccessor(value, token.id, issued.value);
      const { id, parentId } = token;
      const rotation = { id, parentId, at: now, successorId: issued.id, successorSealed };
      return (await stores.tokens.rotate(rotation)) === 'rotated' ? 'claimed' : 'lost';
    },
  };
}

/** RFC 9700 §4.14.2: which of the two holders is the thief cannot be told, so neither keeps anything. */
function reused({ token, entry }: FoundRefreshToken, at: number): RefusedAuthorization {
  const { id, revokedAt } = entry.family;
  const error = refused('refresh_token.reused', { token: token.id, family: id });
  if (revokedAt !== null && token.reusedAt !== null) throw error;
  return {
    outcome: 'refused',
    error,
    event: 'refresh_token.reused',
    familyId: id,
    subject: entry.family.accountId,
    tokenId: token.id,
    mark: async (stores) => {
      await stores.families.revoke(id, at, 'refresh_token_reused');
      await stores.tokens.markReused(token.id, at);
    },
  };
}

function refused(check: string, detail: Readonly<Record<string, unknown>> = {}) {
  return invalidGrant('The refresh token is not valid.', { check, detail });
}
