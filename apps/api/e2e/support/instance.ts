/** Real API processes from dist/, on a database of their own, for flows over real HTTP. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestDatabase, mariadbAdminUrl, type TestDialect } from '@gatehouse/persistence/testing';

const MAIN = resolve(__dirname, '../../../../dist/apps/api/main.js');

export type DatabaseKind = TestDialect;

/** The databases that this run can use: MariaDB only where `npm test` started one. */
export const DATABASES: readonly DatabaseKind[] = mariadbAdminUrl() === undefined ? ['sqlite'] : ['sqlite', 'mariadb'];

export interface InstanceOptions {
  readonly database: DatabaseKind;
  /** Text of a gatehouse.yaml to apply at start. */
  readonly configuration?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** API processes on the one database (MariaDB only beyond 1). */
  readonly processes?: number;
}

export class Instance {
  readonly processes: ApiProcess[] = [];

  private constructor(
    readonly issuer: string,
    readonly directory: string,
    readonly databaseUrl: string,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  /** Origins of the processes; the first is the issuer's own. */
  get origins(): readonly string[] {
    return this.processes.map((process) => process.origin);
  }

  static async start(options: InstanceOptions): Promise<Instance> {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
    const { url, drop } = await createTestDatabase(options.database);
    const ports: number[] = [];
    while (ports.length < (options.processes ?? 1)) ports.push(await freePort());
    const issuer = `http://127.0.0.1:${ports[0]}`;
    const instance = new Instance(issuer, directory, url, drop);
    const file = join(directory, 'gatehouse.yaml');
    if (options.configuration !== undefined) await writeFile(file, options.configuration);
    const environment = {
      ISSUER_URL: issuer,
      DATABASE_URL: url,
      LOG_LEVEL: 'info',
      MASTER_KEY: randomBytes(32).toString('base64'),
      ...(options.configuration === undefined ? {} : { CONFIG_FILE: file }),
      ...options.environment,
    };
    try {
      for (const port of ports) {
        const process = new ApiProcess(port, directory, environment);
        instance.processes.push(process);
        await process.start();
      }
    } catch (error) {
      await instance.stop();
      throw error;
    }
    return instance;
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.dropDatabase();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export class ApiProcess {
  /** Everything that the process printed so far. */
  output = '';
  private child: ChildProcess | undefined;

  constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      cwd: this.directory,
      env: { PATH: process.env['PATH'], HOME: this.directory, ...this.environment, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      if (await this.isReady()) return;
      await new Promise((resume) => setTimeout(resume, 25));
    }
    throw new Error(`The API did not become ready.\n${this.output.slice(-4000)}`);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks the process to end, and waits until it has. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<void>((resume) => child.once('exit', () => resume()));
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}

export async function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
