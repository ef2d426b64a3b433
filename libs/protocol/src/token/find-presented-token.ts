/**
 * From a token as somebody presents it to its row. The id inside finds the row and the digest of the whole text proves
 * it; for a JWT too, as it is in the ledger only if we signed it. RFC 7662 §2.1, RFC 7009 §2.1, RFC 6750 §2.
 */
import { decodeJwt } from '../crypto/jws';
import { digestOf, readOpaqueSecret, sameDigest } from '../crypto/opaque-secret';
import { isId } from '../crypto/time-ordered-id';
import type { TokenReads } from '../ports/stores';
import type { TokenEntry } from '../records/standing';

/** The row of a token that we issued, dead or alive, or undefined. */
export async function findPresentedToken(value: string, tokens: TokenReads): Promise<TokenEntry | undefined> {
  const presented = readPresented(value);
  if (!presented) return undefined;
  const found = await tokens.find(presented.id);
  return found && sameDigest(found.token.digest, presented.digest) ? found : undefined;
}

function readPresented(value: string): { readonly id: string; readonly digest: Buffer } | undefined {
  const opaque = readOpaqueSecret('accessToken', value) ?? readOpaqueSecret('refreshToken', value);
  if (opaque) return opaque;
  const id = decodeJwt(value)?.claims['jti'];
  return typeof id === 'string' && isId(id) ? { id, digest: digestOf(value) } : undefined;
}
