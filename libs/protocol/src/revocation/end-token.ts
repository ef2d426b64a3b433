/**
 * Ends one token, as it is ended whoever asks: a code or refresh token takes its whole family along, because either is
 * good for new tokens; an access or ID token ends alone. RFC 7009 §2.1.
 */
import type { ProtocolStores } from '../ports/stores';
import type { RevocationReason } from '../records/family';
import type { TokenRecord } from '../records/token';

export function endToken(
  token: Pick<TokenRecord, 'id' | 'kind' | 'familyId'>,
  at: number,
  reason: RevocationReason,
  stores: Pick<ProtocolStores, 'families' | 'tokens'>,
): Promise<'revoked' | 'already-revoked'> {
  return takesFamily(token)
    ? stores.families.revoke(token.familyId, at, reason)
    : stores.tokens.revoke(token.id, at, reason);
}

export function takesFamily<Token extends Pick<TokenRecord, 'kind' | 'familyId'>>(
  token: Token,
): token is Token & { readonly familyId: string } {
  return token.familyId !== null && (token.kind === 'refresh_token' || token.kind === 'authorization_code');
}
