/** `WORKERS` API processes on one port: the primary only starts them, starts them again, and passes signals on. */
import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { FAULTY_ENVIRONMENT } from '@gatehouse/environment';
import { ASK_FIGURES, FIGURES, type Figures } from './http/metrics/metrics';

/** Milliseconds before a dead worker is replaced: doubled each time, and forgotten by one that has lived for a while. */
const FIRST_DELAY = 250;
const LONGEST_DELAY = 30_000;
const LIVED = 60_000;
/** The same Ctrl-C from the terminal and from the starter is one signal. */
const SAME_SIGNAL = 500;

/** Runs until it is told to stop, then exits: 0, or the code of a worker that could not be stopped cleanly. */
export function runWorkers(count: number): void {
  let delay = FIRST_DELAY;
  let stoppingSince: number | undefined;
  let exitCode = 0;
  const startedAt = new Map<number, number>();
  /** The first worker applies the configuration file; the others start once it listens. */
  let begun = false;

  const start = () => {
    if (stoppingSince === undefined) startedAt.set(cluster.fork().id, performance.now());
  };

  const stop = (signal: NodeJS.Signals) => {
    const again = stoppingSince !== undefined;
    if (again && performance.now() - (stoppingSince ?? 0) <= SAME_SIGNAL) return;
    stoppingSince ??= performance.now();
    const workers = liveWorkers();
    if (workers.length === 0) process.exit(exitCode);
    for (const worker of workers) worker.process.kill(again ? 'SIGKILL' : 'SIGTERM');
    if (again) exitCode = 1;
    tell(`${signal}: stopping ${workers.length} workers`);
  };

  cluster.on('exit', (worker, code, signal) => {
    const lived = performance.now() - (startedAt.get(worker.id) ?? 0);
    startedAt.delete(worker.id);
    if (stoppingSince !== undefined) {
      if (code !== 0) exitCode = 1;
      if (liveWorkers().length === 0) process.exit(exitCode);
      return;
    }
    if (!begun || code === FAULTY_ENVIRONMENT) {
      // Another one would find the same fault, or serve without what the first could not apply.
      exitCode = code || 1;
      stop('SIGTERM');
      return;
    }
    if (lived > LIVED) delay = FIRST_DELAY;
    tell(`worker ${worker.process.pid} ended (${signal ?? code}), next in ${delay} ms`);
    setTimeout(start, delay);
    delay = Math.min(delay * 2, LONGEST_DELAY);
  });

  answerForAllWorkers();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  cluster.once('listening', () => {
    begun = true;
    for (let index = 1; index < count; index++) start();
  });
  start();
}

/** A scrape reaches one worker; the figures are those of all. */
function answerForAllWorkers(): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', (worker, message: { readonly type?: unknown } | null) => {
    if (message?.type !== ASK_FIGURES) return;
    const send = (text: string | undefined) => {
      if (worker.isConnected()) worker.send({ type: FIGURES, text } satisfies Figures);
    };
    registry.clusterMetrics().then(send, () => send(undefined));
  });
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined && !worker.isDead()) as Worker[];
}

function tell(message: string): void {
  process.stdout.write(
    `${JSON.stringify({ level: 'info', time: new Date().toISOString(), pid: process.pid, message })}\n`,
  );
}
