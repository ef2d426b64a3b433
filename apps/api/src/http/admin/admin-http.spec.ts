import type { AddressInfo } from 'node:net';
import { Body, Get, Global, Module, Post, Query } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { ADMIN_RESOURCE } from '@gatehouse/contracts';
import { readEnvironment } from '@gatehouse/environment';
import { IdentityUnitOfWork } from '@gatehouse/identity';
import { identityAccount, MemoryIdentityUnitOfWork } from '@gatehouse/identity/testing';
import {
  type BegunRequest,
  Clock,
  IdempotencyRecords,
  type IdempotentRequest,
  KeyRing,
  newOpaqueSecret,
  type TokenRecord,
} from '@gatehouse/protocol';
import { client, MemoryClientDirectory, protocolContext, START, token } from '@gatehouse/protocol/testing';
import { ConfigModule } from '../../config/config.module';
import { HealthModule } from '../../health/health.module';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import { createHttpApplication } from '../create-http-application';
import { HttpModule } from '../http.module';
import { openLog } from '../logging/log';
import { Metrics } from '../metrics/metrics';
import { AdminHttpModule } from './admin-http.module';
import { AdminController, AdminRoute } from './admin-route';
import { entityTag, ExpectedEntity, IfMatch } from './entity-tags';
import { Cursors, PageQuery } from './paging';
import { FlagParameter, TimeParameter, WordsParameter } from './parameters';
import { fromPathId, toPathId } from './path-ids';
import { type AdminPrincipal, Principal } from './principal';
import { problem } from './problems';

class ThingBody {
  @IsString()
  name!: string;
}
class ThingAnswer extends ThingBody {
  @IsInt()
  used!: number;
}
class ThingQuery extends PageQuery {
  @IsOptional()
  @FlagParameter()
  flag?: boolean;

  @IsOptional()
  @WordsParameter(['a', 'b'])
  words?: string[];

  @IsOptional()
  @TimeParameter()
  since?: number;
}

let thing = { name: 'first', used: 0 };
let made = 0;
const BESIDE = { without: ['used'] };

@AdminController('things')
class ThingsController {
  @AdminRoute({ method: 'GET', summary: 'x', scope: 'clients:read', answers: { 200: ThingAnswer } })
  list(@Query() query: ThingQuery): unknown {
    return { ...query };
  }

  @AdminRoute({
    method: 'GET',
    path: 'one',
    summary: 'x',
    scope: 'clients:read',
    answers: { 200: ThingAnswer },
    etag: BESIDE,
  })
  one(): unknown {
    return thing;
  }

  @AdminRoute({
    method: 'PATCH',
    path: 'one',
    summary: 'x',
    scope: 'clients:write',
    answers: { 200: ThingAnswer },
    etag: BESIDE,
    ifMatch: BESIDE,
  })
  change(@Body() body: ThingBody, @IfMatch() expected: ExpectedEntity): unknown {
    expected.require(thing);
    thing = { ...thing, ...body };
    return thing;
  }

  @AdminRoute({ method: 'POST', summary: 'x', scope: 'clients:write', answers: { 201: ThingAnswer }, idempotent: true })
  create(@Body() { name }: ThingBody, @Principal() principal: AdminPrincipal): unknown {
    if (name === 'bad') throw problem('client_exists');
    if (name === 'greedy') principal.requireHeld(['keys:write']);
    made += 1;
    return { self: `/admin/v1/things/${made}`, secret: `secret-${made}` };
  }

  @AdminRoute({
    method: 'GET',
    path: 'two',
    summary: 'x',
    scopes: ['clients:read', 'users:read'],
    answers: { 200: ThingAnswer },
  })
  two(): unknown {
    return {};
  }

  @AdminRoute({ method: 'GET', path: 'read', summary: 'x', scope: 'any', answers: { 200: ThingAnswer }, audited: true })
  sensitive(): unknown {
    return {};
  }

