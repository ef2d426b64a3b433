/** Spans of time as people type them: an amount and a unit. The API speaks in seconds. */
export const UNITS = [
  { seconds: 86_400, name: 'days' },
  { seconds: 3_600, name: 'hours' },
  { seconds: 60, name: 'minutes' },
  { seconds: 1, name: 'seconds' },
] as const;

/** Seconds in the largest unit that says them without a fraction. */
export function unitOf(seconds: number): number {
  return UNITS.find((unit) => seconds !== 0 && seconds % unit.seconds === 0)?.seconds ?? 1;
}

/** What was typed, in seconds; null when nothing was, or no number. */
export function secondsOf(amount: string, unit: number): number | null {
  const number = Number(amount);
  return amount.trim() === '' || !Number.isFinite(number) ? null : Math.round(number * unit);
}
