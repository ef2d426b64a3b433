/** What is typed, read: numbers, times, and whether a person means it. */
import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError } from 'commander';
import { UsageError } from './exit-codes';

/** @throws InvalidArgumentError, which commander explains */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  };
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `2026-03-01`, `2026-03-01T12:00:00Z`, or so long ago: `90s`, `15m`, `24h`, `7d`. Epoch milliseconds. */
export function time(text: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return Date.now() - Number(amount) * UNITS[unit as keyof typeof UNITS];
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('Give a time such as 2026-03-01T12:00:00Z, or 24h for a day ago.');
}

/** Asks on the terminal. @throws UsageError where nobody can be asked */
export async function confirmed(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes === true) return true;
  if (!process.stdin.isTTY) throw new UsageError('Nobody can be asked here. Add --yes to go ahead.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Everything on standard input, without the line end. @param most bytes */
export async function standardInput(most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new UsageError(`Standard input has more than ${most} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}
