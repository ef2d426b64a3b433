/**
 * Leaving without failing a request: say "not ready", wait for load balancers to notice, stop listening, finish what is
 * in hand, flush, close, exit 0. A second signal ends it at once. D-18.
 */
import type { Server } from 'node:http';
import type { Log } from '../http/logging/log';
import type { Readiness } from './readiness';
import type { ShutdownHooks } from './shutdown-hooks';

export interface ShutdownParts {
  readonly server: Server;
  /** Makes every further answer ask its client to leave the connection. */
  readonly drainConnections: () => void;
  readonly readiness: Readiness;
  readonly hooks: ShutdownHooks;
  /** Nest's own closing: module hooks, database pools. */
  readonly closeApplication: () => Promise<void>;
  readonly log: Log;
  readonly flushLog: () => void;
  /** Milliseconds between "not ready" and closing the listener. */
  readonly delay: number;
  /** Milliseconds for requests in hand; default 15 s. */
  readonly patience?: number;
  readonly exit?: (code: number) => void;
}

const PATIENCE = 15_000;
/** For flushing and closing, so that a hanging database cannot keep the process. */
const CLOSING_PATIENCE = 10_000;
/** The same Ctrl-C reaches a process from the terminal and from the starter: within this time it is one signal. */
const SAME_SIGNAL = 500;

export class GracefulShutdown {
  private begunAt: number | undefined;

  constructor(private readonly parts: ShutdownParts) {}

  /** Begins to leave; again after half a second: ends the process now, with code 1. */
  request(reason: string): void {
    const now = performance.now();
    if (this.begunAt === undefined) {
      this.begunAt = now;
      this.parts.log.info({ reason }, 'shutting down');
      void this.run();
    } else if (now - this.begunAt > SAME_SIGNAL) {
      this.parts.log.warn({ reason }, 'shutdown forced');
      this.leave(1);
    }
  }

  private async run(): Promise<void> {
    const { readiness, drainConnections, delay, hooks, closeApplication, log } = this.parts;
    readiness.drain();
    drainConnections();
    if (delay > 0) await sleep(delay);
    await this.finishRequests();
    const failed = (hook: string, error: unknown) => log.error({ hook, error }, 'shutdown hook failed');
    const closing = (async () => {
      await hooks.run('flush', failed);
      await closeApplication().catch((error: unknown) => failed('application', error));
      await hooks.run('close', failed);
    })();
    const inTime = await withinTime(closing, CLOSING_PATIENCE);
    if (!inTime) log.error({ patience: CLOSING_PATIENCE }, 'shutdown hooks did not finish');
    log.info({}, 'stopped');
    this.leave(inTime ? 0 : 1);
  }

  private async finishRequests(): Promise<void> {
    const { server, log, patience = PATIENCE } = this.parts;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Connections fall idle one by one; closing the listener looks at them only once.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    if (!(await withinTime(closed, patience))) {
      log.warn({ patience }, 'requests cut short');
      server.closeAllConnections();
      await closed;
    }
    clearInterval(sweep);
  }

  private leave(code: number): void {
    this.parts.flushLog();
    (this.parts.exit ?? process.exit)(code);
  }
}

/** Whether the work ended in time. @param milliseconds */
async function withinTime(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, milliseconds, false)));
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