  @Get('forgotten')
  forgotten(): unknown {
    return { everything: true };
  }

  @Post('forgotten')
  forgottenToo(): unknown {
    return { everything: true };
  }
}

/** What the database does, in memory. */
class MemoryIdempotency extends IdempotencyRecords {
  readonly rows = new Map<string, IdempotentRequest & { answer?: Buffer }>();

  override async begin(request: IdempotentRequest): Promise<BegunRequest> {
    const key = request.key.toString('hex');
    const row = this.rows.get(key);
    if (!row) {
      this.rows.set(key, request);
      return { outcome: 'begun' };
    }
    if (!row.request.equals(request.request)) return { outcome: 'other-request' };
    return row.answer ? { outcome: 'answered', answer: row.answer } : { outcome: 'running' };
  }

  override async keep(key: Buffer, _claim: string, answer: Buffer): Promise<void> {
    const row = this.rows.get(key.toString('hex'));
    if (row) row.answer = answer;
  }

  override async release(key: Buffer): Promise<void> {
    this.rows.delete(key.toString('hex'));
  }
}

const admin = client({ clientId: 'robot', scope: ['clients:read', 'clients:write', 'users:read'] });
const context = protocolContext({ clients: new MemoryClientDirectory(admin) });
const identity = new MemoryIdentityUnitOfWork();
const idempotency = new MemoryIdempotency();
let application: NestExpressApplication;
let base: string;

beforeAll(async () => {
  const { settings } = readEnvironment({
    ISSUER_URL: 'http://localhost:4000',
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
  });
  if (settings === undefined) throw new Error('environment');
  const log = openLog({ level: 'warn', destination: { write: () => undefined }, pretty: false });
  const metrics = new Metrics({ ofProcess: false });
  const parts = [
    { provide: PROTOCOL_CONTEXT, useValue: context },
    { provide: IdentityUnitOfWork, useValue: identity },
    { provide: KeyRing, useValue: context.keys },
    { provide: Clock, useValue: context.clock },
    { provide: IdempotencyRecords, useValue: idempotency },
  ];

  @Global()
  @Module({ providers: parts, exports: parts })
  class Parts {}

  @Module({
    imports: [ConfigModule.for(settings), HttpModule.for(log.log, metrics), HealthModule, Parts, AdminHttpModule],
    controllers: [ThingsController],
  })
  class Root {}

  ({ application } = await createHttpApplication(Root, { log, metrics, trustProxy: false }));
  await application.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(application.getHttpServer().address() as AddressInfo).port}/admin/v1/things`;
});
afterAll(() => application.close());

async function bearer(overrides: Partial<TokenRecord> = {}): Promise<string> {
  const { value, id, digest } = newOpaqueSecret('accessToken', START);
  const { record } = token({
    id,
    digest,
    kind: 'access_token',
    clientId: 'robot',
    subject: 'robot',
    familyId: null,
    sessionId: null,
    scope: admin.scope,
    audience: [ADMIN_RESOURCE],
    expiresAt: START + 600_000,
    ...overrides,
  });
  await context.unitOfWork.record([record]);
  return `Bearer ${value}`;
}

async function ask(method: string, path = '', headers: Record<string, string> = {}, body?: unknown) {
  const response = await fetch(base + path, {
    method,
    headers: {
      authorization: await bearer(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

describe('a handler without @AdminRoute', () => {
  it.each(['GET', 'POST'])('lets nobody in (%s), and says so in the audit log', async (method) => {
    context.events.events.length = 0;
    const answer = await ask(method, '/forgotten');
    expect([answer.status, answer.body.code]).toEqual([403, 'scope_missing']);
    expect(context.events.events).toMatchObject([
      {
        id: 'admin.refused',
        check: 'route.undeclared',
        actor: { kind: 'client', id: 'robot' },
        target: { kind: 'route', id: `${method} /admin/v1/things/forgotten` },
        reference: answer.body.reference,
      },
    ]);
  });
});

describe('the guard', () => {
  it.each([
    ['another audience', { audience: ['https://api.example/orders'] }],
    ['two audiences', { audience: [ADMIN_RESOURCE, 'https://api.example/orders'] }],
    ['no audience', { audience: [] }],
    ['an ID token', { kind: 'id_token' as const }],
    ['a refresh token', { kind: 'refresh_token' as const }],
    ['an end', { expiresAt: START }],
    ['a revocation', { revokedAt: START, revocationReason: 'revoked_by_admin' as const }],
    ['a client that is gone', { clientId: 'gone', subject: 'gone' }],
    ['a person but no family', { subject: identityAccount().id }],
  ])('refuses a token with %s', async (_, overrides) => {
    const answer = await ask('GET', '/one', { authorization: await bearer(overrides) });
    expect([answer.status, answer.body.code]).toEqual([401, 'token_invalid']);
  });

  it('counts only what token and client both have', async () => {
    const narrow = await bearer({ scope: ['clients:write', 'keys:write'] });
    expect((await ask('GET', '/one', { authorization: narrow })).body.detail).toBe('Needed: clients:read.');
    expect((await ask('GET', '/read', { authorization: await bearer({ scope: ['keys:write'] }) })).status).toBe(403);
  });

  it('asks for all of several scopes', async () => {
    expect((await ask('GET', '/two')).status).toBe(200);
    expect((await ask('GET', '/two', { authorization: await bearer({ scope: ['users:read'] }) })).status).toBe(403);
  });
});

describe('a query', () => {
  it('is converted where that is safe', async () => {
    const answer = await ask('GET', '?limit=7&flag=true&words=b,a,b&since=0');
    expect(answer.body).toEqual({ limit: 7, flag: true, words: ['a', 'b'], since: 0 });
    expect((await ask('GET', '')).body).toEqual({ limit: 50 });
  });

  it.each([
    'flag=1',
    'flag=TRUE',
    'words=',
    'words=a,c',
    'since=-1',
    'since=1.5',
    'since=1e3',
    'limit=7&limit=7',
    'x=1',
  ])('is refused: %s', async (query) => {
    const answer = await ask('GET', `?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'query_invalid']);
    expect(answer.body.errors[0].pointer).toMatch(/^\/(flag|words|since|limit|x)$/);
  });

  it('is refused where none is declared', async () => {
    expect((await ask('GET', '/one?x=1')).body.code).toBe('query_invalid');
  });
});

