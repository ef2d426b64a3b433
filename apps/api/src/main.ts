/** The API's front door: checks the environment before anything heavy is loaded, then serves, alone or in a cluster. */
import cluster from 'node:cluster';
import { readEnvironment } from '@gatehouse/environment';
import { processEnvironment } from './config/process-environment';
import { describeFaults, FAULTY_ENVIRONMENT } from '@gatehouse/environment';

async function main(): Promise<void> {
  const { settings, faults, warnings } = readEnvironment(processEnvironment());
  if (settings === undefined) {
    process.stderr.write(describeFaults(faults, warnings));
    process.exitCode = FAULTY_ENVIRONMENT;
    return;
  }
  if (settings.process.workers > 1 && cluster.isPrimary) {
    const { runWorkers } = await import('./worker-processes');
    runWorkers(settings.process.workers);
    return;
  }
  const { serve } = await import('./serve');
  await serve(settings, warnings);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `Gatehouse cannot start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}\n`,
  );
  process.exit(1);
});
