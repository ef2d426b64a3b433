/** Numbers of settings as people write them. Pure. */

/** The largest first; seconds each. */
export const UNITS = [
  { name: 'days', seconds: 86_400 },
  { name: 'hours', seconds: 3_600 },
  { name: 'minutes', seconds: 60 },
  { name: 'seconds', seconds: 1 },
] as const;
export type Unit = (typeof UNITS)[number]['name'];

export function secondsIn(unit: Unit): number {
  return UNITS.find(({ name }) => name === unit)?.seconds ?? 1;
}

/** The largest unit in which a span is a whole number; days for nothing at all. */
export function unitFor(seconds: number): Unit {
  return UNITS.find((unit) => seconds % unit.seconds === 0)?.name ?? 'seconds';
}

/** `7 days`, `1 hour`, `90 seconds`. */
export function spanText(seconds: number): string {
  const unit = unitFor(seconds);
  const count = seconds / secondsIn(unit);
  return `${count.toLocaleString('en-GB')} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** A whole number as it was typed; NaN when it is none. */
export function wholeNumber(text: string): number {
  const plain = text.replace(/[\s,_]/g, '');
  return /^\d{1,15}$/.test(plain) ? Number(plain) : Number.NaN;
}

/** `1.5 MB`: decimal units, as disks are sold and shown. */
export function bytesText(bytes: number): string {
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const amount = bytes / 1000 ** step;
  return `${amount.toLocaleString('en-GB', { maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0 })} ${steps[step]}`;
}

export interface Bounds {
  readonly type: string;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** What is wrong with a number, in a sentence; undefined when it may be saved. */
export function numberFault(value: number, { type, minimum, maximum }: Bounds): string | undefined {
  const shown = (bound: number) => (type === 'duration' ? spanText(bound) : bound.toLocaleString('en-GB'));
  if (!Number.isInteger(value)) return 'Enter a whole number.';
  if (minimum !== null && value < minimum) return `At least ${shown(minimum)}.`;
  if (maximum !== null && value > maximum) return `At most ${shown(maximum)}.`;
  return undefined;
}
