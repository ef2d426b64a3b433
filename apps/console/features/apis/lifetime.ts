import { duration } from '../../ui/time';

/** Seconds that the admin API takes. */
export const LIFETIME = { least: 30, most: 86_400 } as const;

/** What is wrong with a lifetime as it was typed; undefined when it can be sent. */
export function lifetimeProblem(text: string): string | undefined {
  const seconds = Number(text);
  const isWhole = /^\d+$/.test(text.trim()) && Number.isSafeInteger(seconds);
  if (isWhole && seconds >= LIFETIME.least && seconds <= LIFETIME.most) return undefined;
  return `Enter whole seconds, from ${LIFETIME.least} to ${LIFETIME.most.toLocaleString('en-GB')} (a day).`;
}

/** The same span as people say it. */
export function lifetimeWords(text: string): string {
  return lifetimeProblem(text) === undefined
    ? `In seconds: ${duration(Number(text))}. How long a token works at most.`
    : 'In seconds. How long a token works at most.';
}
