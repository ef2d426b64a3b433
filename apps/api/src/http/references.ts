import { randomFillSync } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a reference read out on the telephone comes across. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

const pool = Buffer.allocUnsafe(LENGTH * 256);
let offset = pool.length;

/** A new reference: 10 characters, 50 random bits. Names one request in its answer, its log line and its error page. */
export function newReference(): string {
  if (offset === pool.length) {
    randomFillSync(pool);
    offset = 0;
  }
  let reference = '';
  for (const end = offset + LENGTH; offset < end; offset++) reference += ALPHABET[(pool[offset] ?? 0) & 31];
  return reference;
}

/** A reference as a person typed it (case, blanks, O for 0, I and L for 1), in its own form; undefined if it is none. */
export function readReference(text: string): string | undefined {
  const reference = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(reference) ? reference : undefined;
}
