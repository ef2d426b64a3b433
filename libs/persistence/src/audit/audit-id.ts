import { idFromBytes, newTimeOrderedBytes } from '@gatehouse/protocol';

let last = 0;
let counter = 0;

/**
 * A UUIDv7 whose time is exactly `at`, so that a range of times is a range of ids. Within a millisecond the order of one
 * process is kept.
 */
export function newAuditId(at: number): string {
  const bytes = newTimeOrderedBytes(at);
  bytes.writeUIntBE(at, 0, 6);
  counter = at === last ? (counter + 1) & 0xfff : 0;
  last = at;
  bytes.writeUInt16BE(0x7000 | counter, 6);
  return idFromBytes(bytes);
}

/** The smallest id of a moment. @param at epoch milliseconds */
export function firstIdAt(at: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.min(Math.max(0, Math.trunc(at)), 0xffff_ffff_ffff), 0, 6);
  return bytes;
}

/** When the event of an id happened: epoch milliseconds. */
export function timeOfId(id: Buffer): number {
  return id.readUIntBE(0, 6);
}
