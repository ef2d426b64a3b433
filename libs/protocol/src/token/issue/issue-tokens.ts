/** From proof to tokens: the answer for the client and the rows for the ledger. Nothing is written here. RFC 6749 §5.1. */
import type { GrantRequest } from '../../grants/grant';
import type { ProtocolContext } from '../../protocol-context';
import type { TokenRecord } from '../../records/token';
import { formatScope } from '../../vocabulary/scope';
import type { IssuedRefreshToken, ProvenAuthorization } from '../proven-authorization';
import { issueAccessToken } from './access-token';
import { audienceOf } from './audience';
import { issueIdToken } from './id-token';
import { issueRefreshToken } from './refresh-token';

/** Body of a successful answer. RFC 6749 §5.1, OpenID Connect Core §3.1.3.3. */
export interface TokenResponse {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  /** Absent only when it is empty, which the grammar of RFC 6749 §3.3 cannot say. */
  scope?: string;
  refresh_token?: string;
  id_token?: string;
}

export interface IssuedTokens {
  readonly response: TokenResponse;
  /** Rows to insert in the transaction of the claim. */
  readonly records: TokenRecord[];
  /** The refresh token made for this answer, if it is a new one. */
  readonly refreshToken?: IssuedRefreshToken;
}

/**
 * Makes the tokens that a grant proved may be issued.
 * @throws OAuthError `invalid_target` when a resource has been disabled since it was granted
 */
export async function issueTokens(
  proof: ProvenAuthorization,
  request: GrantRequest,
  context: ProtocolContext,
): Promise<IssuedTokens> {
  const audience = audienceOf(proof.scope, proof.resources, await context.apis.all(), context.options);
  const accessToken = await issueAccessToken(proof, audience, request, context);
  const { value, record } = accessToken;
  const response: TokenResponse = {
    access_token: value,
    token_type: 'Bearer',
    expires_in: Math.max(1, Math.floor((record.expiresAt - request.now) / 1000)),
  };
  if (record.scope.length > 0) response.scope = formatScope(record.scope);
  const records = [record];
  const { family } = proof;
  if (!family) return { response, records };

  const refreshToken = issueRefreshToken(proof, family, request, context);
  if (refreshToken) response.refresh_token = refreshToken.value;
  if (refreshToken?.record) records.push(refreshToken.record);
  if (proof.idToken) {
    const idToken = await issueIdToken(proof, family, value, request, context);
    response.id_token = idToken.value;
    records.push(idToken.record);
  }
  return refreshToken?.issued ? { response, records, refreshToken: refreshToken.issued } : { response, records };
}
