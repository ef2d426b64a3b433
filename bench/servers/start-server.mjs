// A server process of the benchmark, on the server's core.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pinned, SERVER_CORE } from '../measure/cores.mjs';
import { freePort } from '../../tools/test-services.mjs';

/** One answer's status; undefined when nobody answers. */
function status(port, path) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', () => resolve(undefined));
  });
}

/**
 * Starts a Node program with `PORT` in its environment, and waits until `readyPath` answers 200.
 * `directory`: where it runs and keeps its log. Resolves to `{ pid, port, origin, readyAfter, ask(message), stop() }`;
 * `readyAfter` is in milliseconds; `ask` is for programs that answer messages of their parent.
 */
export async function startServer({
  program,
  directory,
  environment = {},
  readyPath = '/',
  nodeOptions = [],
  messages = false,
}) {
  const port = environment.PORT ?? (await freePort());
  const logFile = join(directory, `${port}.log`);
  const log = openSync(logFile, 'a');
  const [command, args] = pinned(SERVER_CORE, process.execPath, [...nodeOptions, program]);
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, NODE_ENV: 'production', ...environment, PORT: String(port) },
    stdio: ['ignore', log, log, ...(messages ? ['ipc'] : [])],
  });
  closeSync(log);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!isGone()) child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(patience);
  };
  while ((await status(port, readyPath)) !== 200) {
    if (isGone() || performance.now() - began > 30_000) {
      await stop();
      throw new Error(`${program} did not become ready; see ${logFile}`);
    }
    await delay(1);
  }
  return {
    pid: child.pid,
    port: Number(port),
    origin: `http://127.0.0.1:${port}`,
    readyAfter: performance.now() - began,
    ask: (message) =>
      new Promise((resolve) => {
        child.once('message', resolve);
        child.send(message);
      }),
    stop,
  };
}
