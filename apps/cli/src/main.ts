/** The operator's command. Exit codes: 0 done, 1 failed, 2 wrong usage, 78 the environment or file is not right. */
import { CommanderError } from 'commander';
import { ConfigurationError, formatFinding } from '@gatehouse/configuration';
import { EnvironmentError } from './config';
import { createProgram } from './program';

async function main(): Promise<number> {
  try {
    await createProgram().parseAsync(process.argv);
    return 0;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  // commander has printed its own words by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof EnvironmentError) return say(error.faults, 78);
  if (error instanceof ConfigurationError) return say(error.findings.map(formatFinding), 78);
  return say([error instanceof Error ? error.message : String(error)], 1);
}

function say(lines: readonly string[], exitCode: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
