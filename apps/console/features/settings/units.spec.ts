import { bytesText, numberFault, spanText, unitFor, wholeNumber } from './units';

describe('numbers of settings', () => {
  it('writes spans in the largest unit that fits', () => {
    expect([604_800, 3_600, 5_400, 61, 0].map(spanText)).toEqual([
      '7 days',
      '1 hour',
      '90 minutes',
      '61 seconds',
      '0 days',
    ]);
    expect(unitFor(90)).toBe('seconds');
  });

  it('reads whole numbers and nothing else', () => {
    expect(wholeNumber(' 10,000 ')).toBe(10_000);
    for (const text of ['', '1.5', '-3', '1e3', 'ten']) expect(wholeNumber(text)).toBeNaN();
  });

  it('says what is wrong in the unit of the setting', () => {
    const duration = { type: 'duration', minimum: 3_600, maximum: 864_000 };
    expect(numberFault(60, duration)).toBe('At least 1 hour.');
    expect(numberFault(864_001, duration)).toBe('At most 10 days.');
    expect(numberFault(7_200, duration)).toBeUndefined();
    expect(numberFault(Number.NaN, duration)).toBe('Enter a whole number.');
    expect(numberFault(2_000, { type: 'count', minimum: 1, maximum: 1_000 })).toBe('At most 1,000.');
  });

  it('writes sizes', () => {
    expect([0, 999, 1_500, 12_345_678, 2_000_000_000_000_000].map(bytesText)).toEqual([
      '0 B',
      '999 B',
      '1.5 kB',
      '12 MB',
      '2,000 TB',
    ]);
  });
});