describe('RFC 9110 §13.1.1 If-Match', () => {
  it('goes with the entity tag, which leaves marks of use out', async () => {
    thing = { name: 'first', used: 0 };
    const { headers } = await ask('GET', '/one');
    const tag = headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
    thing = { ...thing, used: 5 };
    expect((await ask('GET', '/one')).headers.get('etag')).toBe(tag);
    const changed = await ask('PATCH', '/one', { 'if-match': `"other", ${tag}` }, { name: 'second' });
    expect(changed.status).toBe(200);
    expect((await ask('PATCH', '/one', { 'if-match': tag }, { name: 'third' })).status).toBe(412);
    expect(changed.headers.get('etag')).toBe(entityTag(thing, ['used']));
    expect(thing.name).toBe('second');
  });

  it('is needed, and judged before the body is', async () => {
    expect((await ask('PATCH', '/one', {}, { nonsense: 1 })).status).toBe(428);
    expect((await ask('PATCH', '/one', { 'if-match': 'x' }, { name: 'x' })).status).toBe(400);
    expect((await ask('PATCH', '/one', { 'if-match': '*' }, { name: 'x' })).status).toBe(200);
  });

  it('compares strongly', async () => {
    const { headers } = await ask('GET', '/one');
    expect((await ask('PATCH', '/one', { 'if-match': `W/${headers.get('etag')}` }, { name: 'x' })).status).toBe(412);
  });
});

