/** From what somebody asked for to whole hours, and by which step; within bounds that keep every answer small. */
import { DAY, HOUR } from '@gatehouse/persistence';
import { problem } from '../http/admin/problems';
import type { StatsQuery, Step } from './stats.dto';

export interface StatsRange {
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

/** Milliseconds. */
const LONGEST: Readonly<Record<Step, number>> = { hour: 31 * DAY, day: 92 * DAY };
const SHOWN_BY_THE_HOUR = 7 * DAY;

/** @throws Problem `query_invalid` */
export function statsRange({ from: first, to: last, step: wanted }: StatsQuery, now: number): StatsRange {
  const to = endOfHour(Math.min(last ?? now, now));
  const from = startOfHour(first ?? Math.max(0, to - DAY));
  if (from >= to) throw refused('/from', 'must be before `to`, and not in the future');
  const step = wanted ?? (to - from <= SHOWN_BY_THE_HOUR ? 'hour' : 'day');
  // What is asked for is judged by its own length, not by what the ends of hours add.
  if ((last ?? now) - (first ?? from) > LONGEST[step] && to - from > LONGEST[step]) {
    throw refused('/from', `must be ${LONGEST[step] / DAY} days before \`to\` at most when the step is ${step}`);
  }
  return { from, to, step };
}

/** The hours up to and with the present one. */
export function lastHours(hours: number, now: number): { readonly from: number; readonly to: number } {
  const to = endOfHour(now);
  return { from: to - hours * HOUR, to };
}

function startOfHour(at: number): number {
  return at - (at % HOUR);
}

function endOfHour(at: number): number {
  return Math.ceil(at / HOUR) * HOUR;
}

function refused(pointer: string, detail: string) {
  return problem('query_invalid', { errors: [{ pointer, detail }] });
}
