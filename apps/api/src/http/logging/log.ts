/** The log: JSON lines on standard output, written in the background, readable ones on a terminal. D-16. */
import pino, { type DestinationStream } from 'pino';
import type { LogLevel } from '@gatehouse/environment';
import { describeError, withoutSecrets, withoutTokens } from './redaction';

/** What a room logs with; inject it. Fields first, then a short fixed message. */
export abstract class Log {
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
  abstract fatal(fields: object, message: string): void;
  abstract isLevelEnabled(level: string): boolean;
}

export interface OpenLog {
  readonly log: Log;
  /** Takes one line of JSON that is known to hold no secret, whatever the level; with its line end. */
  writeLine(line: string): void;
  /** Writes what is still in memory, and returns when it is written. */
  flush(): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
  /** Readable lines with colours; default: whether standard output is a terminal. */
  readonly pretty?: boolean;
}

/** Characters gathered before a write, and milliseconds after which fewer are written. */
const GATHERED = 32_768;
const GATHERED_FOR = 250;
/** Bytes that may wait for a reader that does not keep up; beyond, lines are lost rather than memory. */
const WAITING = 16 * 1024 * 1024;

export function openLog(options: LogOptions): OpenLog {
  const pretty = options.pretty ?? (options.destination === undefined && process.stdout.isTTY === true);
  const { destination, flush } = openDestination(options, pretty);
  const log = pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecrets(fields) as Record<string, unknown>,
      },
      serializers: { error: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
      hooks: { streamWrite: pretty ? (line) => keepOnOneLine(withoutTokens(line)) : withoutTokens },
    },
    destination,
  );
  const writeLine = (line: string) => destination.write(pretty ? keepOnOneLine(line) : line);
  return { log, writeLine, flush };
}

function openDestination(options: LogOptions, pretty: boolean): { destination: DestinationStream; flush: () => void } {
  if (pretty) return { destination: prettyStream(options.destination ?? process.stdout), flush: () => undefined };
  if (options.destination !== undefined) return { destination: options.destination, flush: () => undefined };
  const file = pino.destination({ dest: 1, sync: false, maxLength: WAITING });
  // A reader that has gone away (`| head`) must not end the service.
  file.on('error', () => undefined);
  // Lines are gathered here, as the file would measure all that waits again with each of them.
  let gathered = '';
  const release = () => {
    if (gathered !== '') file.write(gathered);
    gathered = '';
  };
  setInterval(release, GATHERED_FOR).unref();
  const write = (line: string) => {
    gathered += line;
    if (gathered.length >= GATHERED) release();
  };
  const flush = () => {
    try {
      release();
      file.flushSync();
    } catch {
      // Not open yet, or already gone: there is nobody to tell.
    }
  };
  process.once('exit', flush);
  return { destination: { write }, flush };
}

function prettyStream(destination: DestinationStream): DestinationStream {
  // Loaded only on a terminal.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has to be there before the first line
  const { prettyFactory } = require('pino-pretty') as typeof import('pino-pretty');
  const pretty = prettyFactory({
    messageKey: 'message',
    ignore: 'pid',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
    colorize: process.stdout.isTTY === true,
  });
  return { write: (line) => destination.write(pretty(line)) };
}

/** JSON has control characters escaped; the pretty printer would undo that, so they are escaped twice for it. */
function keepOnOneLine(line: string): string {
  return line.replace(/\\(?=u00[01]|[nrtbf])/g, '\\\\');
}
