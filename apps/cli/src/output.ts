/** Answers for people on standard output, or JSON for scripts with `--json`. Everything else goes to standard error. */
import type { Command } from 'commander';

export function wantsJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true;
}

export function answer(command: Command, data: unknown, lines: readonly string[]): void {
  const text = wantsJson(command) ? `${JSON.stringify(data, null, 2)}\n` : lines.map((line) => `${line}\n`).join('');
  process.stdout.write(text);
}

/** A remark beside the answer. */
export function say(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers stand under each other at the right. */
  readonly align?: 'left' | 'right';
}

/** Aligned lines under their titles; nothing else for no rows than what `none` says. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none = 'None.'): string[] {
  if (rows.length === 0) return [none];
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ value }) => printable(String(value(row) ?? '–')))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => widthOf(line[column] ?? ''))));
  return cells.map((line) =>
    line
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return columns[column]?.align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Names and values under each other; absent values are left out. */
export function record(members: Readonly<Record<string, unknown>>): string[] {
  const shown = Object.entries(members).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)));
  return shown.map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${printable(textOf(value))}`);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Stored texts come from anywhere: without what would steer a terminal or turn a line around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '�');
}

function widthOf(text: string): number {
  return [...text].length;
}

/** `2026-03-01 14:05:09Z`; undefined for never. */
export function timeText(at: number | null | undefined): string | undefined {
  return at === null || at === undefined ? undefined : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

const EVERY = 5000;

/** Says on standard error how far long work has come: in place on a terminal, otherwise now and then a line. */
export class Progress {
  private lastSaid = Date.now();
  private width = 0;

  constructor(private readonly what: string) {}

  step(done: number, of?: number): void {
    const live = process.stderr.isTTY;
    if (!live && Date.now() - this.lastSaid < EVERY) return;
    if (live && Date.now() - this.lastSaid < 100 && done !== of) return;
    this.lastSaid = Date.now();
    const text = `${this.what}: ${done}${of === undefined ? '' : ` of ${of}`}`;
    process.stderr.write(live ? `\r${text.padEnd(this.width)}` : `${text}\n`);
    this.width = text.length;
  }

  /** Clears the line; call it before anything else is printed. */
  end(): void {
    if (process.stderr.isTTY && this.width > 0) process.stderr.write(`\r${' '.repeat(this.width)}\r`);
  }
}
