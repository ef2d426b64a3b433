import type { Command } from 'commander';

/** Adds examples under a command's help: what to type, and what it is for. */
export function examples(command: Command, lines: readonly (readonly [type: string, meaning: string])[]): Command {
  const width = Math.min(60, Math.max(...lines.map(([type]) => type.length)));
  const shown = lines.map(([type, meaning]) =>
    `  ${type.padEnd(width)}${meaning === '' ? '' : `   ${meaning}`}`.trimEnd(),
  );
  return command.addHelpText('after', `\nExamples:\n${shown.join('\n')}`);
}
