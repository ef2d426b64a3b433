/** Consents over the admin API: found and revoked. */
import { createHash, randomBytes } from 'node:crypto';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { Administration, ORDERS, PASSWORD, type AdminAnswer } from './support/administration';

const CALLBACK = 'https://shop.example/callback';

describeOnEveryDatabase('consents over the admin API', (database) => {
  let admin: Administration;
  let owner: string;
  const clients: { id: string; secret: string }[] = [];

  beforeAll(async () => {
    admin = await Administration.start(database);
    owner = await admin.personToken('owner');
    for (const name of ['Shop', 'Bakery']) {
      const { body } = await admin.post('/clients', {
        token: owner,
        body: {
          client_name: name,
          application_type: 'web',
          redirect_uris: [CALLBACK],
          grant_types: ['authorization_code', 'refresh_token'],
          scope: 'openid offline_access orders:read',
        },
      });
      clients.push({ id: body.client_id, secret: body.secret.client_secret });
    }
    // Other replicas and memories learn of a new client within a second.
    await new Promise((resume) => setTimeout(resume, 1_100));
  });
  afterAll(() => admin.stop());

  const ask = (method: string, path: string, options: Parameters<Administration['ask']>[2] = {}) =>
    admin.ask(method, path, { token: owner, ...options });
  const codeOf = ({ status, body }: AdminAnswer): string => `${status} ${body?.code ?? ''}`.trim();
  const idOf = async (username: string): Promise<string> =>
    (await ask('GET', `/users?search=${username}`)).body.items[0].id;

  /** Signs in at a client and allows it. */
  const allow = async (username: string, client: { id: string; secret: string }) => {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL('/oauth/authorize', admin.instance.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client.id,
      redirect_uri: CALLBACK,
      scope: 'openid offline_access orders:read',
      resource: ORDERS,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await new UserAgent(admin.instance.issuer).authorize(url, username, PASSWORD);
    const code = landing.url.searchParams.get('code') ?? '';
    const parameters = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
    return admin.token(parameters, client);
  };

  it('are listed by person and by client, revoked for good, and take everything along', async () => {
    const [shop, bakery] = clients as [(typeof clients)[0], (typeof clients)[0]];
    const tokens = await allow('nobody', shop);
    await allow('nobody', bakery);
    await allow('auditor', shop);
    const id = await idOf('nobody');
    const ofPerson = (await ask('GET', `/consents?user_id=${id}`)).body.items;
    expect(ofPerson.map((consent: { client_id: string }) => consent.client_id)).toEqual([bakery.id, shop.id]);
    const ofClient = (await ask('GET', `/consents?client_id=${shop.id}`)).body.items;
    expect(ofClient.map(({ username }: { username: string }) => username)).toEqual(['auditor', 'nobody']);
    const [both] = (await ask('GET', `/consents?client_id=${shop.id}&user_id=${id}`)).body.items;
    expect(both).toMatchObject({
      username: 'nobody',
      state: 'live',
      scope: ['openid', 'offline_access', `${ORDERS} orders:read`],
      resources: [ORDERS],
    });
    const [first] = (await ask('GET', `/consents?user_id=${id}&limit=1`)).body.items;
    expect(first.client_id).toBe(bakery.id);

    const read = await ask('GET', `/consents/${both.id}`);
    expect(codeOf(await ask('POST', `/consents/${both.id}/revoke`, { body: {} }))).toBe('428 precondition_required');
    const revoked = await ask('POST', `/consents/${both.id}/revoke`, {
      token: await admin.personToken('support'),
      body: { cause: 'person_asked' },
      ifMatch: read.etag,
    });
    expect(revoked.status).toBe(200);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    await expect(admin.token(refresh, shop)).rejects.toThrow('invalid_grant');
    expect((await ask('GET', `/consents/${both.id}`)).body).toMatchObject({ state: 'revoked' });
    expect((await ask('GET', `/consents?user_id=${id}&state=live`)).body.items).toHaveLength(1);
    expect((await ask('GET', `/consents?user_id=${id}&state=revoked`)).body.items).toHaveLength(1);
    const again = await ask('POST', `/consents/${both.id}/revoke`, { body: {}, ifMatch: read.etag });
    expect(codeOf(again)).toBe('412 precondition_failed');
    const events = await storedRows<{ event: string }>(
      admin.instance,
      `SELECT event FROM audit_event WHERE target_id = '${both.id}' ORDER BY id`,
    );
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['revocation.committed', 'consent.revoked']),
    );
  });

  it('are refused to whoever may not, and where nothing says whose', async () => {
    const [consent] = (await ask('GET', `/consents?client_id=${clients[0]?.id}`)).body.items;
    const revoke = (token: string) => ask('POST', `/consents/${consent.id}/revoke`, { token, body: {}, ifMatch: '*' });
    expect(consent.username).toBe('auditor');
    expect(codeOf(await revoke(await admin.personToken('auditor')))).toBe('403 scope_missing');
    expect(codeOf(await revoke(await admin.personToken('support')))).toBe('403 target_holds_more');
    expect(codeOf(await ask('GET', '/consents'))).toBe('400 query_invalid');
    expect(codeOf(await ask('GET', '/consents/x'))).toBe('404 consent_not_found');
    expect(codeOf(await ask('GET', `/consents?client_id=x&user_id=x&state=dead`))).toBe('400 query_invalid');
  });
});
