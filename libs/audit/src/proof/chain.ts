/** The chain over sealed records: h(n) = SHA-256(h(n-1) ‖ n as 8 bytes ‖ digest of record n), h(0) = 32 zero bytes. */
import { createHash } from 'node:crypto';

export const CHAIN_START: Buffer = Buffer.alloc(32);

/** @param seq place in the chain, from 1 */
export function nextChain(previous: Buffer, seq: number, digest: Buffer): Buffer {
  const place = Buffer.allocUnsafe(8);
  place.writeBigUInt64BE(BigInt(seq));
  return createHash('sha256').update(previous).update(place).update(digest).digest();
}
