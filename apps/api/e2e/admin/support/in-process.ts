/** The whole API inside the test's own process, on a real database: for tests that look at its router. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@gatehouse/environment';
import { createTestDatabase, type TestDialect } from '@gatehouse/persistence/testing';
import { AppModule } from '../../../src/app.module';
import { createHttpApplication } from '../../../src/http/create-http-application';
import { openLog } from '../../../src/http/logging/log';
import { Metrics } from '../../../src/http/metrics/metrics';
import { freePort } from '../../support/instance';

interface RouterLayer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] };
}

export interface InProcess {
  readonly issuer: string;
  readonly origins: readonly string[];
  readonly databaseUrl: string;
  /** Every route that the router knows, such as `GET /admin/v1/clients`. */
  routes(): string[];
  stop(): Promise<void>;
}

/** @param configuration text of a gatehouse.yaml */
export async function startInProcess(database: TestDialect, configuration: string): Promise<InProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-in-process-'));
  const file = join(directory, 'gatehouse.yaml');
  await writeFile(file, configuration);
  const { url, drop } = await createTestDatabase(database);
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { settings, faults } = readEnvironment({
    ISSUER_URL: issuer,
    PORT: String(port),
    DATABASE_URL: url,
    MASTER_KEY: randomBytes(32).toString('base64'),
    CONFIG_FILE: file,
  });
  if (!settings) throw new Error(JSON.stringify(faults));
  const log = openLog({ level: 'warn', destination: { write: () => undefined }, pretty: false });
  const metrics = new Metrics({ ofProcess: false });
  const { application } = await createHttpApplication(AppModule.for(settings, log.log, metrics), {
    log,
    metrics,
    trustProxy: false,
  });
  await application.listen(port, '127.0.0.1');
  const { router } = application.getHttpAdapter().getInstance() as { router: { stack: readonly RouterLayer[] } };
  return {
    issuer,
    origins: [issuer],
    databaseUrl: url,
    routes: () =>
      router.stack.flatMap(({ route }) =>
        (route?.stack ?? []).map(({ method }) => `${method.toUpperCase()} ${route?.path}`),
      ),
    async stop() {
      await application.close();
      await drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
