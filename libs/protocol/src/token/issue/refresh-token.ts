/** Refresh tokens: always opaque, bound to client and family, and keeping the scope first granted. RFC 6749 §1.5, §6. */
import { newOpaqueSecret } from '../../crypto/opaque-secret';
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { FamilyRecord } from '../../records/family';
import type { TokenRecord } from '../../records/token';
import type { IssuedRefreshToken, ProvenAuthorization } from '../proven-authorization';
import { ledgerRow } from './ledger-row';
import { refreshTokenEnd } from './lifetimes';

/** The refresh token of an answer; `record` only when it is a new one. */
export interface RefreshTokenOfAnswer {
  readonly value: string;
  readonly issued?: IssuedRefreshToken;
  readonly record?: TokenRecord;
}

/** Carries out the grant's plan; undefined when it is to give none. */
export function issueRefreshToken(
  proof: ProvenAuthorization,
  family: FamilyRecord,
  request: GrantRequest,
  context: ProtocolContext,
): RefreshTokenOfAnswer | undefined {
  const plan = proof.refreshToken;
  if (plan.kind === 'none') return undefined;
  if (plan.kind === 'same') return { value: plan.token };
  const { value, id, digest } = newOpaqueSecret('refreshToken', request.now);
  const facts = {
    id,
    kind: 'refresh_token',
    format: 'opaque',
    digest,
    scope: family.scope,
    // It is presented to nobody but us.
    audience: [context.options.issuer],
    keyId: null,
    expiresAt: refreshTokenEnd(request.client, family, context.options, request.now),
    generation: plan.kind === 'successor' ? plan.of.generation + 1 : 0,
  } as const;
  return { value, issued: { id, value }, record: ledgerRow(facts, proof, request) };
}
