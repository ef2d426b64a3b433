/** The operator's command as it is run: dist/apps/cli/main.js, in a folder and an environment of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../../../dist/apps/cli/main.js');

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));

  constructor(readonly environment: Readonly<Record<string, string>>) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  /** @param input what the command reads from standard input; without it, nothing */
  run(arguments_: readonly string[], more: Readonly<Record<string, string>> = {}, input = ''): Promise<Run> {
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...arguments_], {
        cwd: this.folder,
        env: { PATH: process.env['PATH'] ?? '', ...this.environment, ...more },
      });
      const texts = { out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
      child.on('error', fail);
      child.on('close', (code) => done({ code: code ?? -1, ...texts }));
      // A command that fails at once does not read what we write.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  /** The answer of a command that must succeed. @throws Error with what it said */
  async json<T>(arguments_: readonly string[], more: Readonly<Record<string, string>> = {}, input = ''): Promise<T> {
    const { code, out, err } = await this.run([...arguments_, '--json'], more, input);
    if (code !== 0) throw new Error(`gatehouse ${arguments_.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
