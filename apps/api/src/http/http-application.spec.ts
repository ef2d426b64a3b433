/** A small application on the adapter, over real HTTP, with everything that should not arrive. */
import { connect, type AddressInfo } from 'node:net';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Module,
  NotFoundException,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsString } from 'class-validator';
import type { Request, Response } from 'express';
import { invalidClient, invalidGrant } from '@gatehouse/protocol';
import { ConfigModule } from '../config/config.module';
import { readEnvironment } from '@gatehouse/environment';
import { HealthModule } from '../health/health.module';
import { Readiness } from '../health/readiness';
import { adminValidationPipe } from './admin-validation.pipe';
import { sendJson } from './answers';
import { queryParameters, readForm } from './body-reader';
import { createHttpApplication } from './create-http-application';
import { AdminAudience, OAuthAudience, PageAudience } from './errors/audience-filters';
import { Problem } from './errors/problem';
import { HttpModule } from './http.module';
import { openLog } from './logging/log';
import { Metrics } from './metrics/metrics';
import { clientAddressOf, userAgentOf } from './request-context';
import { securityHeaders } from './security-headers';

const headers = securityHeaders(true);
const SECRET = 'gh_at_c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw';

@OAuthAudience()
@Controller('oauth')
class TokenLikeController {
  @Post('token')
  async token(@Req() request: Request, @Res() response: Response): Promise<void> {
    sendJson(response, 200, { parameters: await readForm(request) }, headers.json);
  }

  @Get('who')
  who(@Req() request: Request, @Res() response: Response): void {
    sendJson(response, 200, { address: clientAddressOf(request), agent: userAgentOf(request) ?? null }, headers.json);
  }

  @Post('refused')
  refused(): never {
    throw invalidGrant('the code has expired', { detail: { family: 'f1' }, check: 'code.expired' });
  }

  @Post('unauthenticated')
  unauthenticated(@Res() response: Response): never {
    response.setHeader('Set-Cookie', 'left=over');
    response.setHeader('Access-Control-Allow-Origin', 'https://spa.example.com');
    throw invalidClient('client authentication failed', { challenge: true });
  }

  @Get('broken')
  broken(): never {
    throw new Error(`the database said ${SECRET}`, {
      cause: Object.assign(new Error('inner'), { parameters: [SECRET] }),
    });
  }

  @Get('half')
  half(@Res() response: Response): never {
    response.writeHead(200);
    response.write('{"half":');
    throw new Error('too late');
  }
}

@PageAudience()
@Controller('login')
class PageLikeController {
  @Get()
  query(@Req() request: Request): unknown {
    return queryParameters(request);
  }

  @Post()
  async submit(@Req() request: Request): Promise<unknown> {
    return readForm(request);
  }

  @Get('broken')
  broken(): never {
    throw new Error(`<script>${SECRET}</script>`);
  }

  @Get('busy')
  busy(): never {
    throw Object.assign(new BadRequestException('x'), { getStatus: () => 503, retryAfter: 1.2 });
  }
}

class ThingDto {
  @IsString()
  name!: string;
}

let guardAsked = 0;
class NobodyGuard {
  canActivate(): boolean {
    guardAsked++;
    throw new Problem(401, 'unauthenticated', 'Authentication is required', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

@AdminAudience()
@Controller('admin/v1')
class AdminLikeController {
  @Post('things')
  create(@Body(adminValidationPipe()) thing: ThingDto): unknown {
    return { thing };
  }

  @UseGuards(NobodyGuard)
  @Post('guarded')
  guarded(@Body() body: unknown): unknown {
    return body;
  }

  @Get('things/none')
  none(): never {
    throw new NotFoundException(`no thing ${SECRET}`);
  }
}

const lines: string[] = [];
const metrics = new Metrics({ ofProcess: false });
let application: NestExpressApplication;
let base: string;
let port: number;

beforeAll(async () => {
  const { settings } = readEnvironment({
    ISSUER_URL: 'https://id.example.com',
    DATABASE_URL: 'sqlite::memory:',
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
  });
  if (settings === undefined) throw new Error('environment');
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(line) }, pretty: false });

  @Module({
    imports: [ConfigModule.for(settings), HttpModule.for(log.log, metrics), HealthModule],
    controllers: [TokenLikeController, PageLikeController, AdminLikeController],
  })
  class Root {}

  const limits = { headersTimeout: 1000, requestTimeout: 1500, connectionsCheckingInterval: 50 };
  ({ application } = await createHttpApplication(Root, { log, metrics, trustProxy: 1, limits }));
  await application.listen(0, '127.0.0.1');
  port = (application.getHttpServer().address() as AddressInfo).port;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => application.close());
beforeEach(() => lines.splice(0));

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body: BodyInit, more: Record<string, string> = FORM) =>
  fetch(base + path, { method: 'POST', body, headers: more, redirect: 'manual' });
