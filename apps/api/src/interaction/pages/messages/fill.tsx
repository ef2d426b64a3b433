import type { ComponentChildren } from 'preact';

const MARK = /\{([a-zA-Z]+)\}/;

/**
 * Puts drawn values into a text's `{name}` marks. One pass: a value that itself looks like a mark stays as it is. A
 * mark without a value is left standing, so that a missing one is seen.
 */
export function fill(text: string, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren[] {
  return text.split(MARK).map((piece, index) => (index % 2 === 0 ? piece : (values[piece] ?? `{${piece}}`)));
}

/** The same for places that take no markup: the title and attributes. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .split(MARK)
    .map((piece, index) => (index % 2 === 0 ? piece : (values[piece] ?? `{${piece}}`)))
    .join('');
}

/** A time to come, such as `in 2 minutes`. */
export function fromNow(seconds: number, tag: string): string {
  const format = new Intl.RelativeTimeFormat(tag);
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return format.format(whole, 'second');
  return whole < 3600 ? format.format(Math.ceil(whole / 60), 'minute') : format.format(Math.ceil(whole / 3600), 'hour');
}
