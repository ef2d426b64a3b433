import { secondsOf, unitOf } from './lifetime';

it.each([
  [600, 60],
  [86_400, 86_400],
  [5_400, 60],
  [90, 1],
  [7_200, 3_600],
  [0, 1],
])('says %i seconds in units of %i', (seconds, unit) => expect(unitOf(seconds)).toBe(unit));

it.each([
  ['10', 60, 600],
  ['1.5', 3_600, 5_400],
  ['', 60, null],
  [' ', 60, null],
  ['ten', 60, null],
  ['0', 1, 0],
])('reads %j of %i seconds as %p', (amount, unit, seconds) => expect(secondsOf(amount, unit)).toBe(seconds));