const bodyOf = async (answer: globalThis.Response) => JSON.parse(await answer.text()) as Record<string, unknown>;

/** Sends bytes as they are and reads until the server closes or nothing has come for a while. */
function raw(bytes: string | Buffer, more?: { after: number; bytes: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    if (more !== undefined) setTimeout(() => socket.writable && socket.write(more.bytes), more.after);
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
  });
}

describe('an OAuth client', () => {
  it('gets its parameters read in order', async () => {
    const answer = await post('/oauth/token', 'grant_type=x&resource=a&resource=b');
    expect(answer.status).toBe(200);
    expect(await bodyOf(answer)).toEqual({
      parameters: [
        ['grant_type', 'x'],
        ['resource', 'a'],
        ['resource', 'b'],
      ],
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
      'x-request-id': expect.stringMatching(/^[0-9A-Z]{10}$/),
    });
  });

  it.each([
    ['an oversized body', `a=${'x'.repeat(70_000)}`, FORM, 413],
    ['a very oversized body', `a=${'x'.repeat(3_000_000)}`, FORM, 413],
    ['10,000 parameters', Array.from({ length: 10_000 }, (_, index) => `p${index}`).join('&'), FORM, 400],
    ['bad UTF-8 bytes', Buffer.from([0x61, 0x3d, 0xc3, 0x28]), FORM, 400],
    ['bad UTF-8 escapes', 'a=%c3%28', FORM, 400],
    ['half an escape', 'a=%c', FORM, 400],
    ['JSON', '{"grant_type":"x"}', { 'content-type': 'application/json' }, 400],
    ['multipart', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }, 400],
    ['plain text', 'a=1', { 'content-type': 'text/plain' }, 400],
    ['another charset', 'a=1', { 'content-type': `${FORM['content-type']}; charset=utf-16` }, 400],
    ['a compressed body', Buffer.from([0x1f, 0x8b]), { ...FORM, 'content-encoding': 'gzip' }, 400],
  ])('is told invalid_request for %s', async (_what, body, sent: Record<string, string>, status) => {
    const answer = await post('/oauth/token', body, sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await bodyOf(answer)).toEqual({
      error: 'invalid_request',
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
    });
  });

  it('is told so without any content type', async () => {
    const answer = await fetch(`${base}/oauth/token`, { method: 'POST' });
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toMatchObject({ error: 'invalid_request' });
  });

  it('gets code and words of a refusal, and the log gets the rest', async () => {
    const answer = await post('/oauth/refused', '');
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toEqual({ error: 'invalid_grant', error_description: 'the code has expired' });
    const line = lines
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .find(({ message }) => message === 'request refused');
    expect(line).toMatchObject({
      requestId: answer.headers.get('x-request-id'),
      oauthError: 'invalid_grant',
      check: 'code.expired',
      detail: { family: 'f1' },
    });
  });

  it('gets the challenge, and nothing that was meant for another answer', async () => {
    const answer = await post('/oauth/unauthenticated', '');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
    expect(answer.headers.get('set-cookie')).toBeNull();
    // A script has to be able to read the error.
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://spa.example.com');
  });

  it('gets server_error and a reference for anything unknown, never its text', async () => {
    const answer = await fetch(`${base}/oauth/broken`);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({
      error: 'server_error',
      error_description: `the server failed to answer the request; reference ${answer.headers.get('x-request-id')}`,
    });
    expect(text).not.toMatch(/database|at /);
    expect(lines.join('')).toContain('the database said [redacted]');
    expect(lines.join('')).not.toContain(SECRET);
  });

  it('never takes half an answer for a whole one', async () => {
    await expect(fetch(`${base}/oauth/half`).then((answer) => answer.text())).rejects.toThrow();
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])(
    'is told what the token endpoint takes instead of %s',
    async (method) => {
      const answer = await fetch(`${base}/oauth/token`, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
      if (method !== 'HEAD') expect(await bodyOf(answer)).toMatchObject({ error: 'invalid_request' });
    },
  );

  it('cannot choose another method by a header', async () => {
    expect((await post('/oauth/who', '', { 'x-http-method-override': 'GET' })).status).toBe(405);
  });

  it('is seen at the address its proxy tells', async () => {
    const from = async (more: Record<string, string>) =>
      bodyOf(await fetch(`${base}/oauth/who`, { headers: { 'user-agent': 'a'.repeat(600), ...more } }));
    expect(await from({})).toEqual({ address: '127.0.0.1', agent: 'a'.repeat(512) });
    expect(await from({ 'x-forwarded-for': '203.0.113.9' })).toMatchObject({ address: '203.0.113.9' });
    expect(await from({ 'x-forwarded-for': '6.6.6.6, 203.0.113.9' })).toMatchObject({ address: '203.0.113.9' });
    expect(await from({ 'x-forwarded-for': '::ffff:203.0.113.9' })).toMatchObject({ address: '203.0.113.9' });
    expect(await from({ 'x-forwarded-for': '198.51.100.7:4444' })).toMatchObject({ address: '198.51.100.7' });
    expect(await from({ 'x-forwarded-for': '[2001:db8::1]:4444' })).toMatchObject({ address: '2001:db8::1' });
    expect(await from({ 'x-forwarded-for': '[2001:db8::1]' })).toMatchObject({ address: '2001:db8::1' });
    expect(await from({ 'x-forwarded-for': '[::ffff:203.0.113.9]:1' })).toMatchObject({ address: '203.0.113.9' });
    expect(await from({ 'x-forwarded-for': '2001:db8::1:4444' })).toMatchObject({ address: '2001:db8::1:4444' });
    expect(await from({ 'x-forwarded-for': '[198.51.100.7]x:1' })).toMatchObject({ address: '127.0.0.1' });
    expect(await from({ 'x-forwarded-for': 'unknown\t<script>' })).toMatchObject({ address: '127.0.0.1' });
  });
});

