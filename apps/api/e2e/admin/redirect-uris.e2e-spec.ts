/** Redirect URIs of preview deployments: registered by a pipeline, good for a while, refused afterwards. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { runStatement, storedRows } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { Administration, CONSOLE, PASSWORD } from './support/administration';

const CALLBACK = 'https://shop.example/callback';

describeOnEveryDatabase('expiring redirect URIs', (database) => {
  let admin: Administration;
  let shop: string;
  let path: string;
  const other = database === 'mariadb' ? 1 : 0;
  const verifier = randomBytes(32).toString('base64url');

  beforeAll(async () => {
    admin = await Administration.start(database, database === 'mariadb' ? { processes: 2 } : {});
    const { body } = await admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'web',
        redirect_uris: [CALLBACK],
        scope: 'openid',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    });
    shop = body.client_id;
    path = `/clients/${shop}/redirect-uris`;
  });
  afterAll(() => admin.stop());

  const preview = (name: string) => `https://${name}.preview.example/callback`;
  const add = (uri: string, expires_in: unknown = 3600) => admin.post(path, { body: { uri, expires_in } });
  const expiring = async () =>
    ((await admin.get(`/clients/${shop}`, { process: other })).body.expiring_redirect_uris ?? []) as {
      id: string;
      uri: string;
      expires_at: number;
      created_at: number;
    }[];

  function authorizationUrl(redirectUri: string, process = 0): URL {
    const url = new URL('/oauth/authorize', admin.instance.origins[process]);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: shop,
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return url;
  }

  /** What a process says to a request with this redirect URI: the way to the sign-in, or the page of an error. */
  async function answered(redirectUri: string, process = other): Promise<number> {
    return (await fetch(authorizationUrl(redirectUri, process), { redirect: 'manual' })).status;
  }

  /** The answer of the other replica, which may take a second to follow. */
  async function follows(redirectUri: string, status: number): Promise<number> {
    let last = await answered(redirectUri);
    for (let attempt = 0; attempt < 60 && last !== status; attempt++) {
      await pause(50);
      last = await answered(redirectUri);
    }
    return last;
  }

  it('signs people in, on every replica', async () => {
    const uri = preview('pr-1');
    expect(await answered(uri)).toBe(400);
    const before = Date.now();
    const { status, body } = await add(uri, 600);
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: expect.any(String), uri });
    expect(body.expires_at - body.created_at).toBe(600_000);
    expect(body.created_at).toBeGreaterThanOrEqual(before);
    expect(await follows(uri, 303)).toBe(303);
    const landing = await new UserAgent(admin.instance.issuer).authorize(authorizationUrl(uri), 'owner', PASSWORD);
    expect(`${landing.url.origin}${landing.url.pathname}`).toBe(uri);
    expect(landing.url.searchParams.get('code')).not.toBeNull();
    expect(await expiring()).toEqual([body]);
  });

  it('refuses it when its time is over, and says that it has expired', async () => {
    const uri = preview('pr-2');
    const { id } = (await add(uri)).body;
    expect(await follows(uri, 303)).toBe(303);
    await runStatement(admin.instance, `UPDATE client_redirect_uri SET expires_at = 1000 WHERE uri = '${uri}'`);
    await runStatement(admin.instance, 'UPDATE catalogue SET version = version + 1');
    expect(await follows(uri, 400)).toBe(400);
    const page = await new UserAgent(admin.instance.issuer).open(authorizationUrl(uri));
    expect(page.body).not.toContain('preview.example');
    const reference = page.headers.get('x-request-id') ?? '';
    let failure = await admin.get(`/failures/${reference}`);
    for (let attempt = 0; attempt < 100 && failure.status === 404; attempt++) {
      await pause(50);
      failure = await admin.get(`/failures/${reference}`);
    }
    expect(failure.body).toMatchObject({
      check: 'redirect_uri.expired',
      title: expect.stringContaining('registered for a while'),
      received: { redirect_uri: uri },
    });
    const parameters = Object.fromEntries(authorizationUrl(uri).searchParams);
    const { body } = await admin.post('/authorization-checks', { body: { parameters } });
    expect(body.refusal).toMatchObject({ check: 'redirect_uri.expired', told_to: 'page' });
    expect((await expiring()).find((each) => each.uri === uri)).toMatchObject({ id, expires_at: 1000 });
    const rejected = (await admin.get(`/clients/${shop}/rejected-redirect-uris`)).body.items;
    expect(rejected).toContainEqual(expect.objectContaining({ uri, registered: false, add: uri }));

    const again = (await add(uri)).body;
    expect(again.id).not.toBe(id);
    expect(await follows(uri, 303)).toBe(303);
    expect((await expiring()).filter((each) => each.uri === uri)).toEqual([again]);
  });

  it('can be taken away before', async () => {
    const uri = preview('pr-3');
    const { etag, body: added } = await add(uri);
    const { id } = added;
    expect(await follows(uri, 303)).toBe(303);
    expect((await admin.delete(`${path}/${id}`)).body).toMatchObject({ code: 'precondition_required' });
    expect((await admin.delete(`${path}/${id}`, { ifMatch: '"another"' })).body).toMatchObject({
      code: 'precondition_failed',
    });
    expect((await admin.delete(`${path}/${id}`, { ifMatch: etag })).status).toBe(204);
    expect(await follows(uri, 400)).toBe(400);
    expect((await expiring()).map((each) => each.uri)).not.toContain(uri);
    const any = { ifMatch: '*' };
    for (const gone of [id, '01890a5d-ac96-774b-bcce-b302099a8057', 'nothing']) {
      expect((await admin.delete(`${path}/${gone}`, any)).body).toMatchObject({ code: 'redirect_uri_not_found' });
    }
    const { body } = await admin.post(`/clients/${CONSOLE}/redirect-uris`, {
      body: { uri: preview('pr-3'), expires_in: 60 },
    });
    // One client cannot take away what another has.
    expect((await admin.delete(`${path}/${body.id}`, any)).body).toMatchObject({ code: 'redirect_uri_not_found' });
    expect((await admin.delete(`/clients/${CONSOLE}/redirect-uris/${body.id}`, any)).status).toBe(204);
  });

  it('holds it to the rules of every redirect URI', async () => {
    for (const uri of [
      'http://pr-4.preview.example/callback',
      'https://*.preview.example/callback',
      'https://pr-4.preview.example/callback#part',
      'javascript:alert(1)',
      '/callback',
    ]) {
      expect((await add(uri)).body).toMatchObject({
        status: 422,
        code: 'client_invalid',
        errors: [{ pointer: '/uri', rule: expect.any(String) }],
      });
    }
    expect((await add(CALLBACK)).body).toMatchObject({ code: 'redirect_uri_registered' });
    const nowhere = { body: { uri: preview('pr-4'), expires_in: 60 } };
    expect((await admin.post('/clients/nobody/redirect-uris', nowhere)).body).toMatchObject({
      code: 'client_not_found',
    });
    // With a redirect URI of a client one is sent its codes: that takes all that the client may do.
    const token = await admin.machineToken(['clients:write']);
    const reaching = await admin.post(`/clients/${CONSOLE}/redirect-uris`, { ...nowhere, token });
    expect(reaching.body).toMatchObject({ status: 403, code: 'scope_not_held' });
    for (const seconds of [59, 30 * 86_400 + 1, 0.5, '60', null]) {
      expect((await add(preview('pr-4'), seconds)).body).toMatchObject({ status: 400, code: 'validation_failed' });
    }
  });

  it('leaves the client itself, and what others change of it, alone', async () => {
    const before = await admin.get(`/clients/${shop}`);
    const uri = preview('pr-5');
    const { body } = await add(uri);
    const changed = await admin.patch(`/clients/${shop}`, { body: { client_name: 'Shop two' }, ifMatch: before.etag });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ redirect_uris: [CALLBACK] });
    expect(changed.body.expiring_redirect_uris).toContainEqual(body);
    expect(await follows(uri, 303)).toBe(303);
    const events = (await admin.get(`/audit?client_id=${shop}&event=client.updated&limit=200`)).body.items;
    expect(events.map(({ detail }: { detail: unknown }) => detail)).toContainEqual({
      before: { expiring_redirect_uri: null },
      after: { expiring_redirect_uri: { uri, expires_at: body.expires_at } },
    });
  });

  it('has one effect for a request that is sent twice', async () => {
    const request = { body: { uri: preview('pr-6'), expires_in: 600 }, idempotencyKey: 'pipeline-6' };
    const [first, second] = [await admin.post(path, request), await admin.post(path, { ...request, process: other })];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it('is bounded in number, however many come at once', async () => {
    const live = (await expiring()).filter(({ expires_at: at }) => at > Date.now()).length;
    for (let made = live; made < 98; made += 7) {
      await Promise.all(
        Array.from({ length: Math.min(7, 98 - made) }, (_, index) => add(preview(`many-${made + index}`))),
      );
    }
    const verdicts = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        admin.post(path, { body: { uri: preview(`last-${index}`), expires_in: 60 }, process: index % 2 ? other : 0 }),
      ),
    );
    expect(verdicts.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(verdicts.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'too_many_redirect_uris' });
    // One that is there already starts anew all the same.
    expect((await add(preview('many-97'))).status).toBe(201);
  });

  it('goes with its client', async () => {
    const { etag } = await admin.get(`/clients/${shop}`);
    expect((await admin.delete(`/clients/${shop}`, { ifMatch: etag })).status).toBe(204);
    const rows = await storedRows(admin.instance, `SELECT uri FROM client_redirect_uri WHERE client_id = '${shop}'`);
    expect(rows).toEqual([]);
  });
});
