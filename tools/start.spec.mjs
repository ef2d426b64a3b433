import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isSupportedNode, root } from './install.mjs';
import { freePort } from './test-services.mjs';

// The starter itself, in a folder where the three programs are the smallest that behave like ours.
const server = (port, extra = '') => `
const http = require('node:http');
http.createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
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
  write('dist/apps/console/apps/console/server.js', server('PORT'));
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
