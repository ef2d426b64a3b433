import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isSupportedNode, root } from './install.mjs';
import { freePort } from './test-services.mjs';

// The starter itself, in a folder where the three programs are the smallest that behave like ours.
const server = (port, extra = '', answers = {}) => `
const http = require('node:http');
const answers = ${JSON.stringify(answers)};
http.createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  if (request.url === '/console') {
    const { CONSOLE_KEY, CONSOLE_URL, CONSOLE_PORT } = process.env;
    return response.end(JSON.stringify({ CONSOLE_KEY, CONSOLE_URL, CONSOLE_PORT }));
  }
  response.statusCode = Number(answers[request.url] ?? 200);
  response.end('here');
}).listen(Number(process.env.${port}), '127.0.0.1', () => {
  ${extra}
});
process.on('SIGTERM', () => { console.log('closing'); process.exit(0); });
`;
const setup =
  "if (process.env.GATEHOUSE_STARTER === '1') console.log('GATEHOUSE_SETUP_URL=http://localhost/setup?code=once');";

let house;
let environment;

beforeEach(async () => {
  house = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  write(
    'tools/install.mjs',
    `export const root = ${JSON.stringify(house)};
    export const requireNode = () => {};
    export const prepare = async (projects) => console.log('prepared ' + projects.join(' '));`,
  );
  mkdirSync(join(house, 'tools'), { recursive: true });
  copyFileSync(join(root, 'tools/start.mjs'), join(house, 'tools/start.mjs'));
  write('dist/apps/api/main.js', server('PORT', setup));
  // What a person opens may take its time, or fail: only the probe says whether the console is there.
  write('dist/apps/console/apps/console/server.js', server('PORT', '', { '/': 503 }));
  write('dist/apps/demo/main.js', server('DEMO_PORT'));
  environment = {
    PATH: process.env.PATH,
    PORT: String(await freePort()),
    CONSOLE_PORT: String(await freePort()),
    DEMO_PORT: String(await freePort()),
  };
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

function write(file, text) {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

/** Starts, and does `act` (by default: asks it to stop) as soon as `stopAt` is printed. Resolves to everything printed and the exit code. */
async function start({ stopAt, signal = 'SIGTERM', act = (child) => child.kill(signal) } = {}) {
  const child = spawn(process.execPath, [join(house, 'tools/start.mjs')], { env: environment });
  let output = '';
  let stopped = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (stopped || stopAt === undefined || !output.includes(stopAt)) return;
      stopped = true;
      act(child);
    });
  }
  const [code] = await once(child, 'close');
  return { output, code };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  'runs three programs, says where, and stops them all on %s',
  async (signal) => {
    const { output, code } = await start({ stopAt: 'Ctrl-C stops.', signal });
    expect(code).toBe(0);
    expect(output).toContain('prepared api console demo');
    expect(output).toContain(`Issuer   http://localhost:${environment.PORT} `);
    expect(output).toContain(`Console  http://localhost:${environment.CONSOLE_PORT} `);
    expect(output).toContain(`Demo     http://localhost:${environment.DEMO_PORT} `);
    for (const name of ['api    ', 'console', 'demo   ']) expect(output).toContain(`${name} │ closing`);
  },
);

test('shows the set-up link in its box and nowhere else', async () => {
  const { output } = await start({ stopAt: 'Ctrl-C stops.' });
  expect(output).toContain('Set up   http://localhost/setup?code=once ');
  expect(output.split('code=once')).toHaveLength(2);
  expect(output).not.toContain('GATEHOUSE_SETUP_URL');
});

/** What the API and the console were told of the console. */
async function told(more) {
  let parts;
  const ask = async (child) => {
    const answer = async (port) => (await fetch(`http://127.0.0.1:${port}/console`)).json();
    parts = { api: await answer(environment.PORT), console: await answer(environment.CONSOLE_PORT) };
    child.kill('SIGTERM');
  };
  Object.assign(environment, more);
  const { output, code } = await start({ stopAt: 'Ctrl-C stops.', act: (child) => void ask(child) });
  return { ...parts, output, code };
}

