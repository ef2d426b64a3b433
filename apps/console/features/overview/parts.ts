/** A chart as data: what its bars, its legend and its table have in common. */
import type { Stats } from './figures';
import type { Fill } from './fills';
import type { Span } from './links';

/** What the bars are stacked of. */
export interface Part {
  readonly name: string;
  readonly fill: Fill;
  readonly total: number;
  /** One for each hour or day. */
  readonly points: readonly number[];
  /** The list behind it; undefined where none finds exactly this. */
  readonly hrefOf: ((span: Span) => string) | undefined;
}

/** Something rare that is worth a mark above the bars. */
export interface Marks {
  /** Of one: `sign-in refused by a lock`. */
  readonly one: string;
  readonly many: string;
  readonly total: number;
  readonly points: readonly number[];
  readonly hrefOf: (span: Span) => string;
}

/** Each hour or day with its end. */
export function bucketsOf({ starts, to }: Pick<Stats, 'starts' | 'to'>): Span[] {
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? to }));
}
