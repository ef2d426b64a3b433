/** The console as `npm start` runs it: the built server, its port, its issuer and its key. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const BUILT = process.env['GATEHOUSE_TEST_CONSOLE'] ?? resolve(__dirname, '../../../../dist/apps/console');

export class ConsoleProcess {
  /** Everything that the process printed so far. */
  output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** @param more environment, such as `NODE_OPTIONS` */
  static async start(
    port: number,
    issuer: string,
    consoleKey: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ConsoleProcess> {
    const url = `http://localhost:${port}`;
    const child = spawn(process.execPath, [resolve(BUILT, 'apps/console/server.js')], {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        ISSUER_URL: issuer,
        CONSOLE_URL: url,
        CONSOLE_KEY: consoleKey,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new ConsoleProcess(child, url);
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && child.exitCode === null) {
      const answered = await fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return started;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    await started.stop();
    throw new Error(`The console did not become ready.\n${started.output}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resume) => this.child.once('exit', resume));
    this.child.kill('SIGTERM');
    await ended;
  }
}
