/** The admin API's clients and their secrets, over real HTTP; every answer is held against the OpenAPI document. */
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { ADMIN, Administration, CONSOLE, ROBOT, SCOPES } from './support/administration';

const CALLBACK = 'https://shop.example/callback';
const web = { client_name: 'Shop', application_type: 'web', redirect_uris: [CALLBACK] };
const machine = {
  client_name: 'Job',
  application_type: 'machine',
  token_endpoint_auth_method: 'client_secret_basic',
  scope: 'orders:read',
};

describeOnEveryDatabase('clients over the admin API', (database) => {
  let admin: Administration;
  beforeAll(async () => {
    admin = await Administration.start(database, database === 'mariadb' ? { processes: 2 } : {});
  });
  afterAll(() => admin.stop());

  const other = database === 'mariadb' ? 1 : 0;
  const make = async (body: object = web) => {
    const made = await admin.post('/clients', { body });
    expect(made.status).toBe(201);
    return made;
  };
  const authenticates = (id: string, secret: string) =>
    admin.token({ grant_type: 'client_credentials' }, { id, secret }).then(
      () => true,
      (error: Error) => {
        expect(error.message).toMatch(/invalid_client/);
        return false;
      },
    );
  const auditOf = async (clientId: string) => {
    const rows = await storedRows<{ event: string; detail: string; actor_kind: string; actor_id: string }>(
      admin.instance,
      `SELECT event, detail, actor_kind, actor_id FROM audit_event WHERE client_id = '${clientId}' ORDER BY id`,
    );
    return rows.filter((row) => row.event.startsWith('client'));
  };

  describe('registering', () => {
    it('gives safe defaults and shows a secret once', async () => {
      const made = await make();
      expect(made.body).toMatchObject({
        client_name: 'Shop',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        require_pkce: true,
        consent: 'required',
        state: 'enabled',
        disabled_at: null,
      });
      expect(made.headers.get('location')).toBe(made.body.self);
      expect(made.body.secret.client_secret).toMatch(/^gh_cs_[A-Za-z0-9_-]{64}$/);
      const read = await admin.get(`/clients/${made.body.client_id}`, { process: other });
      expect(read.status).toBe(200);
      expect(read.etag).toBe(made.etag);
      expect(read.text).not.toContain('gh_cs_');
      expect(read.headers.get('cache-control')).toBe('no-store');
    });

    it.each(['web', 'spa', 'native', 'machine', 'agent'])('takes the defaults of every kind: %s', async (type) => {
      const redirects = { spa: CALLBACK, web: CALLBACK, agent: CALLBACK, native: 'com.example.shop:/callback' };
      const redirect = (redirects as Record<string, string>)[type];
      const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
      const made = await make({
        client_name: type,
        application_type: type,
        ...(redirect === undefined ? {} : { redirect_uris: [redirect] }),
        ...(type === 'machine'
          ? { scope: 'orders:read', jwks: { keys: [{ ...key, kid: '1', alg: 'ES256', use: 'sig' }] } }
          : {}),
      });
      const { body } = await admin.get(`/clients/${made.body.client_id}/lint`);
      expect(body).toMatchObject({ grade: 'A' });
    });

    it('names every rule that is broken, and stores nothing', async () => {
      const answer = await admin.post('/clients', {
        body: {
          ...web,
          client_id: 'broken',
          redirect_uris: ['http://shop.example/callback', 'https://shop.example/*', CALLBACK],
          grant_types: ['password'],
          introspects: ['https://nowhere.example'],
        },
      });
      expect(answer.status).toBe(422);
      expect(answer.body.code).toBe('client_invalid');
      const rules = Object.fromEntries(
        answer.body.errors.map(({ pointer, rule }: { pointer: string; rule: string }) => [pointer, rule]),
      );
      expect(rules).toMatchObject({
        '/redirect_uris/0': 'R06',
        '/redirect_uris/1': 'R03',
        '/introspects/0': 'S03',
        '/grant_types/0': expect.stringMatching(/^C/),
      });
      expect((await admin.get('/clients/broken')).status).toBe(404);
    });

    it('warns of a scope that no API has, and stores the client all the same', async () => {
      const made = await make({ ...web, scope: 'openid orders:raed' });
      expect(made.body.warnings).toMatchObject([{ rule: 'S02', level: 'warning', pointer: '/scope' }]);
    });

    it('refuses an id that is taken, also by somebody who is faster', async () => {
      const body = { ...web, client_id: 'contended' };
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => admin.post('/clients', { body, process: index % 2 ? other : 0 })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(11).fill(409)]);
      expect((await auditOf('contended')).map(({ event }) => event)).toEqual([
        'client.created',
        'client_secret.created',
      ]);
    });

    it.each([
      ['no name', { application_type: 'web' }],
      ['no kind', { client_name: 'x' }],
      ['an unknown kind', { ...web, application_type: 'toaster' }],
      ['an unknown member', { ...web, is_admin: true }],
      ['a member of the database', { ...web, disabled_at: 0, tokens_revoked_before: 0 }],
      ['a secret of the caller', { ...web, client_secret: 'x'.repeat(40) }],
      ['texts where lists belong', { ...web, redirect_uris: CALLBACK }],
      ['a member that reaches the prototype', { ...web, constructor: { name: 'x' } }],
      ['a list', [web]],
      ['a text', '"web"'],
    ])('answers 400 to %s', async (_, body) => {
      const answer = await admin.post('/clients', { body });
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('validation_failed');
      expect(answer.body.errors.length).toBeGreaterThan(0);
    });

    it('refuses a private key in a key set', async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'mine', use: 'sig', alg: 'ES256' };
      const answer = await admin.post('/clients', {
        body: { ...machine, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } },
      });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain(jwk.d);
    });

    it('judges without storing', async () => {
      const bad = await admin.post('/clients/check', { body: { ...web, redirect_uris: ['javascript:alert(1)'] } });
      expect(bad.body).toMatchObject({ acceptable: false, metadata: null, lint: null });
      const good = await admin.post('/clients/check', { body: { ...web, client_id: 'only-checked' } });
      expect(good.body).toMatchObject({ acceptable: true, metadata: { require_pkce: true }, lint: { grade: 'A' } });
      expect((await admin.get('/clients/only-checked')).status).toBe(404);
    });
  });

  describe('sent twice with one Idempotency-Key', () => {
    it('has one effect and one answer, secret included, in whatever process it arrives', async () => {
      const send = (index: number) =>
        admin.post('/clients', { body: web, idempotencyKey: 'one-shop', process: index % 2 ? other : 0 });
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => send(index)));
      const made = answers.filter(({ status }) => status === 201);
      for (const { status, body } of answers) if (status !== 201) expect(body.code).toBe('idempotency_in_progress');
      const again = await send(1);
      expect(again.status).toBe(201);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.headers.get('location')).toBe(again.body.self);
      for (const { body } of made) expect(body).toEqual(again.body);
      expect(await authenticatesAs(again.body)).toBe(true);
    });

    const authenticatesAs = async (body: { client_id: string; secret: { client_secret: string } }) => {
      const patched = await admin.patch(`/clients/${body.client_id}`, {
        ifMatch: '*',
        body: { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], scope: 'orders:read' },
      });
      expect(patched.status).toBe(200);
      return authenticates(body.client_id, body.secret.client_secret);
    };

    it('is refused for something else, and belongs to who chose it', async () => {
      const first = await admin.post('/clients', { body: web, idempotencyKey: '"a key"' });
      expect(first.status).toBe(201);
      const changed = await admin.post('/clients', {
        body: { ...web, client_name: 'Else' },
        idempotencyKey: '"a key"',
      });
      expect([changed.status, changed.body.code]).toEqual([422, 'idempotency_key_reused']);
      const somebodyElse = await admin.post('/clients', {
        body: web,
        idempotencyKey: '"a key"',
        token: await admin.personToken('developer'),
      });
      expect(somebodyElse.status).toBe(201);
      expect(somebodyElse.body.client_id).not.toBe(first.body.client_id);
    });

    it('may be tried again after a failure', async () => {
      const key = { idempotencyKey: 'retry-me' };
      expect((await admin.post('/clients', { body: { ...web, redirect_uris: ['x'] }, ...key })).status).toBe(422);
      expect((await admin.post('/clients', { body: web, ...key })).status).toBe(201);
    });

    it.each(['', 'with blank', 'é', 'x'.repeat(256)])('refuses the key "%s"', async (idempotencyKey) => {
      const answer = await admin
        .post('/clients', { body: web, headers: { 'idempotency-key': idempotencyKey } })
        .catch(() => undefined);
      if (answer) expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key_invalid']);
    });
  });

  describe('changing', () => {
    it('merges: what is left out stays, null brings the default back', async () => {
      const { body, etag } = await make({
        ...web,
        scope: 'openid orders:read',
        logo_uri: 'https://shop.example/l.png',
      });
      const changed = await admin.patch(`/clients/${body.client_id}`, {
        ifMatch: etag,
        body: { client_name: 'Renamed', logo_uri: null, consent: null },
        headers: { 'content-type': 'application/merge-patch+json' },
      });
      expect(changed.status).toBe(200);
      expect(changed.body).toMatchObject({ client_name: 'Renamed', scope: 'openid orders:read', consent: 'required' });
      expect(changed.body).not.toHaveProperty('logo_uri');
      expect(changed.etag).not.toBe(etag);
      const [row] = (await auditOf(body.client_id)).slice(-1);
      expect(row).toMatchObject({ event: 'client.updated', actor_kind: 'client', actor_id: ROBOT });
      expect(JSON.parse(row?.detail ?? '')).toEqual({
        before: { client_name: 'Shop', logo_uri: 'https://shop.example/l.png' },
        after: { client_name: 'Renamed', logo_uri: null },
      });
    });

    it('judges the whole client, not the patch', async () => {
      const { body, etag } = await make();
      const answer = await admin.patch(`/clients/${body.client_id}`, {
        ifMatch: etag,
        body: { token_endpoint_auth_method: 'none', application_type: 'machine' },
      });
      expect([answer.status, answer.body.code]).toEqual([422, 'client_invalid']);
    });

    it('needs to know what is changed, and loses nobody’s change', async () => {
      const { body, etag } = await make();
      const path = `/clients/${body.client_id}`;
      expect((await admin.patch(path, { body: { client_name: 'x' } })).body.code).toBe('precondition_required');
      for (const ifMatch of ['"nonsense"', `W/${etag}`]) {
        expect((await admin.patch(path, { body: { client_name: 'x' }, ifMatch })).body.code).toBe(
          'precondition_failed',
        );
      }
      expect((await admin.patch(path, { body: { client_name: 'x' }, ifMatch: 'nonsense' })).status).toBe(400);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          admin.patch(path, { body: { client_name: `n${index}` }, ifMatch: etag, process: index % 2 ? other : 0 }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(11).fill(412)]);
      const winner = answers.find(({ status }) => status === 200);
      expect((await admin.get(path)).body.client_name).toBe(winner?.body.client_name);
    });

    it('counts on every replica within a second', async () => {
      const { body } = await make(machine);
      const [id, secret] = [body.client_id as string, body.secret.client_secret as string];
      expect(await authenticates(id, secret)).toBe(true);
      const issued = (await admin.get(`/tokens?client_id=${id}`)).body.items[0].id as string;
      const disabled = await admin.post(`/clients/${id}/disable`, { ifMatch: '*', process: other });
      expect(disabled.body).toMatchObject({ state: 'disabled' });
      await pause(1_000);
      expect(await authenticates(id, secret)).toBe(false);
      const enabled = await admin.post(`/clients/${id}/enable`, { ifMatch: disabled.etag, process: other });
      expect(enabled.body).toMatchObject({ state: 'enabled', disabled_at: null });
      await pause(1_000);
      expect(await authenticates(id, secret)).toBe(true);
      // Enabled again, it starts afresh: what it held before stays dead.
      expect((await admin.get(`/tokens/${issued}`)).body.state).toBe('revoked');
      expect((await auditOf(id)).map(({ event }) => event)).toEqual(
        expect.arrayContaining(['client.disabled', 'client.enabled']),
      );
    });

    it('deletes with a precondition, and a later client of the same id starts anew', async () => {
      const body = { ...machine, client_id: 'phoenix', scope: 'orders:read' };
      const made = await make(body);
      const secret = made.body.secret.client_secret as string;
      expect(await authenticates('phoenix', secret)).toBe(true);
      expect((await admin.delete('/clients/phoenix')).status).toBe(428);
      expect((await admin.delete('/clients/phoenix', { ifMatch: made.etag })).status).toBe(204);
      expect((await admin.delete('/clients/phoenix', { ifMatch: '*' })).status).toBe(404);
      await make(body);
      await pause(1_000);
      expect(await authenticates('phoenix', secret)).toBe(false);
    });
  });

  describe('nobody gives what they do not have', () => {
    const developer = () => admin.personToken('developer');

    it('registers no client that reaches further', async () => {
      const token = await developer();
      const reaching = { ...machine, scope: 'orders:read users:write' };
      expect((await admin.post('/clients', { body: reaching, token })).body.code).toBe('scope_not_held');
      expect((await admin.post('/clients', { body: reaching, token: await admin.personToken('owner') })).status).toBe(
        201,
      );
      const own = { ...machine, scope: 'orders:read clients:read' };
      expect((await admin.post('/clients', { body: own, token })).status).toBe(201);
      const watching = { ...machine, introspects: [ADMIN] };
      const reader = await admin.machineToken(['clients:read', 'clients:write']);
      expect((await admin.post('/clients', { body: watching, token: reader })).body.code).toBe('scope_not_held');
    });

    it('takes over no client that reaches further', async () => {
      const token = await developer();
      const made = await make({ ...machine, scope: 'users:write' });
      const path = `/clients/${made.body.client_id}`;
      const ifMatch = '*';
      const attempts = [
        await admin.patch(path, { token, ifMatch, body: { scope: 'users:write audit:read' } }),
        await admin.patch(path, { token, ifMatch, body: { client_name: 'mine now' } }),
        await admin.post(`${path}/secrets`, { token, body: {} }),
        await admin.post(`${path}/secrets/roll`, { token, body: { overlap_seconds: 60 } }),
        await admin.patch(`/clients/${CONSOLE}`, {
          token,
          ifMatch,
          body: { redirect_uris: ['https://evil.example/'] },
        }),
      ];
      for (const answer of attempts) expect([answer.status, answer.body.code]).toEqual([403, 'scope_not_held']);
      expect((await admin.get(path)).etag).toBe(made.etag);
      // What takes power away is open to whoever may change clients.
      const disabled = await admin.post(`${path}/disable`, { token, ifMatch: made.etag });
      expect(disabled.status).toBe(200);
      expect((await admin.post(`${path}/enable`, { token, ifMatch: disabled.etag })).body.code).toBe('scope_not_held');
    });

    it('leaves a mark of each attempt', async () => {
      const rows = await eventually(() =>
        storedRows<{ failed_check: string }>(
          admin.instance,
          `SELECT failed_check FROM audit_event WHERE event = 'admin.refused' AND failed_check = 'scope_not_held'`,
        ),
      );
      expect(rows.length).toBeGreaterThan(0);
    });
  });

  describe('secrets', () => {
    it('are two at most, and roll with an overlap', async () => {
      const { body } = await make(machine);
      const path = `/clients/${body.client_id}/secrets`;
      const second = await admin.post(path, { body: {} });
      expect(second.status).toBe(201);
      expect((await admin.post(path, { body: {} })).body.code).toBe('too_many_secrets');
      expect((await admin.post(`${path}/roll`, { body: { overlap_seconds: 60 } })).body.code).toBe('too_many_secrets');
      const rolled = await admin.post(`${path}/roll`, { body: { overlap_seconds: 0 } });
      expect(rolled.status).toBe(201);
      await pause(1_000);
      expect(await authenticates(body.client_id, body.secret.client_secret)).toBe(false);
      expect(await authenticates(body.client_id, second.body.client_secret)).toBe(false);
      expect(await authenticates(body.client_id, rolled.body.client_secret)).toBe(true);
      const overlapping = await admin.post(`${path}/roll`, { body: { overlap_seconds: 3600 } });
      expect(await authenticates(body.client_id, rolled.body.client_secret)).toBe(true);
      expect(await authenticates(body.client_id, overlapping.body.client_secret)).toBe(true);
      const list = await admin.get(path);
      expect(list.body.items.map(({ state }: { state: string }) => state)).toEqual([
        'expired',
        'expired',
        'live',
        'live',
      ]);
      expect(list.text).not.toMatch(/gh_cs_|digest/);
      expect(list.body.items[2].expires_at).toBeGreaterThan(Date.now());
      expect(list.body.items[3].expires_at).toBeNull();
    });

    it('tell when, from where and how they were last used', async () => {
      const { body } = await make(machine);
      const path = `/clients/${body.client_id}/secrets`;
      const [fresh] = (await admin.get(path)).body.items;
      expect(fresh).toMatchObject({ last_used_at: null, last_used_ip: null, last_used_method: null });
      const before = Date.now();
      expect(await authenticates(body.client_id, body.secret.client_secret)).toBe(true);
      const used = await eventually<{ id: string; last_used_at: number }>(async () => {
        const { items } = (await admin.get(path)).body;
        return items[0].last_used_at === null ? [] : items;
      });
      expect(used[0]).toMatchObject({ last_used_ip: '127.0.0.1', last_used_method: 'client_secret_basic' });
      expect(used[0]?.last_used_at).toBeGreaterThanOrEqual(before);
      // A mark of use is no change: what somebody has read can still be changed.
      const id = used[0]?.id;
      const read = await admin.get(`${path}/${id}`);
      await authenticates(body.client_id, body.secret.client_secret);
      const changed = await admin.patch(`${path}/${id}`, {
        ifMatch: read.etag,
        body: { expires_at: before + 10 ** 9 },
      });
      expect([changed.status, changed.body.expires_at]).toEqual([200, before + 10 ** 9]);
      expect((await admin.delete(`${path}/${id}`, { ifMatch: read.etag })).status).toBe(412);
      expect((await admin.delete(`${path}/${id}`, { ifMatch: changed.etag })).status).toBe(204);
      await pause(1_000);
      expect(await authenticates(body.client_id, body.secret.client_secret)).toBe(false);
    });

    it('are not made for clients that use none, nor with an end in the past', async () => {
      const spa = await make({ client_name: 'Page', application_type: 'spa', redirect_uris: [CALLBACK] });
      expect(spa.body.secret).toBeNull();
      const refused = await admin.post(`/clients/${spa.body.client_id}/secrets`, { body: {} });
      expect(refused.body.code).toBe('client_without_secrets');
      const { body } = await make(machine);
      const late = await admin.post(`/clients/${body.client_id}/secrets`, { body: { expires_at: 1 } });
      expect([late.status, late.body.errors[0].pointer]).toEqual([400, '/expires_at']);
      expect((await admin.get(`/clients/${body.client_id}/secrets/nonsense`)).body.code).toBe('secret_not_found');
    });
  });

  describe('the list', () => {
    const ids = (answer: { body: { items: { client_id: string }[] } }) =>
      answer.body.items.map(({ client_id }) => client_id);

    beforeAll(async () => {
      for (const [client_id, client_name] of [
        ['list-a', 'Zebra'],
        ['list-b', 'Äpfel & Birnen'],
        ['list-c', 'Zebra Two'],
        ['zebra-d', 'List of things'],
        ['list-e', 'zEBRA three'],
      ]) {
        await make({ ...web, client_id, client_name });
      }
    });

    it('goes on where the page before ended, and shows everybody once', async () => {
      const seen: string[] = [];
      let next: string | null = '';
      do {
        const cursor: string = next === '' ? '' : `&cursor=${next}`;
        const page = await admin.get(`/clients?limit=3${cursor}`, { process: other });
        expect(page.status).toBe(200);
        expect(page.body.items.length).toBeLessThanOrEqual(3);
        seen.push(...ids(page));
        next = page.body.next as string | null;
      } while (next !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual([...seen].sort());
      expect(seen).toEqual(expect.arrayContaining([ROBOT, CONSOLE, 'list-a', 'zebra-d']));
    });

    it.each([1, 2, 50])('finds by the beginning of an id, then of a name, %i a page', async (limit) => {
      const found: string[] = [];
      let next: string | null = '';
      do {
        const page = await admin.get(`/clients?search=zebra&limit=${limit}${next === '' ? '' : `&cursor=${next}`}`);
        found.push(...ids(page));
        next = page.body.next as string | null;
      } while (next !== null);
      expect(found).toEqual(['zebra-d', 'list-a', 'list-e', 'list-c']);
      expect(ids(await admin.get(`/clients?search=${encodeURIComponent('äPFEL')}`))).toEqual(['list-b']);
      expect(ids(await admin.get('/clients?search=%25'))).toEqual([]);
    });

    it('filters by kind and state', async () => {
      await admin.post('/clients/list-b/disable', { ifMatch: '*' });
      expect(ids(await admin.get('/clients?state=disabled&search=list'))).toEqual(['list-b']);
      const machines = await admin.get('/clients?application_type=machine,agent&limit=200');
      expect(ids(machines)).toContain(ROBOT);
      expect(ids(machines)).not.toContain(CONSOLE);
    });

    it('takes only its own cursors, untouched', async () => {
      const { next } = (await admin.get('/clients?limit=1')).body as { next: string };
      const flipped = `${next.slice(0, 20)}${next[20] === 'A' ? 'B' : 'A'}${next.slice(21)}`;
      const bad = [
        `/clients?limit=1&cursor=${flipped}`,
        `/clients?limit=1&cursor=${next}A`,
        `/clients?limit=1&cursor=${next.slice(1)}`,
        `/clients?limit=1&cursor=x`,
        `/clients?limit=1&cursor=`,
        `/clients?limit=1&search=z&cursor=${next}`,
        `/apis?limit=1&cursor=${next}`,
      ];
      for (const path of bad) {
        const answer = await admin.get(path);
        expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'cursor_invalid']);
      }
      expect((await admin.get(`/clients?limit=2&cursor=${next}`)).status).toBe(200);
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=1e2',
      'limit=01',
      'limit=',
      'limit=5&limit=5',
      'state=gone',
      'application_type=web,toaster',
      'unknown=1',
      '__proto__=1',
      'search[]=x',
      'constructor=x',
      'prototype=x',
    ])('answers 400 to ?%s', async (query) => {
      const answer = await admin.get(`/clients?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'query_invalid']);
    });
  });

  describe('ids in paths', () => {
    it('reach clients whose ids would not fit', async () => {
      const client_id = 'team/shop?a b';
      const made = await make({ ...web, client_id });
      expect(made.body.self).toBe(`/admin/v1/clients/~${Buffer.from(client_id).toString('base64url')}`);
      const read = await admin.get(made.body.self.slice('/admin/v1'.length));
      expect([read.status, read.body.client_id]).toEqual([200, client_id]);
    });

    it.each(['nobody', '~', '~~', '~!', '%20', "'", '%00x', 'a'.repeat(3000)])('answer 4xx for %s', async (id) => {
      const answer = await admin.get(`/clients/${id}`);
      expect([400, 404]).toContain(answer.status);
    });
  });

  it('knows every scope of the admin API as one of an API', async () => {
    const made = await make({ ...machine, scope: SCOPES.join(' ') });
    expect(made.body.warnings).toEqual([]);
  });
});

/** Asks until there is something; what is written behind an answer takes a moment. */
async function eventually<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (let round = 0; round < 100; round++) {
    const found = await ask();
    if (found.length > 0) return found;
    await pause(100);
  }
  return [];
}
