'use client';
/** Moments and spans of time, as people read them. The admin API speaks in epoch milliseconds. */
import { useSyncExternalStore } from 'react';
import { readTimeZoneChoice, TIME_ZONE_EVENT } from './time-zone';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** `3 min. ago`, `in 2 days`. */
export function relativeTime(at: number, now: number = Date.now()): string {
  const distance = at - now;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1_000];
  return relative.format(Math.trunc(distance / length), unit);
}

/** Date and time to the second, in the chosen zone. */
export function absoluteTime(at: number, zone: 'local' | 'utc' = 'local'): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  })
    .format(at)
    .concat(zone === 'utc' ? ' UTC' : '');
}

/** `10 min`, `2 h`, `30 days`: a span given in seconds. */
export function duration(seconds: number): string {
  const steps: readonly [string, number][] = [
    ['days', 86_400],
    ['h', 3_600],
    ['min', 60],
  ];
  for (const [unit, size] of steps) {
    if (seconds < size || seconds % (size / (unit === 'min' ? 60 : 1)) !== 0) continue;
    if (seconds % size === 0) return `${seconds / size} ${unit === 'days' && seconds === size ? 'day' : unit}`;
  }
  return seconds >= 60 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
}

const subscribeToZone = (changed: () => void) => {
  window.addEventListener(TIME_ZONE_EVENT, changed);
  return () => window.removeEventListener(TIME_ZONE_EVENT, changed);
};

/** The zone that the admin chose: their own or UTC. */
export function useTimeZoneChoice(): 'local' | 'utc' {
  return useSyncExternalStore(subscribeToZone, readTimeZoneChoice, () => 'local');
}

export interface TimeProps {
  /** Epoch milliseconds; null shows `fallback`. */
  readonly at: number | null | undefined;
  /** Both, where there is room for it. */
  readonly full?: boolean;
  readonly fallback?: string;
}

/** Relative, with the exact moment on hover, on focus and for screen readers. */
export function Time({ at, full = false, fallback = '–' }: TimeProps) {
  const zone = useTimeZoneChoice();
  if (at === null || at === undefined) return <span>{fallback}</span>;
  const exact = absoluteTime(at, zone);
  return (
    <time dateTime={new Date(at).toISOString()} title={exact} suppressHydrationWarning>
      {full ? `${exact} (${relativeTime(at)})` : relativeTime(at)}
    </time>
  );
}
