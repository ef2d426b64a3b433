/** The doctor of refused requests: the reference on a page or in an answer, and what an admin learns by it. */
import { createHash, randomBytes } from 'node:crypto';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { Canaries } from '../support/canaries';
import { storedRows } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { ADMIN, Administration, CONSOLE, PASSWORD, ROBOT, SECRET } from './support/administration';

const CALLBACK = 'https://console.example/callback';
/** What lists are looked at for. */
interface Listed {
  readonly received: Readonly<Record<string, string>>;
}

/** Of all three kinds of characters, as nearly all are: that is how such a word is told from one that somebody made up. */
function random(): string {
  for (;;) {
    const word = randomBytes(24).toString('base64url');
    if (/[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word)) return word;
  }
}
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

describeOnEveryDatabase('refused requests', (database) => {
  let admin: Administration;
  const canaries = new Canaries();
  beforeAll(async () => {
    admin = await Administration.start(database);
    canaries.plant('client secret', SECRET);
    canaries.plant('password', PASSWORD);
    const { etag } = await admin.get('/settings');
    await admin.patch('/settings', {
      body: { failures: { per_address_per_minute: 1_000, per_client_per_minute: 1_000, per_minute: 1_000 } },
      ifMatch: etag,
    });
  });
  afterAll(() => admin.stop());

  function authorizationUrl(changes: Record<string, string>): URL {
    const url = new URL('/oauth/authorize', admin.instance.issuer);
    const verifier = canaries.plant(`verifier ${random()}`, random() + random());
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: CONSOLE,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: canaries.plant(`state ${random()}`, random()),
      nonce: canaries.plant(`nonce ${random()}`, random()),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    }).toString();
    return url;
  }

  /** @returns the reference of the answer */
  async function ask(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const url = admin.instance.issuer + path;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers });
    return { status: response.status, reference: response.headers.get('x-request-id') ?? '' };
  }

  async function explained(reference: string) {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await admin.get(`/failures/${reference}`);
      if (answer.status === 200) return answer.body;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error(`Nothing was stored for ${reference}.`);
  }

  it('shows letter by letter how a redirect URI differs, under the reference that the page shows', async () => {
    const page = await new UserAgent(admin.instance.issuer).open(
      authorizationUrl({ redirect_uri: 'https://console.example/calback/' }),
    );
    expect(page.status).toBe(400);
    const reference = page.headers.get('x-request-id') ?? '';
    expect(page.body.replace(/[\s-]|<[^>]*>/g, '')).toContain(reference);
    expect(page.body).not.toContain('calback');
    const failure = await explained(reference);
    expect(failure).toMatchObject({
      reference,
      endpoint: 'authorize',
      client_id: CONSOLE,
      claimed_client_id: null,
      check: 'redirect_uri.unregistered',
      status: 400,
      method: 'GET',
      expected: { redirect_uris: [CALLBACK] },
      received: { redirect_uri: 'https://console.example/calback/' },
      difference: { nearest: CALLBACK },
    });
    const { segments } = failure.difference;
    const join = (not: string) =>
      segments.flatMap((each: { kind: string; text: string }) => (each.kind === not ? [] : [each.text])).join('');
    expect([join('received'), join('expected')]).toEqual([CALLBACK, 'https://console.example/calback/']);
    expect(failure.fix).toMatch(/add exactly this value/);
    expect(failure.parameters).toContainEqual({ name: 'response_type', value: 'code' });
    expect(failure.parameters).toContainEqual({ name: 'state' });
    expect(failure.parameters).toContainEqual({ name: 'code_challenge', length: 43 });
  });

  it('finds a reference as a person reads it out', async () => {
    const { reference } = await ask('/oauth/token', { grant_type: 'wrong' }, basic(ROBOT, SECRET));
    await explained(reference);
    const typed = `${reference.slice(0, 5)} ${reference.slice(5).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}`;
    expect((await admin.get(`/failures/${encodeURIComponent(typed)}`)).body).toMatchObject({ reference });
    for (const nothing of ['0123456789', 'nothing']) {
      expect((await admin.get(`/failures/${encodeURIComponent(nothing)}`)).status).toBe(404);
    }
  });

  it('explains what is answered to the client as well', async () => {
    const url = authorizationUrl({ prompt: 'none' });
    const landing = await fetch(url, { redirect: 'manual' });
    expect(landing.headers.get('location')).toContain('error=login_required');
    expect(await explained(landing.headers.get('x-request-id') ?? '')).toMatchObject({
      endpoint: 'authorize',
      check: 'sign_in.no_session',
      error: 'login_required',
      client_id: CONSOLE,
    });
  });

  it.each([
    [
      'a client that is not registered',
      '/oauth/token',
      { grant_type: 'client_credentials', client_id: 'robbot' },
      {},
      'client.unknown',
      null,
    ],
    [
      'a wrong secret',
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(ROBOT, 'wrong'),
      'client.secret',
      ROBOT,
    ],
    [
      'another method than registered',
      '/oauth/token',
      { grant_type: 'client_credentials', client_id: ROBOT, client_secret: 'x' },
      {},
      'client.method',
      ROBOT,
    ],
    [
      'a grant type that it may not use',
      '/oauth/token',
      { grant_type: 'refresh_token' },
      basic(ROBOT, SECRET),
      'grant_type.client',
      ROBOT,
    ],
    [
      'an introspection by a stranger',
      '/oauth/introspect',
      { token: 'x', client_id: CONSOLE },
      {},
      'client.method',
      CONSOLE,
    ],
    ['a revocation without a token', '/oauth/revoke', {}, basic(ROBOT, SECRET), 'token.missing', ROBOT],
  ])('explains %s', async (_what, path, fields, headers, check, clientId) => {
    const { status, reference } = await ask(path, fields as Record<string, string>, headers as Record<string, string>);
    expect([400, 401]).toContain(status);
    const failure = await explained(reference);
    expect(failure).toMatchObject({ check, client_id: clientId, endpoint: path.slice('/oauth/'.length), status });
    expect(failure.title).not.toBe('The request was refused.');
    expect(failure.claimed_client_id).toBe(clientId === null ? 'robbot' : null);
  });

  it('compares the redirect URI of a token request with that of the authorization request', async () => {
    const verifier = canaries.plant('a verifier', random() + random());
    const url = authorizationUrl({ resource: ADMIN, scope: 'openid clients:read' });
    url.searchParams.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
    const landing = await new UserAgent(admin.instance.issuer).authorize(url, 'owner', PASSWORD);
    const code = canaries.plant('code', landing.url.searchParams.get('code') ?? '');
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: `${CALLBACK}/` };
    const { reference } = await ask('/oauth/token', fields, basic(CONSOLE, SECRET));
    expect(await explained(reference)).toMatchObject({
      check: 'code.redirect_uri',
      client_id: CONSOLE,
      expected: { redirect_uri: CALLBACK },
      received: { redirect_uri: `${CALLBACK}/` },
      difference: { nearest: CALLBACK },
    });
  });

  it('lists them by client, endpoint, check and time, page by page', async () => {
    for (let each = 0; each < 5; each++) {
      const { reference } = await ask('/oauth/token', { grant_type: `nothing-${each}` }, basic(CONSOLE, SECRET));
      await explained(reference);
    }
    const query = `client_id=${CONSOLE}&endpoint=token&check=grant_type.unknown`;
    const first = await admin.get(`/failures?${query}&limit=2`);
    expect(first.body.items.map((each: Listed) => each.received['grant_type'])).toEqual(['nothing-4', 'nothing-3']);
    const second = await admin.get(`/failures?${query}&limit=2&cursor=${first.body.next}`);
    expect(second.body.items.map((each: Listed) => each.received['grant_type'])).toEqual(['nothing-2', 'nothing-1']);
    const third = await admin.get(`/failures?${query}&limit=2&cursor=${second.body.next}`);
    expect(third.body.items).toHaveLength(1);
    expect(third.body.next).toBeNull();
    const { at } = first.body.items[0];
    expect((await admin.get(`/failures?${query}&from=${at + 1}`)).body.items).toEqual([]);
    expect((await admin.get(`/failures?${query}&until=${at}`)).body.items).toHaveLength(4);
    expect((await admin.get(`/failures?check=redirect_uri.unregistered&cursor=${first.body.next}`)).body).toMatchObject(
      {
        status: 400,
        code: 'cursor_invalid',
      },
    );
    expect((await admin.get('/failures?secret=x')).body).toMatchObject({ status: 400, code: 'query_invalid' });
  });

  it('lists the redirect URIs that a client sent in vain, with the exact value to add', async () => {
    const browser = () => new UserAgent(admin.instance.issuer);
    for (const redirect_uri of [
      'https://console.example/two',
      'https://console.example/two',
      'http://console.example/plain',
      'https://console.example/cb?code=gh_ac_abcdefghijklmnopqrstuvwxyz0123456789',
    ]) {
      const page = await browser().open(authorizationUrl({ redirect_uri }));
      await explained(page.headers.get('x-request-id') ?? '');
    }
    const { body } = await admin.get(`/clients/${CONSOLE}/rejected-redirect-uris`);
    const byUri = new Map<string, unknown>(body.items.map((each: { uri: string }) => [each.uri, each]));
    expect(byUri.get('https://console.example/two')).toMatchObject({
      kind: 'redirect_uri',
      times: 2,
      add: 'https://console.example/two',
      registered: false,
      problems: [],
      difference: { nearest: CALLBACK },
    });
    expect(byUri.get('http://console.example/plain')).toMatchObject({ add: null, problems: [expect.any(String)] });
    expect(byUri.get('https://console.example/cb?code=[redacted]')).toMatchObject({ add: null });
    expect((await admin.get('/clients/nobody/rejected-redirect-uris')).body).toMatchObject({
      code: 'client_not_found',
    });
  });

  it('keeps no secret, code, token, verifier, state or password of any of them', async () => {
    const agent = new UserAgent(admin.instance.issuer);
    const refreshToken = canaries.plant('refresh token', (await admin.tokensOf('owner')).refresh_token ?? '');
    const accessToken = canaries.plant('access token', (await admin.tokensOf('owner')).access_token);
    const idToken = canaries.plant('ID token', (await admin.tokensOf('owner')).id_token ?? '');
    const secret = canaries.plant('a secret', `gh_cs_${randomBytes(48).toString('base64url')}`);
    const assertion = canaries.plant('assertion', `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyb2JvdCJ9.${random()}${random()}`);
    const misplaced = canaries.plant('random word in the wrong place', random());
    const references: string[] = [];
    const tried = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      references.push((await ask(path, fields, headers)).reference);
    };
    await tried(
      '/oauth/token',
      { grant_type: 'password', username: 'owner', password: PASSWORD },
      basic(ROBOT, SECRET),
    );
    await tried('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken }, basic(ROBOT, SECRET));
    await tried(
      '/oauth/token',
      { grant_type: misplaced, scope: `${secret} ${accessToken}`, resource: idToken },
      basic(ROBOT, SECRET),
    );
    await tried('/oauth/token', { client_id: secret, client_secret: ROBOT });
    await tried('/oauth/token', { client_id: misplaced, grant_type: 'client_credentials' });
    await tried('/oauth/token', {
      grant_type: 'client_credentials',
      client_assertion: assertion,
      client_assertion_type: `${secret}`,
    });
    await tried(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
    );
    await tried('/oauth/token', { grant_type: 'client_credentials' }, basic(secret, ROBOT));
    await tried(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { authorization: secret, 'user-agent': `curl ${accessToken}` },
    );
    await tried('/oauth/token', { [secret]: 'x', [misplaced]: accessToken });
    await tried('/oauth/introspect', { token: refreshToken, token_type_hint: accessToken }, basic(ROBOT, secret));
    await tried('/oauth/revoke', { token: accessToken }, basic(ROBOT, secret));
    for (const redirect_uri of [
      `https://console.example/cb?access_token=${accessToken}#id_token=${idToken}`,
      `https://owner:${misplaced}@console.example/cb`,
      `https://console.example/${misplaced}/${secret}`,
    ]) {
      const page = await agent.open(authorizationUrl({ redirect_uri, login_hint: secret, id_token_hint: idToken }));
      references.push(page.headers.get('x-request-id') ?? '');
    }
    for (const reference of references) await explained(reference);
    const rows = await storedRows<Record<string, unknown>>(admin.instance, 'SELECT * FROM failure');
    expect(rows.length).toBeGreaterThan(references.length);
    for (const row of rows) expect(canaries.foundIn(JSON.stringify(row))).toEqual([]);
    for (const row of rows) expect(Buffer.byteLength(String(row['detail']))).toBeLessThanOrEqual(4_096);
    const listed = await admin.get('/failures?limit=200');
    expect(canaries.foundIn(listed.text)).toEqual([]);
  });

  it('takes 4 KiB for the largest request', async () => {
    const long = 'https://console.example/' + 'a/b-c.'.repeat(300);
    const scope = Array.from({ length: 400 }, (_each, index) => `scope:${index}`).join(' ');
    const page = await new UserAgent(admin.instance.issuer).open(
      authorizationUrl({ redirect_uri: long, scope, resource: long, prompt: 'p '.repeat(200), display: long }),
    );
    const failure = await explained(page.headers.get('x-request-id') ?? '');
    expect(failure.check).toMatch(/^redirect_uri\.unregistered|^request\.too_large/);
    const [row] = await storedRows<{ detail: string }>(
      admin.instance,
      `SELECT detail FROM failure WHERE reference = '${failure.reference}'`,
    );
    expect(Buffer.byteLength(row?.detail ?? '')).toBeLessThanOrEqual(4_096);
  });

  it('stores only so many of one client in a minute, and none of them is in the way of another’s', async () => {
    const { etag } = await admin.get('/settings');
    await admin.patch('/settings', { body: { failures: { per_client_per_minute: 3 } }, ifMatch: etag });
    const count = async () =>
      (await admin.get(`/failures?client_id=${ROBOT}&check=grant_type.missing&limit=200`)).body.items.length;
    const flood = await Promise.all(Array.from({ length: 30 }, () => ask('/oauth/token', {}, basic(ROBOT, SECRET))));
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([400]));
    const { reference } = await ask('/oauth/token', { client_id: 'somebody-else', grant_type: 'x' });
    await explained(reference);
    expect(await count()).toBeLessThanOrEqual(3);
    const text = await (await fetch(`${admin.instance.issuer}/metrics`)).text();
    expect(Number(/^gatehouse_failures_suppressed_total (\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(27);
  });

  it('needs clients:read', async () => {
    const token = await admin.machineToken(['audit:read']);
    expect((await admin.get('/failures', { token })).status).toBe(403);
    expect((await admin.get('/failures', { token: '' })).status).toBe(401);
    expect((await admin.get('/failures', { token: await admin.personToken('developer') })).status).toBe(200);
  });
});
