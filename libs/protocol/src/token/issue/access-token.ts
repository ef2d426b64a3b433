/** Access tokens: a JWT of RFC 9068 or an opaque reference, as the API wants it; the ledger knows both. RFC 6749 §1.4. */
import { signJwt } from '../../crypto/jws';
import { digestOf, newOpaqueSecret } from '../../crypto/opaque-secret';
import { newTimeOrderedId } from '../../crypto/time-ordered-id';
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { TokenRecord } from '../../records/token';
import { formatScope } from '../../vocabulary/scope';
import type { ProvenAuthorization } from '../proven-authorization';
import type { Audience } from './audience';
import { ledgerRow } from './ledger-row';
import { accessTokenEnd, inSeconds } from './lifetimes';

export interface IssuedToken {
  readonly value: string;
  readonly record: TokenRecord;
}

/** Issues the access token of one answer. */
export async function issueAccessToken(
  proof: ProvenAuthorization,
  audience: Audience,
  request: GrantRequest,
  context: ProtocolContext,
): Promise<IssuedToken> {
  const expiresAt = accessTokenEnd(audience.lifetime, request.client, proof.family, request.now);
  const facts = {
    kind: 'access_token',
    format: audience.format,
    scope: audience.scope,
    audience: audience.identifiers,
    expiresAt,
    generation: 0,
  } as const;
  if (audience.format === 'opaque') {
    const { value, id, digest } = newOpaqueSecret('accessToken', request.now);
    return { value, record: ledgerRow({ ...facts, id, digest, keyId: null }, proof, request) };
  }
  const key = context.keys.signingKey(audience.algorithm);
  const id = newTimeOrderedId(request.now);
  const value = await (context.sign ?? signJwt)(
    key,
    'at+jwt',
    claimsOf(id, expiresAt, proof, audience, request, context),
  );
  return { value, record: ledgerRow({ ...facts, id, digest: digestOf(value), keyId: key.kid }, proof, request) };
}

/** RFC 9068 §2.2; how and when the person signed in only where there is one (§2.2.1). */
function claimsOf(
  id: string,
  expiresAt: number,
  proof: ProvenAuthorization,
  audience: Audience,
  request: GrantRequest,
  context: ProtocolContext,
): Record<string, unknown> {
  const { family } = proof;
  const { identifiers, scope } = audience;
  const claims: Record<string, unknown> = {
    iss: context.options.issuer,
    sub: proof.subject,
    aud: identifiers.length === 1 ? identifiers[0] : identifiers,
    client_id: request.client.clientId,
    jti: id,
    iat: inSeconds(request.now),
    exp: inSeconds(expiresAt),
  };
  if (scope.length > 0) claims['scope'] = formatScope(scope);
  if (family) {
    // Ours (RFC 9068 §2.2.3 leaves it open): what a revocation that ends the whole approval names.
    claims['family_id'] = family.id;
    claims['auth_time'] = inSeconds(family.authTime);
    if (family.acr !== '') claims['acr'] = family.acr;
    if (family.amr.length > 0) claims['amr'] = family.amr;
  }
  return claims;
}
