/** The demo as `npm start` runs it: the built file, its port and its issuer. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../../../../dist/apps/demo/main.js');

export class DemoProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(port: number, issuer: string): Promise<DemoProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], ISSUER_URL: issuer, DEMO_PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const demo = new DemoProcess(child, `http://localhost:${port}`);
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline && child.exitCode === null) {
      const answered = await fetch(demo.url).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return demo;
      await new Promise((resume) => setTimeout(resume, 25));
    }
    await demo.stop();
    throw new Error(`The demo did not become ready.\n${output}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resume) => this.child.once('exit', resume));
    this.child.kill('SIGTERM');
    await ended;
  }
}
