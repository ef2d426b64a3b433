/** The direct endpoints over real HTTP, on a store in memory: what is the transport's to get right. */
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UserinfoEndpoint } from '@gatehouse/protocol';
import { authorizationCode, client, clientSecret, family, protocolContext } from '@gatehouse/protocol/testing';
import { ConfigModule } from '../config/config.module';
import { readEnvironment } from '@gatehouse/environment';
import { createHttpApplication } from '../http/create-http-application';
import { HttpModule } from '../http/http.module';
import { openLog } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';
import { UserinfoController } from '../openid/userinfo.controller';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { TokenModule } from './token.module';

const context = protocolContext();
const { value: secret, record } = clientSecret(context.keys);
context.clients.put(client({ secrets: [record], requirePkce: false }));
const BASIC = `Basic ${Buffer.from(`web-shop:${secret}`).toString('base64')}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

@Global()
@Module({ providers: [{ provide: PROTOCOL_CONTEXT, useValue: context }], exports: [PROTOCOL_CONTEXT] })
class ContextModule {}

let application: NestExpressApplication;
let base: string;
const lines: string[] = [];

beforeAll(async () => {
  const { settings } = readEnvironment({
    ISSUER_URL: context.options.issuer,
    DATABASE_URL: 'sqlite::memory:',
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
  });
  if (settings === undefined) throw new Error('environment');
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(line) }, pretty: false });
  const metrics = new Metrics({ ofProcess: false });

  @Module({
    imports: [ConfigModule.for(settings), HttpModule.for(log.log, metrics), ContextModule, TokenModule],
    controllers: [UserinfoController],
    providers: [{ provide: UserinfoEndpoint, useFactory: () => new UserinfoEndpoint(context) }],
  })
  class Root {}

  ({ application } = await createHttpApplication(Root, { log, metrics, trustProxy: false }));
  await application.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(application.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => application.close());

function post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(base + path, { method: 'POST', body, headers: { ...FORM, ...headers } });
}

async function json(answer: Response): Promise<Record<string, unknown>> {
  expect(answer.headers.get('content-type')).toBe('application/json');
  return (await answer.json()) as Record<string, unknown>;
}

async function machineToken(): Promise<string> {
  const answer = await post('/oauth/token', 'grant_type=client_credentials', { authorization: BASIC });
  return String((await json(answer))['access_token']);
}

async function personToken(): Promise<string> {
  const approved = family();
  const code = authorizationCode({ familyId: approved.id });
  await context.unitOfWork.run(async (stores) => {
    await stores.families.insert(approved);
    await stores.authorizationCodes.insert(code.record);
  });
  const fields = { grant_type: 'authorization_code', code: code.value, redirect_uri: code.record.redirectUri };
  const answer = await post('/oauth/token', new URLSearchParams(fields).toString(), { authorization: BASIC });
  return String((await json(answer))['access_token']);
}

function expectUnkept(answer: Response): void {
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('pragma')).toBe('no-cache');
}

describe('RFC 6749 §3.2, §5 POST /oauth/token', () => {
  it('answers JSON that nobody keeps', async () => {
    const answer = await post('/oauth/token', 'grant_type=client_credentials&scope=orders%3Aread', {
      authorization: BASIC,
    });
    expect(answer.status).toBe(200);
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'orders:read' });
    const rows = [...context.unitOfWork.state.tokens.values()];
    expect(rows.at(-1)).toMatchObject({ ip: '127.0.0.1', userAgent: 'node' });
  });

  it('answers a failed authentication in the header with 401 and a challenge', async () => {
    const wrong = `Basic ${Buffer.from('web-shop:wrong').toString('base64')}`;
    const answer = await post('/oauth/token', 'grant_type=client_credentials', { authorization: wrong });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ error: 'invalid_client', error_description: expect.any(String) });
  });

  it.each([
    ['JSON', { 'content-type': 'application/json' }, '{"grant_type":"client_credentials"}'],
    ['another charset', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' }, 'grant_type=x'],
    ['text', { 'content-type': 'text/plain' }, 'grant_type=client_credentials'],
    ['half an escape', FORM, 'grant_type=%zz'],
    ['a repeated parameter', FORM, 'grant_type=client_credentials&grant_type=client_credentials'],
    ['no body', FORM, ''],
  ])('answers %s with 400 invalid_request as JSON', async (_name, headers, body) => {
    const answer = await post('/oauth/token', body, { ...headers, authorization: BASIC });
    expect(answer.status).toBe(400);
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ error: 'invalid_request' });
  });

  it('takes the content type in any case and with a charset', async () => {
    const type = 'Application/X-WWW-Form-URLEncoded; Charset="UTF-8"';
    const headers = { authorization: BASIC, 'content-type': type };
    expect((await post('/oauth/token', 'grant_type=client_credentials', headers)).status).toBe(200);
  });

  it('never looks at the query', async () => {
    const answer = await post('/oauth/token?grant_type=client_credentials', 'x=y', { authorization: BASIC });
    expect(await json(answer)).toMatchObject({ error: 'invalid_request' });
  });

  it('writes neither tokens nor secrets into the log', async () => {
    const token = await machineToken();
    const log = lines.join('');
    expect(log).toContain('/oauth/token');
    for (const text of [token, secret, BASIC]) expect(log).not.toContain(text);
  });
});

describe.each(['/oauth/token', '/oauth/introspect', '/oauth/revoke'])('RFC 9110 §15.5.6 methods of %s', (path) => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is 405 with Allow', async (method) => {
    const answer = await fetch(base + path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain('POST');
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ error: 'invalid_request' });
  });
});

describe.each(['/oauth/introspect', '/oauth/revoke'])('RFC 7662 §2.1, RFC 7009 §2.1 requests to %s', (path) => {
  it.each([
    ['JSON', { 'content-type': 'application/json' }, (token: string) => JSON.stringify({ token })],
    ['text', { 'content-type': 'text/plain' }, (token: string) => `token=${token}`],
    ['two tokens', FORM, (token: string) => `token=${token}&token=${token}`],
    ['no token', FORM, () => 'token='],
  ])('%s is 400 invalid_request, and the token lives on', async (_name, headers, bodyOf) => {
    const token = await machineToken();
    const answer = await post(path, bodyOf(token), { ...headers, authorization: BASIC });
    expect(answer.status).toBe(400);
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ error: 'invalid_request' });
    const after = await post('/oauth/introspect', `token=${token}`, { authorization: BASIC });
    expect(await json(after)).toMatchObject({ active: true });
  });

  it('never takes the token from the address', async () => {
    const token = await machineToken();
    const answer = await post(`${path}?token=${token}`, 'x=y', { authorization: BASIC });
    expect(answer.status).toBe(400);
    const after = await post('/oauth/introspect', `token=${token}`, { authorization: BASIC });
    expect(await json(after)).toMatchObject({ active: true });
  });
});

describe('RFC 7662 §2 POST /oauth/introspect', () => {
  it('answers JSON that nobody keeps, and 401 to strangers', async () => {
    const token = await machineToken();
    const answer = await post('/oauth/introspect', `token=${token}`, { authorization: BASIC });
    expect(answer.status).toBe(200);
    expectUnkept(answer);
    expect(await json(answer)).toMatchObject({ active: true, client_id: 'web-shop' });
    const stranger = await post('/oauth/introspect', `token=${token}`);
    expect(stranger.status).toBe(401);
    expect(await json(stranger)).toMatchObject({ error: 'invalid_client' });
  });

  it('says exactly {"active":false} of the unknown', async () => {
    const answer = await post('/oauth/introspect', 'token=x', { authorization: BASIC });
    expect(await answer.text()).toBe('{"active":false}');
  });
});

describe('RFC 7009 §2 POST /oauth/revoke', () => {
  it('answers 200 without a body, and the token is dead', async () => {
    const token = await machineToken();
    const answer = await post('/oauth/revoke', `token=${token}`, { authorization: BASIC });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
    const after = await post('/oauth/introspect', `token=${token}`, { authorization: BASIC });
    expect(await json(after)).toEqual({ active: false });
  });

  it('answers 503 when the store fails, never 200', async () => {
    const token = await machineToken();
    const run = jest.spyOn(context.unitOfWork, 'run').mockRejectedValueOnce(new Error('connection lost'));
    const answer = await post('/oauth/revoke', `token=${token}`, { authorization: BASIC });
    run.mockRestore();
    expect(answer.status).toBe(503);
    expect(await json(answer)).toMatchObject({ error: 'temporarily_unavailable' });
  });
});

describe('OpenID Connect Core §5.3 /oauth/userinfo', () => {
  const userinfo = (init: RequestInit) => fetch(`${base}/oauth/userinfo`, init);

  it('answers GET, POST with the header, and POST with a form', async () => {
    const token = await personToken();
    const authorization = `bearer ${token}`;
    const answers = [
      await userinfo({ headers: { authorization } }),
      await userinfo({ method: 'POST', headers: { authorization } }),
      await userinfo({ method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{}' }),
      await userinfo({ method: 'POST', headers: FORM, body: `access_token=${token}` }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expectUnkept(answer);
      expect(answer.headers.get('date')).not.toBeNull();
      expect(await json(answer)).toMatchObject({ sub: expect.any(String) });
    }
  });

  it('does not accept a token in the URL (OAuth 2.1 §5.2)', async () => {
    const answer = await fetch(`${base}/oauth/userinfo?access_token=${await personToken()}`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
  });

  it('refuses a token that comes in two ways', async () => {
    const token = await personToken();
    const headers = { ...FORM, authorization: `Bearer ${token}` };
    const answer = await userinfo({ method: 'POST', headers, body: `access_token=${token}` });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_request"');
  });

  it('refuses a token without openid with 403', async () => {
    const answer = await userinfo({ headers: { authorization: `Bearer ${await machineToken()}` } });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });
});

describe('Fetch §3.2 calls from scripts of other sites', () => {
  const origin = 'https://shop.example';

  it.each(['/oauth/token', '/oauth/revoke', '/oauth/userinfo'])('%s lets them in without credentials', async (path) => {
    const requested = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
    const preflight = await fetch(base + path, { method: 'OPTIONS', headers: { origin, ...requested } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    const refused = await post(path, 'x=y', { origin });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate');
    for (const answer of [preflight, refused]) {
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('a success can be read as well, and keeps its headers', async () => {
    const answer = await post('/oauth/token', 'grant_type=client_credentials', { authorization: BASIC, origin });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expectUnkept(answer);
  });

  it('introspection stays closed', async () => {
    const preflight = await fetch(`${base}/oauth/introspect`, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(405);
    const answer = await post('/oauth/introspect', 'token=x', { authorization: BASIC, origin });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
