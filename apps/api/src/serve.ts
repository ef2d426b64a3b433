/** One API process: log, rooms, listener, and the way out. Loaded only once the environment is known to be good. */
import 'reflect-metadata';
import cluster from 'node:cluster';
import { AppModule } from './app.module';
import { ConfigurationConflictError, ConfigurationError } from '@gatehouse/configuration';
import { FAULTY_ENVIRONMENT, type Settings } from '@gatehouse/environment';
import { GracefulShutdown } from './health/graceful-shutdown';
import { Readiness } from './health/readiness';
import { ShutdownHooks } from './health/shutdown-hooks';
import { createHttpApplication } from './http/create-http-application';
import { type OpenLog, openLog } from './http/logging/log';
import { Metrics } from './http/metrics/metrics';

/** Starts to serve. When it cannot, says why in the log and ends the process: 78 for a faulty configuration file, else 1. */
export async function serve(settings: Settings, warnings: readonly string[]): Promise<void> {
  // The starter shows our lines to a person, through a pipe.
  const pretty = settings.process.startedByStarter ? { pretty: true } : {};
  const opened = openLog({ level: settings.logging.level, ...pretty });
  watchForAccidents(opened);
  for (const warning of warnings) opened.log.warn({ warning }, 'check the environment');
  try {
    await start(settings, opened);
  } catch (error) {
    opened.log.fatal({ error, ...reasonOf(error, settings) }, 'cannot start');
    opened.flush();
    const faultyFile = error instanceof ConfigurationError || error instanceof ConfigurationConflictError;
    process.exit(faultyFile ? FAULTY_ENVIRONMENT : 1);
  }
}

async function start(settings: Settings, opened: OpenLog): Promise<void> {
  const { log, flush } = opened;
  const metrics = new Metrics();
  metrics.share();
  const root = AppModule.for(settings, log, metrics);
  const { trustProxy, host, port } = settings.http;
  const { application, adapter } = await createHttpApplication(root, { log: opened, metrics, trustProxy });
  const shutdown = new GracefulShutdown({
    server: adapter.getHttpServer(),
    drainConnections: () => adapter.drain(),
    readiness: application.get(Readiness),
    hooks: application.get(ShutdownHooks),
    closeApplication: () => application.close(),
    log,
    flushLog: flush,
    delay: settings.process.shutdownDelay,
  });
  listenForSignals(shutdown);
  await application.listen(port, host);
  log.info({ issuer: settings.issuer.url, address: await application.getUrl() }, 'listening');
}

/** The faults of a port that only show when it is used. */
function reasonOf(error: unknown, { http: { host, port } }: Settings): { readonly advice?: string } {
  const { code } = error as { readonly code?: unknown };
  if (code === 'EADDRINUSE')
    return { advice: `PORT: ${port} is in use. Stop what listens there, or set another port.` };
  if (code === 'EACCES') return { advice: `PORT: ${port} may not be used by this user. Set a port above 1023.` };
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return { advice: `HOST: ${host} is not an address of this machine.` };
  return {};
}

function listenForSignals(shutdown: GracefulShutdown): void {
  process.on('SIGTERM', () => shutdown.request('SIGTERM'));
  // In a cluster the terminal's Ctrl-C reaches every process; the primary turns it into one SIGTERM for each worker.
  process.on('SIGINT', () => cluster.isWorker || shutdown.request('SIGINT'));
  // A worker whose primary has died has nobody left who would stop it.
  if (cluster.isWorker) process.on('disconnect', () => shutdown.request('primary gone'));
}

/** An error that nobody caught leaves unknown state behind: the process ends and its supervisor starts another. */
function watchForAccidents({ log, flush }: OpenLog): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'uncaught error');
    flush();
    process.exit(1);
  });
  process.on('unhandledRejection', (error) => log.error({ error }, 'unhandled rejection'));
}
