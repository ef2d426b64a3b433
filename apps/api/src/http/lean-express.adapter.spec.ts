import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import express, { type Express, type Request, type Response } from 'express';
import { LeanExpressAdapter } from './lean-express.adapter';
import type { TracedRequest } from './request-context';

/** The same routes on both; what they answer has to be the same. */
function addRoutes(app: Express): void {
  app.get('/request', (request, response) => {
    const { ip, ips, protocol, secure, hostname, path, query, originalUrl, baseUrl, params, xhr, subdomains } = request;
    response.json({
      ...{ ip, ips, protocol, secure, hostname, path, query, originalUrl, baseUrl, params, xhr, subdomains },
      header: request.get('X-Test'),
      accepts: request.accepts(['json', 'html']),
      hasApp: request.app === app && response.app === app,
      circular: request.res === response && response.req === request,
    });
  });
  app.get('/items/:id', (request, response) => response.json({ params: request.params, route: request.route.path }));
  app.get('/json', (_request, response) => response.status(201).json({ text: 'ü' }));
  app.get('/send', (_request, response) => response.send('<p>text</p>'));
  app.get('/bytes', (_request, response) => response.type('png').send(Buffer.from([1, 2, 3])));
  app.get('/empty', (_request, response) => response.sendStatus(204));
  app.get('/cookie', (_request, response) =>
    response.cookie('a', 'b c', { httpOnly: true, path: '/x' }).clearCookie('old').append('Vary', 'Origin').json({}),
  );
  app.get('/redirect', (_request, response) => response.redirect(303, '/elsewhere?x=ü'));
  app.get('/locals', (_request, response) => response.json({ locals: Object.keys(response.locals) }));
  app.get('/stream', (_request, response) => {
    response.set('Content-Type', 'text/plain');
    Readable.from(['one ', 'two ', 'three']).pipe(response);
  });
  app.get('/written', (_request, response) => {
    response.writeHead(202, { 'X-Written': 'yes' });
    response.write('first ');
    response.end('last');
  });
  app.get('/throws', () => {
    throw Object.assign(new Error('broken'), { status: 418 });
  });
  app.get('/rejects', async () => Promise.reject(Object.assign(new Error('broken'), { status: 409 })));
  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: () => void) => {
    response.status(error.status ?? 500).json({ caught: error.message });
  });
}

function plainExpress(trustProxy: boolean | number): Server {
  const app = express();
  for (const setting of ['x-powered-by', 'etag']) app.disable(setting);
  for (const setting of ['case sensitive routing', 'strict routing']) app.enable(setting);
  app.set('trust proxy', trustProxy);
  addRoutes(app);
  return createServer(app);
}

function lean(trustProxy: false | number, more: ConstructorParameters<typeof LeanExpressAdapter>[0] = {}) {
  const adapter = new LeanExpressAdapter({ trustProxy, ...more });
  adapter.initHttpServer();
  addRoutes(adapter.getInstance<Express>());
  return adapter;
}

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}

const open: Server[] = [];
async function portOf(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
afterEach(() => open.splice(0).forEach((server) => server.close()));

function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'api.id.example.com', connection: 'close', ...options.headers };
    httpRequest({ port, host: '127.0.0.1', path, method: options.method ?? 'GET', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: { ...answer.headers }, body: Buffer.concat(chunks).toString() }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Without what the lean adapter adds to every answer, and the time. */
function comparable({ status, headers, body }: Answer): Answer {
  const ours = [
    'x-request-id',
    'cache-control',
    'x-content-type-options',
    'referrer-policy',
    'content-security-policy',
    'date',
  ];
  return {
    status,
    body,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.includes(name))),
  };
}

