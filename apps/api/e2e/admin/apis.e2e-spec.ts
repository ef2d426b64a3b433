/** The admin API's APIs and scopes, and the admin API as an API of its own; every answer is held against the OpenAPI document. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { UserAgent } from '../support/user-agent';
import { ADMIN, Administration, ORDERS, PASSWORD, ROBOT, SECRET } from './support/administration';

const INVOICES = 'https://api.example.com/invoices?region=eu';
const invoices = {
  identifier: INVOICES,
  name: 'Invoices',
  scopes: [
    { name: 'invoices:read', description: 'See your invoices' },
    { name: 'invoices:pay', description: 'Pay your invoices' },
  ],
};

describeOnEveryDatabase('APIs over the admin API', (database) => {
  let admin: Administration;
  beforeAll(async () => {
    admin = await Administration.start(database, database === 'mariadb' ? { processes: 2 } : {});
  });
  afterAll(() => admin.stop());
  const other = database === 'mariadb' ? 1 : 0;
  const pathOf = (answer: { body: { self: string } }) => answer.body.self.slice('/admin/v1'.length);

  it('are registered, read by their own address, changed and deleted', async () => {
    const made = await admin.post('/apis', { body: invoices, idempotencyKey: 'invoices' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...invoices,
      access_token_format: 'jwt',
      access_token_signing_alg: 'ES256',
      access_token_lifetime: 600,
      built_in: false,
      state: 'enabled',
    });
    expect((await admin.post('/apis', { body: invoices, idempotencyKey: 'invoices' })).body).toEqual(made.body);
    expect((await admin.post('/apis', { body: invoices })).body.code).toBe('api_exists');
    const path = pathOf(made);
    const read = await admin.get(path, { process: other });
    expect([read.status, read.etag]).toEqual([200, made.etag]);
    const found = await admin.get(`/apis?identifier=${encodeURIComponent(INVOICES)}`);
    expect(found.body.items).toEqual([made.body]);
    const changed = await admin.patch(path, {
      ifMatch: made.etag,
      body: { name: null, access_token_format: 'opaque' },
    });
    expect(changed.body).toMatchObject({ name: INVOICES, access_token_format: 'opaque', scopes: invoices.scopes });
    expect((await admin.patch(path, { ifMatch: made.etag, body: { name: 'x' } })).status).toBe(412);
    expect((await admin.delete(path)).status).toBe(428);
    expect((await admin.delete(path, { ifMatch: changed.etag })).status).toBe(204);
    expect((await admin.get(path)).body.code).toBe('api_not_found');
  });

  it.each([
    ['A01', { identifier: 'orders' }],
    ['A01', { identifier: 'https://api.example.com/#x' }],
    ['A04', { identifier: ADMIN }],
    ['A04', { identifier: 'URN:Gatehouse:other' }],
    ['A02', { scopes: [{ name: 'two words', description: '' }] }],
    ['A03', { scopes: [{ name: 'openid', description: '' }] }],
    ['A05', { scopes: [{ name: 'users:read', description: '' }] }],
    ['A06', { scopes: [invoices.scopes[0], invoices.scopes[0]] }],
  ])('break rule %s with %j', async (rule, wrong) => {
    const answer = await admin.post('/apis', { body: { ...invoices, ...wrong } });
    expect([answer.status, answer.body.code]).toEqual([422, 'api_invalid']);
    expect(answer.body.errors[0].rule).toBe(rule);
  });

  it.each([
    ['no name', { identifier: 'https://x.example/' }],
    ['a scope without a description', { ...invoices, scopes: [{ name: 'x' }] }],
    ['scopes that are words', { ...invoices, scopes: ['x'] }],
    ['a scope with more', { ...invoices, scopes: [{ name: 'x', description: '', risk: 1 }] }],
    ['a long life', { ...invoices, access_token_lifetime: 86_401 }],
    ['half a second', { ...invoices, access_token_lifetime: 30.5 }],
  ])('answer 400 to %s', async (_, body) => {
    expect((await admin.post('/apis', { body })).body.code).toBe('validation_failed');
  });

  it('keep scopes that clients use, unless somebody insists', async () => {
    const made = await admin.post('/apis', { body: invoices });
    const path = pathOf(made);
    const client = await admin.post('/clients', {
      body: {
        client_id: 'payer',
        client_name: 'Payer',
        application_type: 'machine',
        token_endpoint_auth_method: 'client_secret_basic',
        scope: 'invoices:pay',
        introspects: [INVOICES],
      },
    });
    expect(client.status).toBe(201);
    const ifMatch = made.etag;
    const refused = [
      await admin.delete(path, { ifMatch }),
      await admin.delete(`${path}/scopes/invoices:pay`, { ifMatch }),
      await admin.patch(path, { ifMatch, body: { scopes: [] } }),
    ];
    for (const answer of refused) {
      expect([answer.status, answer.body.code]).toEqual([409, 'api_in_use']);
      expect(answer.body.errors).toEqual([{ pointer: '', detail: expect.stringContaining('payer') }]);
    }
    const less = await admin.delete(`${path}/scopes/invoices:read`, { ifMatch });
    expect(less.body.scopes).toEqual([invoices.scopes[1]]);
    const put = await admin.ask('PUT', `${path}/scopes/invoices:print`, {
      ifMatch: less.etag,
      body: { description: 'Print your invoices' },
    });
    expect(put.body.scopes).toEqual([
      invoices.scopes[1],
      { name: 'invoices:print', description: 'Print your invoices' },
    ]);
    expect((await admin.delete(`${path}/scopes/nonsense`, { ifMatch: '*' })).body.code).toBe('scope_not_found');
    const reserved = await admin.ask('PUT', `${path}/scopes/keys:write`, { ifMatch: '*', body: { description: 'x' } });
    expect(reserved.body.errors[0].rule).toBe('A05');
    expect((await admin.delete(`${path}?force=yes`, { ifMatch: '*' })).body.code).toBe('query_invalid');
    expect((await admin.delete(`${path}?force=true`, { ifMatch: put.etag })).status).toBe(204);
  });

  it('issue nothing while they are disabled', async () => {
    const path = `/apis/~${Buffer.from(ORDERS).toString('base64url')}`;
    const ask = () => admin.clientCredentials('orders:read', ORDERS);
    await ask();
    const disabled = await admin.post(`${path}/disable`, { ifMatch: '*', process: other });
    expect(disabled.body.state).toBe('disabled');
    await pause(1_000);
    await expect(ask()).rejects.toThrow(/invalid_(target|scope)/);
    expect((await admin.post(`${path}/enable`, { ifMatch: disabled.etag })).body.state).toBe('enabled');
    await pause(1_000);
    await ask();
  });

  it('are listed a page at a time, ours among them', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    do {
      const page = await admin.get(`/apis?limit=1${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...page.body.items.map(({ identifier }: { identifier: string }) => identifier));
      next = page.body.next as string | null;
    } while (next !== null);
    expect(seen).toEqual([ORDERS, ADMIN]);
  });

  describe('the admin API itself', () => {
    it('can be neither changed nor deleted', async () => {
      const path = `/apis/${ADMIN}`;
      const read = await admin.get(path);
      expect(read.body).toMatchObject({ built_in: true, access_token_format: 'opaque', access_token_lifetime: 600 });
      const attempts = [
        await admin.patch(path, { ifMatch: read.etag, body: { access_token_lifetime: 86_400 } }),
        await admin.post(`${path}/disable`, { ifMatch: read.etag }),
        await admin.delete(path, { ifMatch: read.etag }),
        await admin.delete(`${path}?force=true`, { ifMatch: '*' }),
        await admin.ask('PUT', `${path}/scopes/all`, { ifMatch: '*', body: { description: 'Everything' } }),
      ];
      for (const answer of attempts) expect([answer.status, answer.body.code]).toEqual([409, 'api_built_in']);
      expect((await admin.get(path)).etag).toBe(read.etag);
    });

    it('is what a person agrees to when a client asks for it', async () => {
      const callback = 'https://tool.example/callback';
      const tool = await admin.post('/clients', {
        body: {
          client_id: 'tool',
          client_name: 'Tool',
          application_type: 'web',
          redirect_uris: [callback],
          scope: 'openid clients:read users:read',
        },
      });
      const [id, secret] = ['tool', tool.body.secret.client_secret as string];
      const verifier = 'v'.repeat(43);
      const url = new URL('/oauth/authorize', admin.instance.issuer);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: id,
        redirect_uri: callback,
        scope: 'openid clients:read users:read',
        resource: ADMIN,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      const browser = new UserAgent(admin.instance.issuer);
      const signIn = await browser.open(url);
      const consent = await browser.submit(signIn, { username: 'auditor', password: PASSWORD, action: 'login' });
      expect(consent.url.pathname).toBe('/consent');
      expect(consent.body).toContain('Gatehouse administration');
      expect(consent.body).toContain('See clients, APIs');
      const landed = await browser.submit(consent, { action: 'allow' });
      const code = landed.url.searchParams.get('code') ?? '';
      const tokens = await admin.token(
        { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier },
        { id, secret },
      );
      expect(tokens.access_token).toMatch(/^gh_at_/);
      expect(tokens.scope.split(' ').sort()).toEqual(['clients:read', 'openid', 'users:read']);
      expect((await admin.get('/clients', { token: tokens.access_token })).status).toBe(200);
      expect((await admin.get('/audit', { token: tokens.access_token })).status).toBe(403);
    });

    it('takes no token that is good elsewhere too', async () => {
      const both = await admin.token(
        { grant_type: 'client_credentials', scope: 'orders:read clients:read' },
        { id: ROBOT, secret: SECRET },
      );
      const answer = await admin.get('/clients', { token: both.access_token });
      expect([answer.status, answer.body.code]).toEqual([401, 'token_invalid']);
    });
  });
});
