/**
 * ID tokens: who signed in, when and how, for one client. What the person is called comes from UserInfo, so no claims of
 * scopes are in here. OpenID Connect Core §2, §3.1.3.6, §12.2.
 */
import { signJwt } from '../../crypto/jws';
import { digestOf } from '../../crypto/opaque-secret';
import { newTimeOrderedId } from '../../crypto/time-ordered-id';
import { tokenHash } from '../../crypto/token-hash';
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { FamilyRecord } from '../../records/family';
import type { ProvenAuthorization } from '../proven-authorization';
import type { IssuedToken } from './access-token';
import { ledgerRow } from './ledger-row';
import { inSeconds } from './lifetimes';

/** Issues the ID token that goes out beside `accessToken`, signed with the algorithm that the client registered. */
export async function issueIdToken(
  proof: ProvenAuthorization,
  family: FamilyRecord,
  accessToken: string,
  request: GrantRequest,
  context: ProtocolContext,
): Promise<IssuedToken> {
  const { client, now } = request;
  const key = context.keys.signingKey(client.idTokenSignedResponseAlg);
  const id = newTimeOrderedId(now);
  const expiresAt = now + context.options.idTokenLifetime * 1000;
  const claims: Record<string, unknown> = {
    iss: context.options.issuer,
    sub: proof.subject,
    aud: client.clientId,
    exp: inSeconds(expiresAt),
    iat: inSeconds(now),
    auth_time: inSeconds(family.authTime),
    at_hash: tokenHash(key.algorithm, accessToken),
    sid: family.sessionId,
    jti: id,
  };
  if (proof.nonce !== null) claims['nonce'] = proof.nonce;
  if (family.acr !== '') claims['acr'] = family.acr;
  if (family.amr.length > 0) claims['amr'] = family.amr;
  const value = await (context.sign ?? signJwt)(key, 'JWT', claims);
  const facts = {
    id,
    kind: 'id_token',
    format: 'jwt',
    digest: digestOf(value),
    scope: [],
    audience: [client.clientId],
    keyId: key.kid,
    expiresAt,
    generation: 0,
  } as const;
  return { value, record: ledgerRow(facts, proof, request) };
}
