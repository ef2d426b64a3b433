import { DAY, HOUR } from './series';
import { piecesOf, spansOf, startsOf } from './spans';

const MIDNIGHT = 1_790_035_200_000;

describe('spans of time', () => {
  it('begin at a midnight that is one', () => expect(MIDNIGHT % DAY).toBe(0));

  it.each([
    ['within a day', 3, 20, [['hour', 3, 20]]],
    ['over one midnight', 20, 30, [['hour', 20, 30]]],
    [
      'with one whole day',
      20,
      49,
      [
        ['hour', 20, 24],
        ['day', 24, 48],
        ['hour', 48, 49],
      ],
    ],
    ['of whole days', 24, 96, [['day', 24, 96]]],
    [
      'that end at midnight',
      1,
      48,
      [
        ['hour', 1, 24],
        ['day', 24, 48],
      ],
    ],
    [
      'that begin at midnight',
      0,
      25,
      [
        ['day', 0, 24],
        ['hour', 24, 25],
      ],
    ],
  ])('%s are read from hours and days', (_name, from, to, expected) => {
    const at = (hour: number) => MIDNIGHT + hour * HOUR;
    expect(spansOf({ from: at(from), to: at(to) }).map(({ grain, ...span }) => [grain, span.from, span.to])).toEqual(
      expected.map(([grain, first, last]) => [grain, at(Number(first)), at(Number(last))]),
    );
  });

  it('fall into pieces that touch each other', () => {
    const at = (hour: number) => MIDNIGHT + hour * HOUR;
    expect(piecesOf({ grain: 'hour', from: at(1), to: at(10) }, 4).map(({ from, to }) => [from, to])).toEqual([
      [at(1), at(5)],
      [at(5), at(9)],
      [at(9), at(10)],
    ]);
    expect(piecesOf({ grain: 'day', from: at(24), to: at(96) }, 4)).toEqual([
      { grain: 'day', from: at(24), to: at(96) },
    ]);
  });

  it('start every hour, or every day and at their own beginning', () => {
    const range = { from: MIDNIGHT + 22 * HOUR, to: MIDNIGHT + 49 * HOUR };
    expect(startsOf(range, 'hour')).toHaveLength(27);
    expect(startsOf(range, 'day')).toEqual([range.from, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY]);
  });
});
