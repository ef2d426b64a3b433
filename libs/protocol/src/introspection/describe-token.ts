/** What an active token is, in the words of RFC 7662 §2.2 and RFC 9068 §2.2. */
import type { TokenEntry } from '../records/standing';
import { inSeconds } from '../token/issue/lifetimes';
import { formatScope } from '../vocabulary/scope';

/** Body of an answer about an active token; times in seconds. */
export interface ActiveToken {
  readonly active: true;
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  readonly client_id: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  scope?: string;
  token_type?: 'Bearer';
  auth_time?: number;
  acr?: string;
  amr?: readonly string[];
}

export function describeToken({ token, entry }: Pick<TokenEntry, 'token' | 'entry'>, issuer: string): ActiveToken {
  const { audience } = token;
  const description: ActiveToken = {
    active: true,
    iss: issuer,
    sub: token.subject,
    aud: audience.length === 1 && audience[0] !== undefined ? audience[0] : audience,
    client_id: token.clientId,
    jti: token.id,
    iat: inSeconds(token.issuedAt),
    nbf: inSeconds(token.issuedAt),
    exp: inSeconds(token.expiresAt),
  };
  if (token.scope.length > 0) description.scope = formatScope(token.scope);
  // token_type says how an access token is used; a refresh token is used nowhere but here.
  if (token.kind === 'access_token') description.token_type = 'Bearer';
  if (entry) {
    const { authTime, acr, amr } = entry.family;
    description.auth_time = inSeconds(authTime);
    if (acr !== '') description.acr = acr;
    if (amr.length > 0) description.amr = amr;
  }
  return description;
}
