/** `at_hash` and `c_hash`: the left half of the digest that belongs to the ID token's algorithm. OpenID Connect Core §3.1.3.6. */
import { createHash } from 'node:crypto';
import type { SigningAlgorithm } from '../vocabulary/words';

/** base64url of the left half of SHA-256 for RS256 and ES256. */
export function tokenHash(_algorithm: SigningAlgorithm, value: string): string {
  return createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url');
}
