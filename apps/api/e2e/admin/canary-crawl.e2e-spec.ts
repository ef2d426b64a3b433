/**
 * Secrets are planted everywhere, then everything that the admin API can be asked is asked: no answer, export, stream, log
 * or table holds a secret, token or password, nor a whole digest of one. SEC-H05, H30, H37.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Canaries } from '../support/canaries';
import { everythingStored } from '../support/database';
import { DATABASES } from '../support/instance';
import { UserAgent } from '../support/user-agent';
import { Administration, CONSOLE, PASSWORD, ROBOT, ROLES, SECRET } from './support/administration';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const random = () => randomBytes(24).toString('base64url');

describe.each(DATABASES)('canaries of the admin API [%s]', (database) => {
  const canaries = new Canaries();
  /** Digests by which a token could be told again: no answer needs more than the start of one. */
  const digests = new Canaries();
  let administration: Administration;
  /** Values for the parameters of paths, by the address of the collection. */
  const known = new Map<string, Set<string>>();
  const addresses = new Set<string>();
  /** A client that somebody consented to. */
  let consentsOf = '';

  function plant(name: string, secret: string): string {
    canaries.plant(name, secret);
    digests.plant(`digest of ${name}`, createHash('sha256').update(secret).digest('hex'));
    return secret;
  }

  beforeAll(async () => {
    administration = await Administration.start(database, { environment: { LOG_LEVEL: 'debug' } });
    plant('client secret', SECRET);
    plant('password', PASSWORD);
  });
  afterAll(() => administration?.stop());

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${administration.instance.issuer}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });

  it('secrets are let loose', async () => {
    for (const role of ROLES) {
      const tokens = await administration.tokensOf(role);
      for (const kind of ['access_token', 'refresh_token', 'id_token'] as const) {
        plant(`${kind} of ${role}`, tokens[kind] ?? '');
      }
    }
    plant('machine token', await administration.machineToken());
    const { refresh_token: rotating = '' } = await administration.tokensOf('owner');
    const refreshed = await administration.token({ grant_type: 'refresh_token', refresh_token: rotating });
    plant('refreshed access token', refreshed.access_token);

    const made = await administration.post('/clients', {
      body: {
        client_name: 'Made here',
        application_type: 'web',
        redirect_uris: ['https://made.example/callback'],
        scope: 'openid',
        token_endpoint_auth_method: 'client_secret_basic',
      },
      idempotencyKey: random(),
    });
    expect(made.status).toBe(201);
    const clientId = made.body.client_id as string;
    plant('first secret', made.body.secret.client_secret as string);
    const secret = await administration.post(`/clients/${clientId}/secrets`, { body: {}, idempotencyKey: random() });
    expect(secret.status).toBe(201);
    plant('second secret', secret.body.client_secret as string);
    const password = plant('password of a made user', `amber fjord lantern ${random()}`);
    const body = { username: 'made', email: 'made@example.com', password };
    const user = await administration.post('/users', { body, idempotencyKey: random() });
    expect(user.status).toBe(201);
    const newPassword = plant('changed password', `quiet harbour spruce ${random()}`);
    const changed = await administration.ask('PUT', `/users/${user.body.id}/password`, {
      body: { password: newPassword },
      ifMatch: (await administration.get(`/users/${user.body.id}`)).etag,
    });
    expect(changed.status).toBeLessThan(300);

    // In every wrong place, so that they go through refusals, failure records and the audit log.
    const wrong = plant('wrong secret', random() + random());
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    });
    const { refresh_token: refreshToken = '' } = await administration.tokensOf('auditor');
    const code = plant('a code that never was', `gh_ac_${randomBytes(48).toString('base64url')}`);
    await post('/oauth/token', { grant_type: 'client_credentials' }, basic(ROBOT, wrong));
    await post('/oauth/token', { grant_type: 'client_credentials', scope: SECRET }, basic(ROBOT, SECRET));
    await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken }, basic(ROBOT, SECRET));
    const verifier = plant('code verifier', random() + random());
    const redirect = { redirect_uri: `https://made.example/callback?code=${code}`, code_verifier: verifier };
    await post('/oauth/token', { grant_type: 'authorization_code', code, ...redirect }, basic(clientId, wrong));
    await post('/oauth/token', { grant_type: 'password', username: 'owner', password: PASSWORD }, basic(ROBOT, SECRET));
    await post('/oauth/introspect', { token: refreshToken }, basic(ROBOT, wrong));
    await post('/oauth/revoke', { token: refreshToken }, basic(ROBOT, SECRET));
    for (const address of ['https://made.example/callbackk', `https://made.example/callback?password=${PASSWORD}`]) {
      const url = new URL('/oauth/authorize', administration.instance.issuer);
      const fields = { client_id: clientId, response_type: 'code', redirect_uri: address, state: wrong, nonce: wrong };
      url.search = new URLSearchParams(fields).toString();
      await new UserAgent(administration.instance.issuer).open(url);
    }
    consentsOf = clientId;
    const browser = new UserAgent(administration.instance.issuer);
    const signIn = new URL('/oauth/authorize', administration.instance.issuer);
    signIn.search = new URLSearchParams({
      client_id: CONSOLE,
      response_type: 'code',
      redirect_uri: 'https://console.example/callback',
      scope: 'openid',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const page = await browser.open(signIn);
    const guessed = plant('guessed password', `not the password ${random()}`);
    expect((await browser.submit(page, { username: 'owner', password: guessed, action: 'login' })).status).toBe(400);
    signIn.searchParams.set('client_id', clientId);
    signIn.searchParams.set('redirect_uri', 'https://made.example/callback');
    const landing = await new UserAgent(administration.instance.issuer).authorize(signIn, 'owner', PASSWORD);
    plant('code that was not used', landing.url.searchParams.get('code') ?? '');
    // A secret as a filter, an id, a body of its own.
    for (const address of [
      `/tokens?client_id=${wrong}`,
      `/clients/${wrong}`,
      `/search?q=${wrong}`,
      `/audit?ip=${wrong}`,
    ]) {
      expect((await administration.get(address)).status).toBeLessThan(500);
    }
    expect((await administration.post('/clients', { body: { client_secret: wrong } })).status).toBe(400);
    await administration.get('/clients', { token: wrong });
    const family = (await administration.get('/tokens?kind=refresh_token&limit=1')).body.items[0].family_id as string;
    const preview = await administration.post('/revocations/preview', { body: { event: 'family', family_id: family } });
    expect(preview.status).toBe(201);
    const commit = { preview_id: preview.body.id, reason_code: 'test', reason: 'A crawl' };
    expect((await administration.post('/revocations', { body: commit })).status).toBeLessThan(300);
    await new Promise((resume) => setTimeout(resume, 1_500));
  });

  /** Remembers the ids that an answer shows, under the address of its collection. */
  function remember(address: string, body: unknown): void {
    const ids = known.get(address) ?? new Set<string>();
    known.set(address, ids);
    const { items } = (body ?? {}) as { items?: readonly Record<string, unknown>[] };
    for (const item of items ?? []) {
      const self = typeof item['self'] === 'string' ? (item['self'].split('/').at(-1) ?? '') : '';
      const id = self || (item['id'] ?? item['client_id'] ?? item['reference'] ?? item['kid'] ?? item['key_id']);
      if (typeof id === 'string' && ids.size < 25) ids.add(id);
    }
  }

  /** Every way to fill in the parameters of a path with what was seen. */
  function filled(path: string): string[] {
    const parameter = /\{[^}]+\}/.exec(path);
    if (!parameter) return [path];
    const collection = path.slice(0, parameter.index).replace(/\/$/, '');
    const ids = known.get(collection) ?? new Set();
    return [...ids].flatMap((id) => filled(path.replace(parameter[0], id)));
  }

  async function read(address: string, accept = 'application/json'): Promise<string> {
    const token = await administration.machineToken();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), address.includes('/stream') ? 1_500 : 20_000);
    let text = '';
    try {
      const answer = await fetch(`${administration.instance.issuer}${address}`, {
        headers: { authorization: `Bearer ${token}`, accept },
        signal: controller.signal,
      });
      expect({ address, ok: answer.status < 300 }).toEqual({ address, ok: true });
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
    } catch (error) {
      // A stream has no end of its own.
      if (!controller.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
    }
    return text;
  }

  it('nothing of it is in anything that can be read', async () => {
    const { paths } = JSON.parse(await read('/admin/v1/openapi.json')) as OpenApi;
    const routes = Object.entries(paths)
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path)
      .sort((left, right) => left.split('{').length - right.split('{').length || (left < right ? -1 : 1));
    expect(routes.length).toBeGreaterThan(20);
    const hits: string[] = [];
    const unread: string[] = [];
    for (const route of routes) {
      const found = filled(route.startsWith('/admin') ? route : `/admin/v1${route}`);
      if (found.length === 0) unread.push(route);
      for (const address of found) {
        const variants = address.endsWith('/export') ? ['?format=csv', '?format=jsonl'] : [''];
        // What these must be asked with.
        if (address.endsWith('/search')) variants.splice(0, 1, '?q=made');
        if (address.endsWith('/consents')) variants.splice(0, 1, `?client_id=${consentsOf}`);
        for (const query of variants) {
          const text = await read(`${address}${query}`);
          const isJson = !/\/(?:export|stream)$/.test(address);
          addresses.add(`${address}${query}`);
          if (isJson) remember(address, JSON.parse(text));
          for (const name of [...canaries.foundIn(text), ...digests.foundIn(text)]) hits.push(`${address}: ${name}`);
        }
      }
    }
    expect(hits).toEqual([]);
    // A route whose ids were never met was not crawled.
    expect(unread).toEqual([]);
    expect(addresses.size).toBeGreaterThan(100);
  });

  it('nothing of it was printed or stored', async () => {
    await Promise.all(administration.instance.processes.map((process) => process.stop()));
    const output = administration.instance.processes.map((process) => process.output).join('\n');
    expect(output).toContain('"level":"debug"');
    expect(canaries.foundIn(output)).toEqual([]);
    const stored = await everythingStored(administration.instance);
    const hits = [...stored].flatMap(([place, bytes]) => canaries.foundIn(bytes).map((name) => `${place}: ${name}`));
    expect(hits).toEqual([]);
    expect(canaries.names.length).toBeGreaterThan(25);
  });
});
