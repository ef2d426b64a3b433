/** Arithmetic on time-ordered ids as 16 bytes. */

export const LOWEST_ID = Buffer.alloc(16);
export const HIGHEST_ID = Buffer.alloc(16, 0xff);

/** The id that comes next in order. */
export function idAfter(id: Buffer): Buffer {
  const next = Buffer.from(id);
  for (let at = next.length - 1; at >= 0; at--) {
    const byte = next[at] ?? 0;
    next[at] = (byte + 1) & 0xff;
    if (byte !== 0xff) return next;
  }
  return HIGHEST_ID;
}

/** The id that comes just before in order. */
export function idBefore(id: Buffer): Buffer {
  const previous = Buffer.from(id);
  for (let at = previous.length - 1; at >= 0; at--) {
    const byte = previous[at] ?? 0;
    previous[at] = (byte + 0xff) & 0xff;
    if (byte !== 0) return previous;
  }
  return LOWEST_ID;
}

const LATEST_TIME = 2 ** 48 - 1;

/** Lower than every id that was made at `time` or later. @param time epoch milliseconds */
export function firstIdAt(time: number): Buffer {
  const id = Buffer.alloc(16);
  id.writeUIntBE(Math.min(Math.max(Math.trunc(time), 0), LATEST_TIME), 0, 6);
  return id;
}

/** When an id was made, epoch milliseconds. */
export function timeOfId(id: Buffer): number {
  return id.readUIntBE(0, 6);
}
