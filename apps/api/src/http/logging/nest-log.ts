import type { LoggerService } from '@nestjs/common';
import type { Log } from './log';

/** Contexts in which Nest tells how it builds itself. */
const BUILDING = new Set(['InstanceLoader', 'NestApplication', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

/** Nest's own messages, and those of `new Logger(name)`, in our log. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    if (BUILDING.has(context ?? '')) this.target.debug({ context }, textOf(message));
    else this.target.info({ context }, textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug({ context: contextOf(rest) }, textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.debug({ context: contextOf(rest) }, textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn({ context: contextOf(rest) }, textOf(message));
  }

  /** Nest passes a stack as text between message and context; an error itself tells more. */
  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find((item) => item instanceof Error);
    this.target.error({ context: contextOf(rest), error }, textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.target.fatal({ context: contextOf(rest) }, textOf(message));
  }
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
}
