/** Numbers that look random and come back with the same seed, so that a failure can be run again. */
import { randomInt } from 'node:crypto';

const LARGEST_SEED = 2 ** 31;

export class SeededRandom {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed;
  }

  /** A seed of its own for every run, or the one that a failed run printed. */
  static fromEnvironment(): SeededRandom {
    const given = process.env['GATEHOUSE_TEST_SEED'];
    return new SeededRandom(given === undefined ? randomInt(LARGEST_SEED) : Number(given));
  }

  /** A whole number from `minimum` up to and without `maximum` (the mulberry32 generator). */
  between(minimum: number, maximum: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return minimum + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (maximum - minimum));
  }
}
