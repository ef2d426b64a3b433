/** Ids are time-ordered, so what was made in a span of time, or has an id that begins so, lies side by side. */
import { idFromBytes } from '@gatehouse/protocol';

const FEWEST_DIGITS = 8;

/** The first id that could have been made at `at`. @param at epoch milliseconds; what no id can hold is brought to the nearest */
export function firstIdAt(at: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.min(Math.max(Math.ceil(at), 0), 2 ** 48 - 1), 0, 6);
  return bytes;
}

/** When an id was made; epoch milliseconds. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** First and last id that begin with `text` (8 digits or more of the text form), or undefined when none does. */
export function idRange(text: string): readonly [Buffer, Buffer] | undefined {
  const lower = text.toLowerCase();
  const digits = lower.replaceAll('-', '');
  if (!/^[0-9a-f]{8,32}$/.test(digits) || digits.length < FEWEST_DIGITS) return undefined;
  const first = Buffer.from(digits.padEnd(32, '0'), 'hex');
  // Hyphens where the text form has them, or it is something else.
  if (!idFromBytes(first).startsWith(lower)) return undefined;
  return [first, Buffer.from(digits.padEnd(32, 'f'), 'hex')];
}