describe('a person', () => {
  it.each([
    ['/login?a=%ff', undefined, 400],
    ['/login', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 415],
    ['/login', { body: 'x'.repeat(70_000), headers: FORM }, 413],
    ['/login/broken', undefined, 500],
    ['/login/busy', undefined, 503],
  ])('sees a page with a reference: %s %#', async (path, sent, status) => {
    const answer = await fetch(base + path, sent === undefined ? {} : { method: 'POST', ...sent });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      // An error that passes must not cut a relying party's popup off from it.
      'cross-origin-opener-policy': 'unsafe-none',
      'x-frame-options': 'DENY',
      'permissions-policy': expect.any(String),
    });
    const html = await answer.text();
    expect(html).toContain(answer.headers.get('x-request-id'));
    expect(html).not.toContain('script');
    if (status === 503) expect(answer.headers.get('retry-after')).toBe('2');
  });

  it('sees a page at an address that does not exist, and a program sees a problem', async () => {
    const page = await fetch(`${base}/nowhere`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const problem = await fetch(`${base}/nowhere`);
    expect([problem.status, problem.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });
});

describe('a program of an admin', () => {
  const JSON_BODY = { 'content-type': 'application/json' };

  it('has its body checked', async () => {
    const answer = await post('/admin/v1/things', '{"name":"a"}', JSON_BODY);
    expect([answer.status, await bodyOf(answer)]).toEqual([201, { thing: { name: 'a' } }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['{"name":1}', 400, 'validation_failed', [{ pointer: '/name', detail: expect.any(String) }]],
    ['{"name":{"$gt":""}}', 400, 'validation_failed', [{ pointer: '/name', detail: expect.any(String) }]],
    ['{"name":["a"]}', 400, 'validation_failed', expect.any(Array)],
    ['{"name":null}', 400, 'validation_failed', expect.any(Array)],
    ['{"name":"a","role":"owner"}', 400, 'validation_failed', [{ pointer: '/role', detail: expect.any(String) }]],
    ['[]', 400, 'validation_failed', expect.anything()],
    ['{"name"', 400, 'bad_json', undefined],
    ['{"__proto__":{"x":1},"name":"a"}', 400, 'bad_json', undefined],
    ['"text"', 400, 'validation_failed', expect.anything()],
    ['', 400, 'validation_failed', expect.anything()],
    ['x'.repeat(70_000), 413, 'body_too_large', undefined],
  ])('gets a problem for %.40s', async (body, status, code, errors) => {
    const answer = await post('/admin/v1/things', body, JSON_BODY);
    const problem = await bodyOf(answer);
    expect([answer.status, problem['code']]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problem).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      status,
      reference: answer.headers.get('x-request-id'),
    });
    if (errors !== undefined && code === 'validation_failed' && body.startsWith('{'))
      expect(problem['errors']).toEqual(errors);
  });

  it('is asked who it is before its body is read', async () => {
    const answer = await post('/admin/v1/guarded', '{"broken', JSON_BODY);
    expect([answer.status, (await bodyOf(answer))['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(guardAsked).toBe(1);
  });

  it('gets a 404 without the words of the framework', async () => {
    const answer = await fetch(`${base}/admin/v1/things/none`);
    expect([answer.status, await bodyOf(answer)]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
  });
});

describe('paths with more than one reading', () => {
  it.each([
    '/admin//v1/guarded',
    '//admin/v1/guarded',
    '/admin/v1/./guarded',
    '/oauth/../admin/v1/guarded',
    '/admin/v1/guarded;a=b',
    '/admin;x/v1/guarded',
    '/admin/v1%2fguarded',
    '/admin/%2e/v1/guarded',
    '/admin/v1/guarded%00',
    '/admin\\v1\\guarded',
  ])('%s is a 400', async (path) => {
    expect(await raw(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it.each(['/admin/v1/guarded/', '/ADMIN/v1/guarded', '/Admin/V1/Guarded'])('%s is a 404', async (path) => {
    expect((await fetch(base + path, { method: 'POST' })).status).toBe(404);
  });

  it('a request target in absolute form is read by its path', async () => {
    const answer = await raw(
      `GET http://evil.example/oauth/who HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('evil');
  });
});

describe('bytes that are not a request', () => {
  const HEAD = 'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n';
  const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

  it.each([
    ['both lengths', `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    [
      'both lengths, the other way round',
      `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['two lengths', `${HEAD}Content-Length: 3\r\nContent-Length: 40\r\n\r\na=1${SMUGGLED}`],
    ['a list of lengths', `${HEAD}Content-Length: 3, 40\r\n\r\na=1${SMUGGLED}`],
    ['a signed length', `${HEAD}Content-Length: +3\r\n\r\na=1${SMUGGLED}`],
    ['a hexadecimal length', `${HEAD}Content-Length: 0x3\r\n\r\na=1${SMUGGLED}`],
    ['an unknown coding', `${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a disguised coding', `${HEAD}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a blank before the colon', `${HEAD}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a bad chunk size', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\na=1\r\n0\r\n\r\n${SMUGGLED}`],
    ['a folded header', `${HEAD}X-Test: a\r\n b\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['a bare CR', `${HEAD}X-Test: a\rb\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['a NUL in a header', `${HEAD}X-Test: a\0b\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['a blank in a header name', `${HEAD}X Test: a\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['no method', '\r\n\r\nnonsense\r\n\r\n'],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex')],
  ])('%s: one 400, then the connection ends', async (_what, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(answer).toMatch(/connection: close/i);
    expect(lines.join('')).not.toContain('/smuggled');
  });

  it('a head of more than 16 KiB is a 431', async () => {
    expect(await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it('a head that does not end is a 408', async () => {
    expect(await raw('GET /health/live HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('a body that does not end is a 408, and its handler is told', async () => {
    const answer = await raw(`${HEAD}Content-Length: 100\r\n\r\na=1`, { after: 100, bytes: '&b=2' });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  it('a client that leaves in the middle leaves no error', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`${HEAD}Content-Length: 100\r\n\r\na=1`, () => socket.destroy()),
      );
      socket.on('close', () => resolve());
    });
    while (!lines.some((line) => line.includes('"status":499'))) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(lines.find((line) => line.includes('"status":499'))).toContain('"address":"127.0.0.1"');
    expect(lines.join('')).not.toContain('"level":"error"');
  });
});

describe('the log', () => {
  it('has one line for a request: its route, and nothing that was sent', async () => {
    const page = await fetch(`${base}/login?code=${SECRET}&state=hidden`, {
      headers: { cookie: 'a=hidden', authorization: `Bearer ${SECRET}` },
    });
    const token = await post('/oauth/token', `refresh_token=${SECRET}&password=hidden`);
    const all = lines.join('');
    // A line about a client that left during an earlier test may come late.
    const own = [page, token].map((response) => response.headers.get('x-request-id'));
    const answered = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ message, requestId }) => message === 'answered' && own.includes(String(requestId)));
    expect(answered).toEqual([
      expect.objectContaining({
        method: 'GET',
        route: '/login',
        status: 200,
        address: '127.0.0.1',
        requestId: expect.any(String),
      }),
      expect.objectContaining({ method: 'POST', route: '/oauth/token', status: 200 }),
    ]);
    expect(all).not.toContain('hidden');
    expect(all).not.toContain(SECRET);
  });
});

describe('GET /metrics', () => {
  it('counts answers by route, method and status', async () => {
    await fetch(`${base}/oauth/who`);
    await fetch(`${base}/definitely-not-a-route-${SECRET}`);
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toMatch(/^gatehouse_http_requests_total\{route="\/oauth\/who",method="GET",status="200"\} \d+$/m);
    expect(text).toMatch(/^gatehouse_http_requests_total\{route="none",method="GET",status="404"\} \d+$/m);
    expect(text).toMatch(
      /^gatehouse_http_request_duration_seconds_bucket\{le="\+Inf",route="\/oauth\/who",method="GET"\} \d+$/m,
    );
    expect(text).not.toContain(SECRET);
  });

  it('has buckets that add up', async () => {
    const text = await (await fetch(`${base}/metrics`)).text();
    const ofWho = (suffix: string) =>
      [
        ...text.matchAll(
          new RegExp(`^gatehouse_http_request_duration_seconds_${suffix}\\{.*route="/oauth/who".*\\} (.+)$`, 'gm'),
        ),
      ].map((match) => Number(match[1]));
    const buckets = ofWho('bucket');
    expect(buckets).toEqual([...buckets].sort((left, right) => left - right));
    expect(buckets.at(-1)).toBe(ofWho('count')[0]);
    expect(ofWho('sum')[0]).toBeGreaterThan(0);
  });
});

describe('probes', () => {
  it('liveness touches nothing, readiness asks every check and hides why one fails', async () => {
    let broken = false;
    application.get(Readiness).add({
      name: 'database',
      check: () => (broken ? Promise.reject(new Error(`refused ${SECRET}`)) : Promise.resolve()),
    });
    const good = await fetch(`${base}/health/ready`);
    expect([good.status, await bodyOf(good)]).toEqual([200, { status: 'ready', checks: { database: 'ok' } }]);
    broken = true;
    application.get(Readiness).add({ name: 'keys', check: () => Promise.resolve() });
    const bad = await fetch(`${base}/health/ready`);
    expect([bad.status, await bodyOf(bad)]).toEqual([
      503,
      { status: 'not_ready', checks: { database: 'failing', keys: 'ok' } },
    ]);
    expect(bad.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });
});
