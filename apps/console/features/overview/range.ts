/** Time ranges of the overview: whole hours up to and with the present one, as figures are kept by the hour. */

const HOUR = 3_600_000;

export interface Range {
  readonly name: string;
  /** For people, in full. */
  readonly title: string;
  readonly hours: number;
}

/** The first hour would be empty right after it began, so it comes with the one before. */
export const RANGES = [
  { name: '1h', title: 'Last hour', hours: 2 },
  { name: '24h', title: 'Last 24 hours', hours: 24 },
  { name: '7d', title: 'Last 7 days', hours: 7 * 24 },
  { name: '30d', title: 'Last 30 days', hours: 30 * 24 },
  { name: '90d', title: 'Last 90 days', hours: 90 * 24 },
] as const satisfies readonly Range[];

export type RangeName = (typeof RANGES)[number]['name'];
export const RANGE_NAMES = RANGES.map(({ name }) => name);
export const DEFAULT_RANGE: RangeName = '24h';

/** Where a range begins now, in epoch milliseconds. It ends with the present hour. */
export function beginOf(name: RangeName, now: number): number {
  const { hours } = RANGES.find((range) => range.name === name) ?? RANGES[1];
  return Math.ceil(now / HOUR) * HOUR - hours * HOUR;
}
