/**
 * What presenting a refresh token means: use, rotation, a retry of a rotation, or theft. A pure judgement with the clock
 * passed in; whether it still holds is decided by the conditional UPDATE that follows. RFC 9700 §4.14.2.
 */
import type { ProtocolOptions } from '../../protocol-options';
import { isPublicClient, type ClientRecord } from '../../records/client';
import type { TokenRecord } from '../../records/token';

export type RotationVerdict =
  /** It stays; only its idle end moves. */
  | 'use'
  /** It gets a successor. */
  | 'rotate'
  /** Its successor went out a moment ago and nobody has used it: the answer was lost, or several asked at once. */
  | 'retry'
  /** The same, but the successor was revoked in between: nobody stole anything, and there is nothing to answer with. */
  | 'ended'
  /** Somebody else holds a copy. */
  | 'reuse';

/** Seconds; longer would leave a thief too much room. */
const LONGEST_GRACE = 60;

/** Public clients rotate, because nothing else would show a theft; confidential ones do not. Each client may differ. */
export function rotates(client: ClientRecord): boolean {
  return client.refreshTokenRotation ?? isPublicClient(client);
}

/** Window for retries, milliseconds. */
export function graceOf(client: ClientRecord, options: ProtocolOptions): number {
  return Math.min(client.refreshTokenGrace ?? options.refreshTokenGrace, LONGEST_GRACE) * 1000;
}

/**
 * @param successor the row of the token's successor, if it has one that was read
 * @param grace milliseconds
 */
export function judgePresentation(
  token: TokenRecord,
  successor: TokenRecord | undefined,
  client: ClientRecord,
  grace: number,
  now: number,
): RotationVerdict {
  if (token.rotatedAt === null) return rotates(client) ? 'rotate' : 'use';
  // The seal is gone once the successor was used, so the grandparent of a live token never gets this far.
  const readable = token.successorSealed !== null && successor !== undefined && isUnused(successor);
  if (!readable || grace <= 0 || now - token.rotatedAt > grace) return 'reuse';
  return successor.revokedAt === null ? 'retry' : 'ended';
}

function isUnused(successor: TokenRecord): boolean {
  return successor.rotatedAt === null && successor.lastUsedAt === null;
}
