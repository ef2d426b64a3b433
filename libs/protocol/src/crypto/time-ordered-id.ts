/** Time-ordered identifiers: UUID version 7, RFC 9562 §5.7, monotonic within one process. */
import { randomFillSync } from 'node:crypto';

const POOL = Buffer.allocUnsafe(8 * 512);
let offset = POOL.length;
let lastMilliseconds = 0;
let counter = 0;

/**
 * A new identifier as 16 bytes that sort by creation time.
 * @param now epoch milliseconds
 */
export function newTimeOrderedBytes(now: number): Buffer {
  if (offset === POOL.length) {
    randomFillSync(POOL);
    offset = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  POOL.copy(bytes, 8, offset, offset + 8);
  offset += 8;
  // The 12 bits beside the clock count within a millisecond (RFC 9562 §6.2, method 1); an overflow borrows from the future.
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = bytes.readUInt16BE(8) & 0x3ff;
  } else if (++counter > 0xfff) {
    lastMilliseconds += 1;
    counter = 0;
  }
  bytes.writeUIntBE(lastMilliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

/** A new identifier in the text form of RFC 9562 §4. */
export function newTimeOrderedId(now: number): string {
  return idFromBytes(newTimeOrderedBytes(now));
}

/** 16 bytes → the 36-character text form. */
export function idFromBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const TEXT_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the lower-case text form of a UUID. */
export function isId(value: string): boolean {
  return TEXT_FORM.test(value);
}

/** The 36-character text form → 16 bytes. @throws TypeError for any other text */
export function idToBytes(id: string): Buffer {
  if (!isId(id)) throw new TypeError('not an identifier');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
