/** The operator's command. Exit codes stand in `exit-codes.ts`. */
import { CommanderError } from 'commander';
import { EndedWith, EXIT, UsageError } from './exit-codes';
import { createProgram } from './program';

async function main(): Promise<number> {
  try {
    await createProgram().parseAsync(process.argv);
    return EXIT.done;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  // commander has printed its own words by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof EndedWith) return error.exitCode;
  if (error instanceof UsageError) return complain([error.message], EXIT.usage);
  const message = error instanceof Error ? error.message : String(error);
  return complain([message], isOfConfiguration(error) ? EXIT.configuration : EXIT.failed);
}

/** By name: the libraries that these errors come from are loaded only by commands that need them. Messages have a line per fault. */
function isOfConfiguration(error: unknown): boolean {
  return error instanceof Error && ['EnvironmentError', 'ConfigurationError'].includes(error.name);
}

function complain(lines: readonly string[], exitCode: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

// Whoever reads our answer may stop reading: `gatehouse tokens list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed);
});

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
