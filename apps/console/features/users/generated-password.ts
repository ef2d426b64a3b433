/** A password that nobody chose: 20 characters that are hard to mix up, 100 bits. */

/** 32 of them, so that five bits choose one evenly; without l, o, 0 and 1. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const LENGTH = 5;

/** Such as `k7wq2-…`: four groups of five, easy to read out. */
export function generatedPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * LENGTH));
  const letters = [...bytes].map((byte) => LETTERS.charAt(byte & 31));
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * LENGTH, (group + 1) * LENGTH).join(''),
  ).join('-');
}
