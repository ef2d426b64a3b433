/** Signing keys over the admin API, over real HTTP. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { runStatement, storedRows } from '../support/database';
import { Administration } from './support/administration';

const DAY = 86_400_000;

interface Key {
  readonly self: string;
  readonly kid: string;
  readonly algorithm: string;
  readonly state: string;
  readonly retiring_at: number;
  readonly tokens_end_by: number;
  readonly public_jwk: Readonly<Record<string, unknown>>;
  readonly actions: readonly { readonly action: string }[];
}

describeOnEveryDatabase('signing keys over the admin API', (database) => {
  let admin: Administration;
  beforeAll(async () => {
    admin = await Administration.start(database);
  });
  afterAll(() => admin.stop());

  const keys = async (): Promise<Key[]> => (await admin.get('/signing-keys')).body.items;
  const published = async (kid: string, expected: boolean): Promise<void> => {
    for (let attempt = 0; attempt < 60; attempt++) {
      const response = await fetch(`${admin.instance.issuer}/.well-known/jwks.json`);
      const set = (await response.json()) as { keys: { kid: string }[] };
      if (set.keys.some((key) => key.kid === kid) === expected) return;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error(`${kid} is ${expected ? 'not ' : ''}in the key set.`);
  };
  const found = (key: Key | undefined): Key => {
    if (!key) throw new Error('there is no such key');
    return key;
  };
  const action = (key: Key, name: string) => key.actions.find((each) => each.action === name);
  const signingNow = async (algorithm: string) =>
    (await keys()).filter((key) => key.algorithm === algorithm && key.state === 'active');

  it('shows each with what may be done now and why not, and never the private half', async () => {
    const { body, text, status } = await admin.get('/signing-keys');
    expect(status).toBe(200);
    expect(body.items.map((key: Key) => [key.algorithm, key.state]).sort()).toEqual([
      ['ES256', 'active'],
      ['RS256', 'active'],
    ]);
    for (const key of body.items) {
      expect(key).toMatchObject({ published: true, tokens_end_by: null, revoked_at: null });
      expect(action(key, 'activate')).toMatchObject({ allowed: false, forcible: false });
      expect(action(key, 'retire')).toMatchObject({ allowed: false, forcible: false });
      expect(Object.keys(key.public_jwk)).not.toEqual(expect.arrayContaining(['d']));
    }
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi)":|sealed/);
  });

  it('announces a key, lets it sign when it is time, and before only by force', async () => {
    const before = found((await signingNow('ES256'))[0]);
    const made = await admin.post('/signing-keys/announce', { body: { algorithm: 'ES256' } });
    expect(made.status).toBe(201);
    const { kid } = made.body;
    expect(made.body).toMatchObject({ state: 'next', published: true, self: `/admin/v1/signing-keys/${kid}` });
    expect(action(made.body, 'activate')).toMatchObject({
      allowed: false,
      forcible: true,
      allowed_from: made.body.created_at + 14 * DAY,
    });
    await published(kid, true);
    const again = await admin.post('/signing-keys/announce', { body: { algorithm: 'ES256' } });
    expect(again.body).toMatchObject({ status: 409, code: 'signing_key_announced' });

    const activate = (body: unknown) => admin.post(`/signing-keys/${kid}/activate`, { body, ifMatch: made.etag });
    expect((await activate({})).body).toMatchObject({ status: 409, code: 'signing_key_too_soon' });
    expect((await activate({ force: true })).body).toMatchObject({ status: 400, code: 'validation_failed' });
    const forced = await activate({ force: true, reason: 'The vault was opened.' });
    expect(forced.body).toMatchObject({ kid, state: 'active' });
    expect((await activate({ force: true, reason: 'Once more.' })).status).toBe(412);
    expect((await signingNow('ES256')).map((key) => key.kid)).toEqual([kid]);
    const former = found((await keys()).find((key) => key.kid === before.kid));
    expect(former).toMatchObject({ state: 'retiring', published: true });
    expect(former.tokens_end_by).toBe(former.retiring_at + DAY);
    const events = await storedRows<{ event: string; target_id: string; detail: string }>(
      admin.instance,
      `SELECT event, target_id, detail FROM audit_event WHERE event LIKE 'signing_key%' AND actor_kind = 'client' ORDER BY id`,
    );
    expect(events.map(({ event, target_id }) => [event, target_id])).toEqual([
      ['signing_key.announced', kid],
      ['signing_key.activated', kid],
      ['signing_key.retiring', before.kid],
    ]);
    expect(JSON.parse(events[1]?.detail ?? '')).toMatchObject({ forced: true, reason: 'The vault was opened.' });
  });

  it('does not need force when a key was announced for long enough', async () => {
    const made = await admin.post('/signing-keys/announce', { body: { algorithm: 'RS256' } });
    const at = made.body.created_at - 15 * DAY;
    await runStatement(admin.instance, `UPDATE signing_key SET created_at = ${at} WHERE id = '${made.body.kid}'`);
    const { body, etag } = await admin.get(`/signing-keys/${made.body.kid}`);
    expect(action(body, 'activate')).toMatchObject({ allowed: true });
    const done = await admin.post(`/signing-keys/${made.body.kid}/activate`, { body: {}, ifMatch: etag });
    expect(done.body).toMatchObject({ state: 'active' });
  });

  it('retires a key that no longer signs when nothing that it signed is alive, and before only by force', async () => {
    const retiring = found((await keys()).find((key) => key.state === 'retiring' && key.algorithm === 'ES256'));
    const { etag } = await admin.get(`/signing-keys/${retiring.kid}`);
    const retire = (body: unknown) => admin.post(`/signing-keys/${retiring.kid}/retire`, { body, ifMatch: etag });
    expect((await retire({})).body).toMatchObject({ status: 409, code: 'signing_key_too_soon' });
    const done = await retire({ force: true, reason: 'It must not be used.' });
    expect(done.body).toMatchObject({ state: 'retired', published: false });
    await published(retiring.kid, false);
    const active = found((await signingNow('ES256'))[0]);
    const { etag: tag } = await admin.get(active.self.replace('/admin/v1', ''));
    const refused = await admin.post(`/signing-keys/${active.kid}/retire`, {
      body: { force: true, reason: 'All of them.' },
      ifMatch: tag,
    });
    expect(refused.body).toMatchObject({ status: 409, code: 'signing_key_state' });
  });

  it('lets a new key sign at once in an emergency, and the key before go on to verify', async () => {
    const before = found((await signingNow('ES256'))[0]);
    const refused = await admin.post('/signing-keys/emergency', { body: { algorithm: 'ES256' } });
    expect(refused.body).toMatchObject({ status: 400, code: 'validation_failed' });
    const made = await admin.post('/signing-keys/emergency', { body: { algorithm: 'ES256', reason: 'A leak.' } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: 'active' });
    expect((await signingNow('ES256')).map((key) => key.kid)).toEqual([made.body.kid]);
    await published(made.body.kid, true);
    await published(before.kid, true);
    // The server signs with it from now on.
    const token = await admin.clientCredentials('orders:read', 'https://api.example.com/orders');
    for (let attempt = 0, kid = ''; kid !== made.body.kid; attempt++) {
      const next =
        attempt === 0 ? token : await admin.clientCredentials('orders:read', 'https://api.example.com/orders');
      kid = JSON.parse(Buffer.from(next.split('.')[0] ?? '', 'base64url').toString()).kid;
      if (attempt > 40) throw new Error('It does not sign.');
    }
  });

  it('is for those with keys:write alone', async () => {
    const token = await admin.personToken('developer');
    expect((await admin.get('/signing-keys', { token })).status).toBe(200);
    const refused = await admin.post('/signing-keys/announce', { token, body: { algorithm: 'ES256' } });
    expect(refused.body).toMatchObject({ status: 403, code: 'scope_missing' });
    expect((await admin.get('/signing-keys/nothing')).body).toMatchObject({ code: 'signing_key_not_found' });
    const key = found((await signingNow('RS256'))[0]);
    expect((await admin.post(`/signing-keys/${key.kid}/retire`, { body: {} })).body).toMatchObject({ status: 428 });
  });
});
