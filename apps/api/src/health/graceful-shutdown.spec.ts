import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { openLog } from '../http/logging/log';
import { GracefulShutdown, type ShutdownParts } from './graceful-shutdown';
import { Readiness } from './readiness';
import { ShutdownHooks } from './shutdown-hooks';

let server: Server;
let port: number;
let letGo: () => void;
let arrived: Promise<void>;
const order: string[] = [];
const lines: string[] = [];
const readiness = () => new Readiness();

beforeEach(async () => {
  order.splice(0);
  lines.splice(0);
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let arrive: () => void;
  arrived = new Promise<void>((resolve) => (arrive = resolve));
  server = createServer((request, response) => {
    if (request.url === '/quick') return void response.end('quick');
    arrive();
    void held.then(() => {
      order.push('answered');
      response.end('slow');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  letGo();
  server.closeAllConnections();
  server.close();
});

function begin(more: Partial<ShutdownParts> = {}) {
  const hooks = new ShutdownHooks();
  const hook = (name: string) => () => void order.push(name);
  hooks.add('flush', 'ledger', hook('flush ledger'));
  hooks.add('close', 'pool', hook('close pool'));
  hooks.add('flush', 'broken', () => {
    order.push('flush broken');
    throw new Error('disk full');
  });
  let exited: (code: number) => void;
  const exit = new Promise<number>((resolve) => (exited = resolve));
  const shutdown = new GracefulShutdown({
    server,
    hooks,
    readiness: readiness(),
    drainConnections: hook('drain'),
    closeApplication: () => Promise.resolve(hook('close application')()),
    log: openLog({ level: 'info', destination: { write: (line) => void lines.push(line) }, pretty: false }).log,
    flushLog: hook('flush log'),
    delay: 0,
    exit: (code) => exited(code),
    ...more,
  });
  return { shutdown, exit };
}

const ask = (path: string, agent?: Agent) =>
  new Promise<string>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent: agent ?? false }, (answer: IncomingMessage) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve(body));
    }).on('error', reject);
  });

describe('GracefulShutdown', () => {
  it('answers what is in hand, takes nothing new, then flushes and closes in order', async () => {
    const slow = ask('/slow');
    await arrived;
    const { shutdown, exit } = begin();
    shutdown.request('SIGTERM');
    await expect(ask('/quick')).rejects.toThrow(/ECONNREFUSED/);
    expect(order).toEqual(['drain']);
    letGo();
    expect(await slow).toBe('slow');
    expect(await exit).toBe(0);
    expect(order).toEqual([
      'drain',
      'answered',
      'flush broken',
      'flush ledger',
      'close application',
      'close pool',
      'flush log',
    ]);
    expect(lines.join('')).toContain('disk full');
  });

  it('says "not ready" before it stops listening', async () => {
    const ready = readiness();
    const { shutdown, exit } = begin({ readiness: ready, delay: 200 });
    expect((await ready.report()).ready).toBe(true);
    shutdown.request('SIGTERM');
    expect((await ready.report()).ready).toBe(false);
    expect(await ask('/quick')).toBe('quick');
    expect(await exit).toBe(0);
    await expect(ask('/quick')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('does not wait for idle connections', async () => {
    const agent = new Agent({ keepAlive: true });
    await ask('/quick', agent);
    const { shutdown, exit } = begin({ patience: 60_000 });
    shutdown.request('SIGTERM');
    expect(await exit).toBe(0);
    agent.destroy();
  });

  it('cuts short what takes too long', async () => {
    const slow = ask('/slow');
    slow.catch(() => undefined);
    await arrived;
    const { shutdown, exit } = begin({ patience: 100 });
    shutdown.request('SIGTERM');
    expect(await exit).toBe(0);
    await expect(slow).rejects.toThrow();
    expect(lines.join('')).toContain('requests cut short');
  });

  it('takes the echo of a signal for the same one, and a later one for an order to end now', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.on('error', () => undefined);
    await arrived;
    const exits: number[] = [];
    const { shutdown } = begin({ exit: (code) => exits.push(code) });
    shutdown.request('SIGINT');
    shutdown.request('SIGINT');
    expect(exits).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    shutdown.request('SIGINT');
    expect(exits).toEqual([1]);
    socket.destroy();
  });
});
