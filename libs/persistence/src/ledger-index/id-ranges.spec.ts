import { newTimeOrderedBytes } from '@gatehouse/protocol';
import { firstIdAt, HIGHEST_ID, idAfter, idBefore, LOWEST_ID, timeOfId } from './id-ranges';

const id = (hex: string): Buffer => Buffer.from(hex.padStart(32, '0'), 'hex');

describe('ranges of ids', () => {
  it.each([
    ['0', '1'],
    ['ff', '100'],
    ['1ffffff', '2000000'],
    ['fffffffffffffffffffffffffffffffe', 'f'.repeat(32)],
  ])('%s comes before %s', (before, after) => {
    expect(idAfter(id(before))).toEqual(id(after));
    expect(idBefore(id(after))).toEqual(id(before));
  });

  it('end where ids end', () => {
    expect(idAfter(HIGHEST_ID)).toEqual(HIGHEST_ID);
    expect(idBefore(LOWEST_ID)).toEqual(LOWEST_ID);
  });

  it('an id is not before the time at which it was made', () => {
    const now = 1_790_000_000_000;
    const made = newTimeOrderedBytes(now);
    expect(timeOfId(made)).toBe(now);
    expect(firstIdAt(now).compare(made)).toBeLessThan(0);
    expect(firstIdAt(now + 1).compare(made)).toBeGreaterThan(0);
  });

  it.each([
    [-5, 0],
    [Number.MAX_SAFE_INTEGER, 2 ** 48 - 1],
    [1.9, 1],
  ])('time %p becomes %p', (time, expected) => expect(timeOfId(firstIdAt(time))).toBe(expected));
});
