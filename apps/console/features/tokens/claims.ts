/** Claims with their meaning, and the claims of a token as far as the ledger knows them. Pure. */
import type { Shape } from '../../ui/admin-api';
import { claimOf, momentOf, type Claim } from '../../ui/claim-words';

export { claimOf, momentOf, type Claim };

/** What the ledger knows of a token's content: of a JWT claims, of an opaque token what introspection answers. */
export function knownClaims(token: Shape<'TokenAnswer'>, issuer: string): readonly Claim[] {
  const isIdToken = token.kind === 'id_token';
  const known: Record<string, unknown> = {
    iss: issuer,
    sub: token.subject,
    ...(token.audience.length > 0 ? { aud: token.audience.length === 1 ? token.audience[0] : token.audience } : {}),
    ...(isIdToken ? {} : { client_id: token.client_id }),
    ...(token.scope.length > 0 ? { scope: token.scope.join(' ') } : {}),
    iat: Math.floor(token.issued_at / 1000),
    exp: Math.floor(token.expires_at / 1000),
    jti: token.id,
    ...(isIdToken && token.session_id !== null ? { sid: token.session_id } : {}),
    ...(token.kind === 'access_token' && token.format === 'jwt' && token.family_id !== null
      ? { family_id: token.family_id }
      : {}),
  };
  return Object.entries(known).map(([name, value]) => claimOf(name, value));
}

export interface Decoded {
  readonly header: readonly Claim[];
  readonly payload: readonly Claim[];
}

/** Header and claims of a JWT; undefined when it is none. The signature is not looked at here: the digest decides. */
export function decodeJwt(pasted: string): Decoded | undefined {
  const [header, payload, signature] = pasted
    .trim()
    .replace(/^Bearer +/i, '')
    .split('.');
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  try {
    return { header: claimsIn(header), payload: claimsIn(payload) };
  } catch {
    return undefined;
  }
}

function claimsIn(part: string): Claim[] {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('no object');
  return Object.entries(parsed).map(([name, value]) => claimOf(name, value));
}
