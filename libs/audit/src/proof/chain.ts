/** The chain over sealed records: h(n) = SHA-256(h(n-1) ‖ n as 8 bytes ‖ digest of record n), h(0) = 32 zero bytes. */
import { hash } from 'node:crypto';

export const CHAIN_START: Buffer = Buffer.alloc(32);

const text = Buffer.alloc(72);

/**
 * @param seq place in the chain, from 1
 * @param digest of the record, in hexadecimal
 */
export function nextChain(previous: Buffer, seq: number, digest: string): Buffer {
  previous.copy(text, 0, 0, 32);
  // Numbers are exact up to 2^53: two halves are cheaper than a BigInt.
  text.writeUInt32BE(Math.floor(seq / 0x1_0000_0000), 32);
  text.writeUInt32BE(seq % 0x1_0000_0000, 36);
  text.write(digest, 40, 32, 'hex');
  return Buffer.from(hash('sha256', text, 'hex'), 'hex');
}