describe('LeanExpressAdapter beside plain Express', () => {
  it.each([
    ['/request?a=1&a=2&b=x%20y', {}],
    [
      '/request',
      { headers: { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-forwarded-proto': 'https', 'x-test': 'seen' } },
    ],
    ['/request', { headers: { accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' } }],
    ['/items/a%20b', {}],
    ['/items/a%zz', { skipLean: true }],
    ['/items/1/', {}],
    ['/ITEMS/1', {}],
    ['/json', {}],
    ['/json', { method: 'HEAD' }],
    ['/json', { method: 'POST' }],
    ['/json', { method: 'OPTIONS' }],
    ['/send', {}],
    ['/bytes', {}],
    ['/empty', {}],
    ['/cookie', {}],
    ['/redirect', {}],
    ['/redirect', { headers: { accept: 'text/html' } }],
    ['/locals', {}],
    ['/stream', {}],
    ['/written', {}],
    ['/throws', {}],
    ['/rejects', {}],
    ['/nothing', {}],
  ])('%s %j', async (path, options: { skipLean?: boolean; method?: string; headers?: Record<string, string> }) => {
    for (const trustProxy of [false, 1] as const) {
      const expected = await ask(await portOf(plainExpress(trustProxy)), path, options);
      const actual = await ask(await portOf(lean(trustProxy).getHttpServer()), path, options);
      // Such a path never reaches Express here.
      if (options.skipLean) expect(actual.status).toBe(400);
      else expect(comparable(actual)).toEqual(comparable(expected));
    }
  });

  it('leaves the prototypes of requests and responses as they were born', async () => {
    const adapter = lean(false);
    const prototypes: object[] = [];
    const app = adapter.getInstance<Express>();
    const before: object[] = [];
    adapter.getHttpServer().prependListener('request', (request: IncomingMessage, response: object) => {
      before.push(Object.getPrototypeOf(request) as object, Object.getPrototypeOf(response) as object);
    });
    app.get('/prototypes', (request, response) => {
      prototypes.push(Object.getPrototypeOf(request) as object, Object.getPrototypeOf(response) as object);
      response.json(Object.keys(request).includes('app'));
    });
    await ask(await portOf(adapter.getHttpServer()), '/prototypes');
    expect(prototypes).toHaveLength(2);
    expect(prototypes[0]).toBe(before[0]);
    expect(prototypes[1]).toBe(before[1]);
    expect(prototypes[0]).toBe(app.request);
    expect(prototypes[1]).toBe(app.response);
  });

  it('keeps two adapters of one process apart', async () => {
    const [first, second] = [lean(false), lean(1)];
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const [a, b] = await Promise.all(
      [first, second].map(async (adapter) => ask(await portOf(adapter.getHttpServer()), '/request', { headers })),
    );
    expect(JSON.parse(a?.body ?? '')).toMatchObject({ ip: '127.0.0.1', hasApp: true });
    expect(JSON.parse(b?.body ?? '')).toMatchObject({ ip: '203.0.113.9', hasApp: true });
  });
});

describe('what every answer gets', () => {
  it('is an id of ours and the strictest headers, unless the route says otherwise', async () => {
    const adapter = lean(false);
    adapter
      .getInstance<Express>()
      .get('/kept', (_request, response) => response.set('Cache-Control', 'public').send('x'));
    const port = await portOf(adapter.getHttpServer());
    const { headers } = await ask(port, '/json', { headers: { 'x-request-id': 'forged' } });
    expect(headers['x-request-id']).toMatch(/^[0-9A-Z]{10}$/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
    expect((await ask(port, '/kept')).headers['cache-control']).toBe('public');
  });

  it('is seen once by the listener, with its route', async () => {
    const seen: unknown[] = [];
    const onAnswered = (request: TracedRequest, response: { statusCode: number }) =>
      seen.push([request.method, (request as { route?: { path: string } }).route?.path, response.statusCode]);
    const port = await portOf(lean(false, { onAnswered }).getHttpServer());
    await ask(port, '/items/7?secret=1');
    await ask(port, '/nothing');
    expect(seen).toEqual([
      ['GET', '/items/:id', 200],
      ['GET', undefined, 404],
    ]);
  });

  it('asks the client to leave once the server drains', async () => {
    const adapter = lean(false);
    const port = await portOf(adapter.getHttpServer());
    const alive = { headers: { connection: 'keep-alive' } };
    expect((await ask(port, '/json', alive)).headers.connection).toBe('keep-alive');
    adapter.drain();
    expect((await ask(port, '/json', alive)).headers.connection).toBe('close');
  });
});

describe('allowedMethods', () => {
  it('knows what a path takes', () => {
    const adapter = lean(false);
    adapter.getInstance<Express>().post('/items/:id', () => undefined);
    expect(adapter.allowedMethods('/items/1')).toEqual(['GET', 'HEAD', 'POST']);
    expect(adapter.allowedMethods('/items')).toEqual([]);
  });
});
