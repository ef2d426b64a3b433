/** Answers for people, or JSON for scripts with `--json`. */
import type { Command } from 'commander';

export function answer(command: Command, data: unknown, lines: readonly string[]): void {
  const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
  process.stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''));
}
