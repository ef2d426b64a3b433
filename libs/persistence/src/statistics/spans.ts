/** How a span of time is read: whole days from the rows of days, what is left at its ends from the rows of hours. */
import { DAY, type Grain, HOUR } from './series';

/** Epoch milliseconds at which hours begin; from the first up to the last, without it. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface Span extends TimeRange {
  readonly grain: 'hour' | 'day';
}

export function spansOf({ from, to }: TimeRange): readonly Span[] {
  const firstDay = Math.ceil(from / DAY) * DAY;
  const lastDay = Math.floor(to / DAY) * DAY;
  if (firstDay >= lastDay) return [{ grain: 'hour', from, to }];
  const spans: readonly Span[] = [
    { grain: 'hour', from, to: firstDay },
    { grain: 'day', from: firstDay, to: lastDay },
    { grain: 'hour', from: lastDay, to },
  ];
  return spans.filter((span) => span.from < span.to);
}

/** The same span in pieces of so many hours or days: an embedded database works in our own process. */
export function piecesOf({ grain, from, to }: Span, buckets: number): readonly Span[] {
  const length = buckets * (grain === 'hour' ? HOUR : DAY);
  const count = Math.ceil((to - from) / length);
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * length;
    return { grain, from: start, to: Math.min(to, start + length) };
  });
}

/** The same for rows of clients. */
export function ofClients(grain: Span['grain']): Grain {
  return `client_${grain}`;
}

/** When each hour of a range begins, or each day; a day that the range cuts begins where the range does. */
export function startsOf({ from, to }: TimeRange, step: 'hour' | 'day'): number[] {
  const starts: number[] = [];
  for (let start = from; start < to; start = step === 'hour' ? start + HOUR : start - (start % DAY) + DAY) {
    starts.push(start);
  }
  return starts;
}
