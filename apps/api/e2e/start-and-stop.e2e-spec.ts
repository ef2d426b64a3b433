/** The built API as a process: what it says to a bad environment, how it leaves, and how several share a port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DATABASES, freePort, Instance } from './support/instance';

const MAIN = resolve(__dirname, '../../../dist/apps/api/main.js');

interface Running {
  readonly child: ChildProcess;
  readonly output: { text: string; errors: string };
  readonly ended: Promise<number | null>;
}

let folder: string;
const running: Running[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'start-and-stop-'))));
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env: { PATH: process.env['PATH'], ...environment } });
  const output = { text: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.errors += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  running.push({ child, output, ended });
  return { child, output, ended };
}

async function until(condition: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(what());
    await new Promise((later) => setTimeout(later, 25));
  }
}

const answers = (port: string) =>
  fetch(`http://127.0.0.1:${port}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
const messages = ({ output }: Running) =>
  output.text
    .trim()
    .split('\n')
    // The set-up link of a first start stands among the log lines as plain text.
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { message: string }).message);

describe('a bad environment', () => {
  it('is refused with every fault and code 78, before anything is made', async () => {
    const { output, ended } = start({
      PORT: 'x',
      ISSUER_URL: 'http://id.example.com',
      WORKERS: '4',
      LOG_LEVEL: 'loud',
    });
    expect(await ended).toBe(78);
    expect(output.text).toBe('');
    const lines = output.errors.trimEnd().split('\n');
    expect(lines[0]).toBe('Gatehouse cannot start: 4 faults in its environment.');
    expect(lines.slice(1).map((line) => line.split(':')[0]?.trim())).toEqual([
      'ISSUER_URL',
      'PORT',
      'WORKERS',
      'LOG_LEVEL',
    ]);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('is a configuration file that breaks a rule, too: nobody serves with half of the clients', async () => {
    writeFileSync(join(folder, 'gatehouse.yaml'), 'version: 1\nclients:\n  - client_id: web\n');
    const { output, ended } = start({ PORT: String(await freePort()), CONFIG_FILE: 'gatehouse.yaml' });
    expect(await ended).toBe(78);
    expect(output.text).toContain('gatehouse.yaml:3:');
    expect(output.text).not.toContain('"listening"');
  });

  it('is a port in use, too', async () => {
    const port = String(await freePort());
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen(Number(port), '127.0.0.1', listening));
    const { output, ended } = start({ PORT: port });
    expect(await ended).toBe(1);
    expect(output.text).toContain(`PORT: ${port} is in use.`);
    await new Promise((closed) => holder.close(closed));
  });
});

describe('[sqlite] one process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('leaves with code 0 and a whole log at %s', async (signal) => {
    const port = String(await freePort());
    const api = start({ PORT: port });
    await until(
      () => answers(port),
      () => `not listening\n${api.output.text}${api.output.errors}`,
    );
    api.child.kill(signal);
    expect(await api.ended).toBe(0);
    expect(messages(api).at(-1)).toBe('stopped');
    expect(api.output.errors).toBe('');
  });
});

(DATABASES.includes('mariadb') ? describe : describe.skip)('[mariadb] two processes on one port', () => {
  it('do not start at all on a configuration file that breaks a rule', async () => {
    const configuration = 'version: 1\nclients:\n  - client_id: web\n';
    const starting = Instance.start({ database: 'mariadb', configuration, environment: { WORKERS: '2' } });
    await expect(starting).rejects.toThrow(/C\d\d clients\[0\]/);
  });

  it('share it, replace each other, and leave together', async () => {
    const instance = await Instance.start({ database: 'mariadb', environment: { WORKERS: '2' } });
    try {
      const [api] = instance.processes;
      if (api?.pid === undefined) throw new Error('not started');
      const said = (message: string) => api.output.split(`"message":"${message}"`).length - 1;
      const listening = (count: number) =>
        until(
          () => said('listening') === count,
          () => api.output,
        );
      await listening(2);
      const line = api.output.split('\n').find((text) => text.includes('"listening"')) ?? '';
      process.kill((JSON.parse(line) as { pid: number }).pid, 'SIGKILL');
      await listening(3);
      expect(await answers(String(api.port))).toBe(true);
      const figures = await (await fetch(`${api.origin}/metrics`)).text();
      expect(figures).toMatch(
        /^gatehouse_http_requests_total\{route="\/health\/live",method="GET",status="200"\} [1-9]/m,
      );
      // The terminal's Ctrl-C reaches all of them, and the starter passes it on once more.
      process.kill(api.pid, 'SIGINT');
      process.kill(api.pid, 'SIGINT');
      expect(await api.stop()).toBe(0);
      expect(said('stopped')).toBe(2);
    } finally {
      await instance.stop();
    }
  });
});
