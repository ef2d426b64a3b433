// npm start: installs if needed, builds if stale, runs the API, the console and the demo side by side. Node built-ins only.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { prepare, requireNode, root } from './install.mjs';

const patience = 8_000;
const colours = { api: 36, console: 35, demo: 33 };
const setupMark = 'GATEHOUSE_SETUP_URL=';
const terminal = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code, text) => (terminal ? `\u001b[${code}m${text}\u001b[0m` : text);

requireNode();
const environmentFile = join(root, '.env');
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);

const settings = readSettings(process.env);
const children = new Map();
let setupUrl;
let stopping = false;
let exitCode = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

await prepare(['api', 'console', ...(settings.demo.port ? ['demo'] : [])]);
if (!stopping) await start();

/** Addresses of the three parts, from the same variables that they read themselves. */
function readSettings(environment) {
  const number = (name, fallback) => Number(environment[name] || fallback);
  const host = environment.HOST || '127.0.0.1';
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = (port) => `http://${near.includes(':') ? `[${near}]` : near}:${port}`;
  const api = number('PORT', 4000);
  const console_ = number('CONSOLE_PORT', 4001);
  const demo = number('DEMO_PORT', 4002);
  const issuer = environment.ISSUER_URL || `http://localhost:${api}`;
  return {
    host,
    near,
    issuer,
    api: { port: api, ready: `${url(api)}/health/ready` },
    console: {
      port: console_,
      url: environment.CONSOLE_URL || `http://localhost:${console_}`,
      ready: `${url(console_)}/health`,
    },
    demo: { port: demo, url: `http://localhost:${demo}`, ready: `${url(demo)}/` },
  };
}

async function start() {
  const { api, console: console_, demo } = settings;
  const parts = [['PORT', api.port], ['CONSOLE_PORT', console_.port], ...(demo.port ? [['DEMO_PORT', demo.port]] : [])];
  for (const [variable, port] of parts) {
    if (!(await isListening(port))) continue;
    console.error(`Port ${port} is in use by another program. Stop it, or set ${variable} to another port.`);
    process.exitCode = 1;
    return;
  }
  const key = readOrMakeConsoleKey();
  if (key === undefined) {
    process.exitCode = 1;
    return;
  }
  const common = {
    ...process.env,
    ISSUER_URL: settings.issuer,
    CONSOLE_PORT: String(console_.port),
    CONSOLE_KEY: key,
    // Behind a public issuer, only somebody who says so means an address on this machine.
    ...(settings.issuer.startsWith('https:') ? {} : { CONSOLE_URL: console_.url }),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  // The starter mode of the API: it prints the set-up link for us, and knows the demo as a client.
  const starter = { ...common, PORT: String(api.port), HOST: settings.host, GATEHOUSE_STARTER: '1' };
  starter.DEMO_PORT = String(demo.port);
  launch('api', 'dist/apps/api/main.js', starter);
  // Next's server listens where PORT and HOSTNAME say.
  launch('console', 'dist/apps/console/apps/console/server.js', {
    ...common,
    PORT: String(console_.port),
    HOSTNAME: settings.host,
    NODE_ENV: 'production',
  });
  if (!(await answers('api', api.ready, 200))) return stop(1);
  if (demo.port) launch('demo', 'dist/apps/demo/main.js', { ...common, DEMO_PORT: String(demo.port) });
  if (!(await answers('console', console_.ready))) return stop(1);
  if (demo.port && !(await answers('demo', demo.ready))) return stop(1);
  if (!stopping) announce();
}

/** The key by which the API knows the console. Anybody's own, or one that is made once, beside the database. */
function readOrMakeConsoleKey() {
  const own = process.env.CONSOLE_KEY?.trim();
  if (own) return own;
  const path = join(dataDirectory(process.env.DATABASE_URL?.trim()), 'console.key');
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    const key = readFileSync(path, 'utf8').trim();
    if (/^[A-Za-z0-9+/_-]{43}=?$/.test(key)) return key;
    console.error(`${path} does not hold 32 bytes in base64. Delete it, and the next start makes another one.`);
  } catch (error) {
    console.error(`${path} cannot be made or read (${error.code}). Make its folder writable, or set CONSOLE_KEY.`);
  }
  return undefined;
}

/** As the API has it: the folder of the SQLite file, otherwise data. */
function dataDirectory(databaseUrl = '') {
  const file = /^sqlite:(?:\/\/(?=\/))?((?!\/\/).+)$/i.exec(databaseUrl)?.[1] ?? ':memory:';
  return file === ':memory:' ? join(root, 'data') : dirname(resolve(root, file));
}

function launch(name, file, environment) {
  const child = spawn(process.execPath, [join(root, file)], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.set(name, child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.startsWith(setupMark)) setupUrl = line.slice(setupMark.length).trim();
      else process.stdout.write(`${paint(colours[name], name.padEnd(7))} │ ${line}\n`);
    });
  }
  child.once('error', (error) => console.error(`${name} could not be started: ${error.message}`));
  child.once('close', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    console.error(`${name} ended by itself (${signal ?? `exit code ${code}`}); stopping the others.`);
    stop(1);
  });
}

/** Waits until `url` answers (with `status`, when given). False when the part has ended or a minute has passed. */
async function answers(name, url, status) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (stopping || !children.has(name)) return false;
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) });
      if (status === undefined ? response.status < 500 : response.status === status) return true;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  console.error(`${name} did not answer at ${url} within a minute.`);
  return false;
}

function isListening(port) {
  // A port that is none: the part itself says so, with every other fault.
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = createConnection({ host: settings.near, port });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}

function announce() {
  const rows = [
    ['Issuer', settings.issuer],
    ['Console', settings.console.url],
    ...(settings.demo.port ? [['Demo', settings.demo.url]] : []),
    ...(setupUrl ? [['Set up', setupUrl]] : []),
  ];
  const title = 'Gatehouse is running';
  const hint = setupUrl ? 'Open the set-up link to create the first account. Ctrl-C stops.' : 'Ctrl-C stops.';
  const lines = rows.map(([label, value]) => `${label.padEnd(9)}${value}`);
  const width = Math.max(title.length, hint.length, ...lines.map((line) => line.length)) + 2;
  const row = (text, code) => `│ ${code ? paint(code, text) : text}${' '.repeat(width - 1 - text.length)}│`;
  const box = [
    `╭${'─'.repeat(width)}╮`,
    row(title, 1),
    row(''),
    ...lines.map((line) => row(line)),
    row(''),
    row(hint, 2),
    `╰${'─'.repeat(width)}╯`,
  ];
  process.stdout.write(`\n${box.join('\n')}\n\n`);
}

/** Asks every part to end, and ends those that do not within eight seconds. A second call does not wait. */
function stop(code) {
  if (stopping) {
    for (const child of children.values()) child.kill('SIGKILL');
    return;
  }
  stopping = true;
  exitCode = code;
  if (children.size === 0) process.exit(exitCode);
  const hurry = setTimeout(() => {
    for (const [name, child] of children) {
      console.error(`${name} did not stop in ${patience / 1000} s and is killed.`);
      child.kill('SIGKILL');
    }
  }, patience);
  for (const child of children.values()) {
    child.once('close', () => {
      if (children.size > 0) return;
      clearTimeout(hurry);
      process.exit(exitCode);
    });
    child.kill('SIGTERM');
  }
}
