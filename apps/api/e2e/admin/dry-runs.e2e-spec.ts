/** What would happen, against what then does: checks of authorization requests and previews of tokens. */
import { createHash, randomBytes } from 'node:crypto';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { ADMIN, Administration, CONFIGURATION, ORDERS, PASSWORD, ROBOT, SECRET } from './support/administration';
import { type InProcess, startInProcess } from './support/in-process';

const CALLBACK = 'https://shop.example/callback';
/** Claims of which each token has its own. */
const EXAMPLES = ['iat', 'exp', 'nbf', 'jti', 'auth_time', 'sid', 'family_id', 'at_hash'];
const TABLES = ['authorization_code', 'family', 'token', 'consent', 'session', 'failure'];
/** What admins do has consequences a moment later, which is not what is looked for. */
const OF_THE_PROTOCOL = ['authorization', 'token', 'consent', 'sign', 'client_auth']
  .map((word) => `event LIKE '${word}%'`)
  .join(' OR ');

interface Check {
  readonly check: string;
  readonly outcome: string;
}

const lasting = (claims: object) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !EXAMPLES.includes(name)));
const claimsIn = (jwt = '') =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

describeOnEveryDatabase('dry runs', (database) => {
  let instance: InProcess;
  let admin: Administration<InProcess>;
  let shop: { id: string; secret: string };
  let owner: string;
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');

  beforeAll(async () => {
    instance = await startInProcess(database, CONFIGURATION);
    admin = await Administration.over(instance);
    const { body } = await admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'web',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid profile email offline_access orders:read',
        token_endpoint_auth_method: 'client_secret_basic',
        access_token_lifetime: 300,
      },
    });
    shop = { id: body.client_id, secret: body.secret.client_secret };
    owner = (await admin.get('/users?search=owner')).body.items[0].id;
  });
  afterAll(() => instance.stop());

  const good = (changes: Record<string, unknown> = {}) => ({
    client_id: shop.id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid orders:read',
    state: 'a state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  const check = (parameters: unknown, token?: string) =>
    admin.post('/authorization-checks', { body: { parameters }, ...(token === undefined ? {} : { token }) });
  const preview = (id: string, body: unknown, token?: string) =>
    admin.post(`/clients/${id}/token-preview`, { body, ...(token === undefined ? {} : { token }) });

  /** How many rows there are, and how often each event of the protocol was audited. */
  async function stored(): Promise<unknown> {
    const counts = await Promise.all(
      TABLES.map(async (table) => {
        const [row] = await storedRows<{ count: number }>(instance, `SELECT COUNT(*) AS count FROM ${table}`);
        return [table, Number(row?.count)] as const;
      }),
    );
    const events = await storedRows<{ event: string; count: number }>(
      instance,
      `SELECT event, COUNT(*) AS count FROM audit_event WHERE ${OF_THE_PROTOCOL} GROUP BY event ORDER BY event`,
    );
    return { ...Object.fromEntries(counts), events: events.map(({ event, count }) => `${event}: ${count}`) };
  }

  describe('of an authorization request', () => {
    it('says that nothing stands in the way, and what the person would be asked', async () => {
      const { status, body } = await check(good({ scope: 'openid profile orders:read unheard:of offline_access' }));
      expect(status).toBe(200);
      expect(body).toMatchObject({
        acceptable: true,
        client_id: shop.id,
        refusal: null,
        person: {
          pages_allowed: true,
          sign_in: 'unless_signed_in',
          max_age: null,
          account_selection: false,
          consent: 'first_time',
          left_out: ['unheard:of'],
        },
      });
      expect(new Set(body.checks.map(({ outcome }: Check) => outcome))).toEqual(new Set(['passed']));
      expect(body.person.scopes).toEqual([
        { scope: 'openid', sentence: 'Know that it is you', api: null },
        { scope: 'profile', sentence: 'See your name and profile', api: null },
        { scope: 'offline_access', sentence: expect.stringContaining('Until it is taken back'), api: null },
        { scope: 'orders:read', sentence: 'See your orders', api: { identifier: ORDERS, name: 'Orders API' } },
      ]);
    });

    it('stops at the first check that fails, with the difference and the words of the explainer', async () => {
      const redirectUri = 'https://shop.example/calback/';
      const { body } = await check(good({ redirect_uri: redirectUri }));
      expect(body).toMatchObject({ acceptable: false, client_id: shop.id, person: null });
      const checks = body.checks as Check[];
      const failed = checks.findIndex(({ outcome }) => outcome === 'failed');
      expect(checks[failed]).toMatchObject({
        check: 'redirect_uri.unregistered',
        expected: { redirect_uris: [CALLBACK] },
        received: { redirect_uri: redirectUri },
        difference: { nearest: CALLBACK },
      });
      expect(checks.slice(0, failed).every(({ outcome }) => outcome === 'passed')).toBe(true);
      expect(checks.slice(failed + 1).every(({ outcome }) => outcome === 'not_reached')).toBe(true);
      expect(checks.slice(failed + 1).length).toBeGreaterThan(10);
      expect(body.refusal).toMatchObject({ told_to: 'page', redirect_uri: null, parameters: null });

      // The same request, sent: the same check, title and difference.
      const url = new URL('/oauth/authorize', instance.issuer);
      url.search = new URLSearchParams(good({ redirect_uri: redirectUri }) as Record<string, string>).toString();
      const page = await new UserAgent(instance.issuer).open(url);
      const reference = page.headers.get('x-request-id') ?? '';
      let failure = await admin.get(`/failures/${reference}`);
      for (let attempt = 0; attempt < 100 && failure.status === 404; attempt++) {
        await new Promise((resume) => setTimeout(resume, 50));
        failure = await admin.get(`/failures/${reference}`);
      }
      const { check: name, title, fix, expected, received, difference } = failure.body;
      expect(checks[failed]).toMatchObject({ check: name, title, fix, expected, received, difference });
    });

    it.each([
      ['a client that nobody knows', { client_id: 'nobody' }, 'client.unknown', 'page'],
      ['no client', { client_id: [] }, 'client_id.missing', 'page'],
      ['a repeated client', { client_id: ['a', 'b'] }, 'client_id.repeated', 'page'],
      ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'pkce.missing', 'client'],
      ['plain PKCE', { code_challenge_method: 'plain' }, 'pkce.method', 'client'],
      ['an unknown prompt', { prompt: 'create' }, 'prompt.unknown', 'client'],
      ['a scope of nobody', { scope: 'unheard:of' }, 'scope.nothing', 'client'],
      ['an unknown resource', { resource: 'https://api.example/unknown' }, 'resource.unknown', 'client'],
      [
        'a resource that owns none of the scopes',
        { scope: 'orders:read', resource: ADMIN },
        'scope.resource',
        'client',
      ],
      ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request.unsupported', 'client'],
      ['too much of it', { state: 's'.repeat(9_000) }, 'request.too_large', 'page'],
    ])('refuses %s where the endpoint does', async (_what, changes, name, toldTo) => {
      const { body } = await check(good(changes));
      expect(body.refusal).toMatchObject({ check: name, told_to: toldTo });
      expect(body.checks.filter(({ outcome }: Check) => outcome === 'failed')).toMatchObject([{ check: name }]);
    });

    it('shows what the client would be told, and where', async () => {
      const { body } = await check(good({ prompt: 'none login', response_mode: 'form_post' }));
      expect(body.refusal).toEqual({
        check: 'prompt.none_with_others',
        error: 'invalid_request',
        error_description: expect.any(String),
        told_to: 'client',
        redirect_uri: CALLBACK,
        response_mode: 'form_post',
        parameters: {
          error: 'invalid_request',
          error_description: body.refusal.error_description,
          state: 'a state',
          iss: instance.issuer,
        },
      });
    });

    it('explains every parameter, those too that were not sent', async () => {
      const { body } = await check(good({ resource: [ORDERS, ORDERS], tracking: 'x', nonce: '' }));
      const byName = new Map<string, { times: number; section: string }>(
        body.parameters.map((each: { name: string }) => [each.name, each]),
      );
      expect(byName.get('redirect_uri')).toMatchObject({ times: 1, section: 'RFC 6749 §3.1.2' });
      expect(byName.get('resource')).toMatchObject({ times: 2, section: 'RFC 8707 §2' });
      expect(byName.get('nonce')).toMatchObject({ times: 0, section: 'OpenID Connect Core §3.1.2.1' });
      expect(byName.get('tracking')).toMatchObject({ times: 1, section: 'RFC 6749 §3.1' });
    });

    it('takes texts and lists of texts, and nothing else', async () => {
      expect((await check({ ...good(), max_age: 5 })).body).toMatchObject({
        code: 'validation_failed',
        errors: [{ pointer: '/parameters/max_age' }],
      });
      for (const parameters of [undefined, null, [], 'client_id=shop', { scope: [['openid']] }, { state: null }]) {
        expect((await check(parameters)).body).toMatchObject({ status: 400, code: 'validation_failed' });
      }
      const many = Object.fromEntries(Array.from({ length: 201 }, (_each, index) => [`p${index}`, 'x']));
      expect((await check(many)).body).toMatchObject({
        code: 'validation_failed',
        errors: [{ pointer: '/parameters' }],
      });
      expect((await check({})).body.refusal).toMatchObject({ check: 'client_id.missing' });
    });
  });

  describe('of issuing tokens', () => {
    /** Signs in and exchanges the code: the real thing. */
    async function issued(scope: string, resource: string[] = []) {
      const url = new URL('/oauth/authorize', instance.issuer);
      url.search = new URLSearchParams([
        ...Object.entries(good({ scope }) as Record<string, string>),
        ...resource.map((value) => ['resource', value]),
      ]).toString();
      const landing = await new UserAgent(instance.issuer).authorize(url, 'owner', PASSWORD);
      const code = landing.url.searchParams.get('code') ?? '';
      const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
      return admin.token(fields, shop);
    }

    it.each([
      ['everything', 'openid profile email offline_access orders:read', []],
      ['a scope that the client may not have', 'openid email orders:read clients:read', []],
      ['a named resource', 'openid profile orders:read', [ORDERS]],
    ])('shows the claims that are issued next: %s', async (_what, scope, resource) => {
      const { status, body } = await preview(shop.id, {
        grant_type: 'authorization_code',
        user_id: owner,
        scope,
        resource,
      });
      expect(status).toBe(200);
      const tokens = await issued(scope, resource);
      const [accessToken, idToken] = [claimsIn(tokens.access_token), claimsIn(tokens.id_token)];
      expect(lasting(body.access_token.claims)).toEqual(lasting(accessToken));
      expect(lasting(body.id_token.claims)).toEqual(lasting(idToken));
      expect(Object.keys(body.access_token.claims)).toEqual(Object.keys(accessToken));
      expect(Object.keys(body.id_token.claims)).toEqual(Object.keys(idToken));
      expect(body.access_token).toMatchObject({ format: 'jwt', lifetime: 300, audience: [ORDERS] });
      const userinfo = await fetch(`${instance.issuer}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
      expect(body.userinfo.claims).toEqual(await userinfo.json());
      expect(body.refresh_token !== null).toBe(tokens.refresh_token !== undefined);
    });

    it('says of each claim where it comes from', async () => {
      const { body } = await preview(shop.id, { grant_type: 'authorization_code', user_id: owner });
      const origins = (part: string) =>
        Object.fromEntries(
          body[part].origins.map(({ claim, from, example }: Record<string, unknown>) => [claim, [from, example]]),
        ) as Record<string, unknown>;
      for (const part of ['access_token', 'id_token', 'userinfo']) {
        expect(Object.keys(origins(part)).sort()).toEqual(Object.keys(body[part].claims).sort());
      }
      expect(origins('access_token')).toMatchObject({
        sub: ['person', false],
        aud: ['api', false],
        exp: ['client', true],
        jti: ['server', true],
        auth_time: ['sign_in', true],
      });
      expect(body.userinfo.origins).toContainEqual({
        claim: 'email',
        from: 'scope',
        scope: 'email',
        explanation: expect.any(String),
        example: false,
      });
    });

    it('shows of an opaque token what introspection would answer', async () => {
      const { body } = await preview(shop.id, { grant_type: 'authorization_code', user_id: owner, scope: 'openid' });
      expect(body.access_token).toMatchObject({ format: 'opaque', key_id: null, audience: [instance.issuer] });
      const { access_token: token } = await issued('openid');
      const answer = await fetch(`${instance.issuer}/oauth/introspect`, {
        method: 'POST',
        headers: { authorization: basic(shop.id, shop.secret) },
        body: new URLSearchParams({ token }),
      });
      expect(lasting(body.access_token.claims)).toEqual(lasting((await answer.json()) as object));
      expect(body.access_token.origins).toHaveLength(Object.keys(body.access_token.claims).length);
    });

    it('needs no user for a machine', async () => {
      const { body } = await preview(ROBOT, { grant_type: 'client_credentials', scope: 'orders:read' });
      expect(body).toMatchObject({ refusal: null, id_token: null, refresh_token: null, userinfo: null });
      const token = await admin.clientCredentials('orders:read', ORDERS);
      expect(lasting(body.access_token.claims)).toEqual(lasting(claimsIn(token)));
      expect(body.access_token.claims).toMatchObject({ sub: ROBOT, client_id: ROBOT });
      const wrong = await preview(ROBOT, { grant_type: 'client_credentials', user_id: owner });
      expect(wrong.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/user_id' }] });
    });

    it('refuses what would be refused, in the same words', async () => {
      const refusal = async (id: string, body: object) => (await preview(id, body)).body;
      const machine = { grant_type: 'client_credentials' };
      const nothing = { access_token: null, id_token: null, refresh_token: null, userinfo: null };
      expect(await refusal(shop.id, machine)).toMatchObject({
        ...nothing,
        refusal: {
          check: 'grant_type.client',
          error: 'unauthorized_client',
          title: expect.stringMatching(/\.$/),
          fix: expect.stringMatching(/\.$/),
          expected: { grant_type: ['authorization_code', 'refresh_token'] },
          received: { grant_type: 'client_credentials' },
        },
      });
      const refused = (check: string) => ({ ...nothing, refusal: { check } });
      expect(await refusal(ROBOT, { ...machine, scope: 'openid' })).toMatchObject(refused('scope.client'));
      const person = { grant_type: 'authorization_code', user_id: owner };
      expect(await refusal(ROBOT, person)).toMatchObject(refused('redirect_uri.missing'));
      expect(await refusal(shop.id, { ...person, scope: 'clients:read' })).toMatchObject(refused('scope.nothing'));
      expect(await refusal(shop.id, { ...person, resource: ['urn:x:y'] })).toMatchObject(refused('resource.unknown'));

      const off = (await admin.post('/clients', { body: OFF })).body.client_id as string;
      const { etag } = await admin.get(`/clients/${off}`);
      expect((await admin.post(`/clients/${off}/disable`, { ifMatch: etag })).status).toBe(200);
      expect(await refusal(off, person)).toMatchObject(refused('client.disabled'));
      expect((await check(good({ client_id: off }))).body.refusal).toMatchObject({ check: 'client.disabled' });
    });

    it('knows nobody who does not exist', async () => {
      const person = { grant_type: 'authorization_code', user_id: owner };
      expect((await preview('nobody', person)).body).toMatchObject({ code: 'client_not_found' });
      for (const user_id of ['01890a5d-ac96-774b-bcce-b302099a8057', 'owner']) {
        expect((await preview(shop.id, { ...person, user_id })).body).toMatchObject({ code: 'user_not_found' });
      }
      for (const body of [{}, { grant_type: 'refresh_token' }, { grant_type: 'authorization_code' }]) {
        expect((await preview(shop.id, body)).body).toMatchObject({ status: 400, code: 'validation_failed' });
      }
    });

    it('needs users:read for a person, and clients:read for all', async () => {
      const person = { grant_type: 'authorization_code', user_id: owner };
      const reader = await admin.machineToken(['clients:read']);
      const refused = await preview(shop.id, person, reader);
      expect(refused.body).toMatchObject({ status: 403, code: 'scope_missing' });
      expect(refused.headers.get('www-authenticate')).toContain('scope="users:read"');
      expect((await preview(ROBOT, { grant_type: 'client_credentials' }, reader)).status).toBe(200);
      const both = await admin.machineToken(['clients:read', 'users:read']);
      expect((await preview(shop.id, person, both)).status).toBe(200);
      const usersOnly = await admin.machineToken(['users:read']);
      expect((await preview(shop.id, person, usersOnly)).status).toBe(403);
      expect((await check(good(), usersOnly)).status).toBe(403);
    });
  });

  it('leaves nothing behind: no row, no event, no metric of a refusal', async () => {
    await admin.machineToken();
    const suppressed = async () =>
      /^gatehouse_failures_suppressed_total (\d+)$/m.exec(
        await (await fetch(`${instance.issuer}/metrics`)).text(),
      )?.[1];
    const before = { stored: await stored(), suppressed: await suppressed() };
    for (const changes of [
      {},
      { prompt: 'create' },
      { client_id: 'nobody' },
      { redirect_uri: 'https://evil.example/' },
    ]) {
      expect((await check(good(changes))).status).toBe(200);
    }
    for (const scope of ['openid profile orders:read', 'unheard:of']) {
      const person = { grant_type: 'authorization_code', user_id: owner, scope };
      expect((await preview(shop.id, person)).status).toBe(200);
    }
    expect((await preview(ROBOT, { grant_type: 'client_credentials' })).status).toBe(200);
    // Refusals are stored in the background.
    await new Promise((resume) => setTimeout(resume, 500));
    expect({ stored: await stored(), suppressed: await suppressed() }).toEqual(before);
  });

  it('shows no code, token or secret', async () => {
    const person = { grant_type: 'authorization_code', user_id: owner };
    const secret = `gh_cs_${randomBytes(48).toString('base64url')}`;
    const texts = [
      (await preview(shop.id, person)).text,
      (await preview(ROBOT, { grant_type: 'client_credentials' })).text,
      (await check(good({ client_secret: secret, id_token_hint: secret, scope: secret, [secret]: secret }))).text,
      (await check(good({ redirect_uri: `${CALLBACK}?code=${secret}` }))).text,
    ];
    for (const text of texts) {
      expect(text).not.toMatch(/gh_[a-z]{2}_[A-Za-z0-9_-]{10}|eyJ[A-Za-z0-9_-]+\./);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(verifier);
    }
  });
});

const OFF = {
  client_name: 'Off',
  application_type: 'web',
  redirect_uris: ['https://off.example/callback'],
  scope: 'openid',
  token_endpoint_auth_method: 'client_secret_basic',
};