describe('Idempotency-Key', () => {
  it('repeats the answer, sealed where it is kept', async () => {
    const first = await ask('POST', '', { 'idempotency-key': 'k1' }, { name: 'x' });
    const again = await ask('POST', '', { 'idempotency-key': '"k1"' }, { name: 'x' });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.body.self);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const kept = [...idempotency.rows.values()].map(({ answer }) => answer?.toString('latin1')).join();
    expect(kept).not.toContain(first.body.secret);
    const other = await ask('POST', '', { 'idempotency-key': 'k1' }, { name: 'y' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('says that the first request is still running', async () => {
    await ask('POST', '', { 'idempotency-key': 'k2' }, { name: 'x' });
    for (const row of idempotency.rows.values()) delete row.answer;
    const answer = await ask('POST', '', { 'idempotency-key': 'k2' }, { name: 'x' });
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_in_progress']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('is free again after a failure', async () => {
    expect((await ask('POST', '', { 'idempotency-key': 'k3' }, { name: 'bad' })).status).toBe(409);
    expect((await ask('POST', '', { 'idempotency-key': 'k3' }, { name: 'good' })).status).toBe(201);
  });
});

it('reports what a handler refuses to give away', async () => {
  context.events.events.length = 0;
  expect((await ask('POST', '', {}, { name: 'greedy' })).status).toBe(403);
  expect(context.events.events).toMatchObject([{ id: 'admin.refused', check: 'scope_not_held' }]);
});

it('records reads that are worth it', async () => {
  await ask('GET', '/read');
  expect(context.unitOfWork.state.audit.at(-1)).toMatchObject({
    id: 'admin.read',
    actor: { kind: 'client', id: 'robot' },
    target: { kind: 'route', id: 'GET /admin/v1/things/read' },
  });
});

describe('cursors', () => {
  const cursors = new Cursors(context.keys);
  const query = (more: object = {}) => Object.assign(new PageQuery(), more);
  const cursor = cursors.cursor('things', query({ state: 'x' }), { at: 1 });

  it('open for the same list and filters, whatever the limit', () => {
    expect(cursors.position('things', query({ state: 'x', limit: 9, cursor }))).toEqual({ at: 1 });
    expect(cursors.position('things', query())).toBeUndefined();
  });

  it.each([
    ['another list', 'others', { state: 'x', cursor }],
    ['another filter', 'things', { state: 'y', cursor }],
    ['one filter more', 'things', { state: 'x', more: 1, cursor }],
    ['one filter less', 'things', { cursor }],
    ['another spelling', 'things', { state: 'x', cursor: `${cursor}=` }],
    ['nothing', 'things', { state: 'x', cursor: '' }],
  ])('stay shut for %s', (_, list, filters) => {
    expect(() => cursors.position(list, query(filters))).toThrow('cursor_invalid');
  });

  it('stay shut when one bit is different, anywhere', () => {
    const bytes = Buffer.from(cursor, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const tampered = changed.toString('base64url');
      expect(() => cursors.position('things', query({ state: 'x', cursor: tampered }))).toThrow('cursor_invalid');
    }
  });

  it('are there only while there is more', () => {
    const to = { item: (row: number) => row, position: (row: number) => ({ row }) };
    const page = cursors.page('n', query({ limit: 2 }), [1, 2, 3], to);
    expect(page.items).toEqual([1, 2]);
    expect(cursors.position('n', query({ cursor: page.next }))).toEqual({ row: 2 });
    expect(cursors.page('n', query({ limit: 2 }), [1, 2], to).next).toBeNull();
  });
});

describe('ids in paths', () => {
  it.each(['web', 'urn:gatehouse:admin', '~x', 'https://api.example/orders', 'a b', '..', '%2f', 'ü', '-'])(
    'come back as they were: %s',
    (id) => {
      expect(fromPathId(toPathId(id))).toBe(id);
      expect(toPathId(id)).toMatch(/^[A-Za-z0-9_~-][A-Za-z0-9_.:@~-]*$/);
    },
  );
});