describe('the key of the console', () => {
  test.each([
    ['by default', undefined, 'data'],
    ['beside the database file', 'sqlite:./records/gate.sqlite', 'records'],
    ['in data where the database is elsewhere', 'mysql://gate:word@127.0.0.1/gate', 'data'],
    ['in data where there is no file', 'sqlite::memory:', 'data'],
  ])('is made once for both, for its owner alone, %s', async (_, url, folder) => {
    const more = url === undefined ? {} : { DATABASE_URL: url };
    const first = await told(more);
    const file = join(house, folder, 'console.key');
    const key = readFileSync(file, 'utf8').trim();
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const expected = {
      CONSOLE_KEY: key,
      CONSOLE_URL: `http://localhost:${environment.CONSOLE_PORT}`,
      CONSOLE_PORT: environment.CONSOLE_PORT,
    };
    expect(first).toMatchObject({ api: expected, console: expected, code: 0 });
    expect(first.output).not.toContain(key);
    expect((await told(more)).api).toEqual(expected);
  });

  test('is not made where somebody sets it', async () => {
    const CONSOLE_KEY = Buffer.alloc(32, 5).toString('base64');
    const { api, console: console_ } = await told({ CONSOLE_KEY, CONSOLE_URL: 'https://console.example.test' });
    expect(api).toMatchObject({ CONSOLE_KEY, CONSOLE_URL: 'https://console.example.test' });
    expect(console_).toEqual(api);
    expect(existsSync(join(house, 'data'))).toBe(false);
  });

  test('goes without an address on this machine behind a public issuer', async () => {
    const { api } = await told({ ISSUER_URL: 'https://id.example.test' });
    expect(api).not.toHaveProperty('CONSOLE_URL');
  });

  test('is not replaced when it is spoilt: nothing starts, and the file is named', async () => {
    write('data/console.key', 'spoilt');
    const { output, code } = await start();
    expect(code).toBe(1);
    expect(output).toContain(`${join(house, 'data/console.key')} does not hold 32 bytes in base64. Delete it`);
    expect(output).not.toContain('│');
    expect(readFileSync(join(house, 'data/console.key'), 'utf8')).toBe('spoilt');
  });

  test('says so when it cannot be kept', async () => {
    write('data', 'a file');
    const { output, code } = await start();
    expect(code).toBe(1);
    expect(output).toMatch(/console\.key cannot be made or read \(E\w+\)\. .*or set CONSOLE_KEY\./);
  });
});

test('starts no demo when DEMO_PORT is 0', async () => {
  environment.DEMO_PORT = '0';
  rmSync(join(house, 'dist/apps/demo'), { recursive: true });
  const { output, code } = await start({ stopAt: 'Ctrl-C stops.' });
  expect(code).toBe(0);
  expect(output).toContain('prepared api console\n');
  expect(output).not.toContain('Demo');
});

test.each([
  ['api', 'PORT'],
  ['console', 'CONSOLE_PORT'],
  ['demo', 'DEMO_PORT'],
])('stops the others when %s ends by itself', async (name, variable) => {
  const crash = () => void fetch(`http://127.0.0.1:${environment[variable]}/crash`).catch(() => {});
  const { output, code } = await start({ stopAt: 'Ctrl-C stops.', act: crash });
  expect(code).toBe(1);
  expect(output).toContain(`${name} ended by itself (exit code 3)`);
  expect(output.match(/│ closing/g)).toHaveLength(2);
});

test('names the variable of a port that is taken, and starts nothing', async () => {
  const other = createServer().listen(Number(environment.CONSOLE_PORT), '127.0.0.1');
  await once(other, 'listening');
  const { output, code } = await start();
  other.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${environment.CONSOLE_PORT} is in use`);
  expect(output).toContain('set CONSOLE_PORT');
  expect(output).not.toContain('│');
});

test('reads .env, over which the environment wins', async () => {
  write('.env', `ISSUER_URL=https://id.example.test\nDEMO_PORT=1\n`);
  const { output } = await start({ stopAt: 'Ctrl-C stops.' });
  expect(output).toContain('Issuer   https://id.example.test ');
  expect(output).toContain(`Demo     http://localhost:${environment.DEMO_PORT} `);
});

test.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['21.7.0', false],
  ['22.13.0', true],
  ['22.12.0', false],
  ['23.9.0', false],
  ['24.11.0', true],
  ['24.10.0', false],
  ['26.0.0', true],
])('Node %s is supported: %s', (version, expected) => {
  expect(isSupportedNode(version)).toBe(expected);
});
