/**
 * The whole story of the ledger, told with nothing but the admin API and the OAuth endpoints: a client and a person are
 * made, the person signs in, the client refreshes three times, the tree is found, a thief replays a rotated token, and
 * what a preview named is dead at introspection after the commit.
 */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASES, Instance } from '../support/instance';
import { UserAgent } from '../support/user-agent';

const OPERATOR = { clientId: 'operator', secret: randomBytes(32).toString('base64url') };
const SCOPES =
  'clients:read clients:write tokens:read tokens:revoke users:read users:write audit:read keys:read settings:read';
/** The only thing that is not done over HTTP: somebody has to be let in first. */
const CONFIGURATION = `version: 1
clients:
  - client_id: ${OPERATOR.clientId}
    client_name: Operator
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    scope: ${SCOPES}
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${OPERATOR.secret}
`;
const API = 'https://api.example.com/orders';
const REDIRECT_URI = 'https://shop.example/callback';
/** Seconds in which a retry with a rotated refresh token is answered. */
const GRACE = 1;

interface LineageNode {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly parent_id: string | null;
  readonly reused_at: number | null;
  readonly generation: number;
}
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

const basic = (clientId: string, secret: string) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

/** What somebody who holds a token may tell of it without telling the token. */
function shownOf(token: string): { id: string; digest: string } {
  const jti = /^[^.]+\.([^.]+)\./.exec(token)?.[1];
  const id =
    jti === undefined
      ? uuidOf(Buffer.from(token.slice(token.lastIndexOf('_', 6) + 1), 'base64url').subarray(0, 16))
      : (JSON.parse(Buffer.from(jti, 'base64url').toString()) as { jti: string }).jti;
  return { id, digest: createHash('sha256').update(token).digest('hex') };
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

describe.each(DATABASES)('the story of the ledger [%s]', (database) => {
  let instance: Instance;
  let authorization = '';
  const client = { clientId: '', secret: '' };
  const person = { username: 'mira', password: 'seven quiet otters swim', id: '' };
  const generations: Tokens[] = [];

  beforeAll(async () => {
    instance = await Instance.start({ database, configuration: CONFIGURATION });
    const body = new URLSearchParams({ grant_type: 'client_credentials', resource: 'urn:gatehouse:admin' });
    const headers = { authorization: basic(OPERATOR.clientId, OPERATOR.secret) };
    const answer = await fetch(`${instance.issuer}/oauth/token`, { method: 'POST', body, headers });
    const { access_token: token, scope } = (await answer.json()) as { access_token: string; scope: string };
    expect(scope.split(' ').sort()).toEqual(SCOPES.split(' ').sort());
    authorization = `Bearer ${token}`;
  });
  afterAll(() => instance?.stop());

  async function admin<T>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
    const answer = await fetch(`${instance.issuer}/admin/v1${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect({ path, status: answer.status, ...(answer.status === status ? {} : { text }) }).toEqual({ path, status });
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function post(path: string, fields: Record<string, string>) {
    const answer = await fetch(`${instance.issuer}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { authorization: basic(client.clientId, client.secret) },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function refresh(token: string): Promise<Tokens> {
    const { status, body } = await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
    expect({ status, body: status === 200 ? {} : body }).toEqual({ status: 200, body: {} });
    return body as unknown as Tokens;
  }

  /** Every token of the family, from the tree. */
  async function nodesOf(tokenId: string): Promise<LineageNode[]> {
    const { tokens } = await admin<{ tokens: LineageNode[] }>('GET', `/tokens/${tokenId}/lineage`);
    return tokens;
  }

  const isActive = async (token: string) => (await post('/oauth/introspect', { token })).body['active'] as boolean;

  it('an API, a client and a person are made', async () => {
    await admin(
      'POST',
      '/apis',
      {
        identifier: API,
        name: 'Orders',
        access_token_format: 'jwt',
        scopes: [{ name: 'orders:read', description: 'See your orders' }],
      },
      201,
    );
    const made = await admin<{ client_id: string }>(
      'POST',
      '/clients',
      {
        client_name: 'Shop',
        application_type: 'web',
        redirect_uris: [REDIRECT_URI],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid offline_access orders:read',
        token_endpoint_auth_method: 'client_secret_basic',
        refresh_token_rotation: 'rotate',
        refresh_token_grace: GRACE,
      },
      201,
    );
    client.clientId = made.client_id;
    const secret = await admin<{ client_secret: string }>('POST', `/clients/${client.clientId}/secrets`, {}, 201);
    client.secret = secret.client_secret;
    expect(client.secret.length).toBeGreaterThan(40);
    const account = await admin<{ id: string }>(
      'POST',
      '/users',
      {
        username: person.username,
        email: 'mira@example.com',
        password: person.password,
      },
      201,
    );
    person.id = account.id;
  });

  it('the person signs in, and the client refreshes three times', async () => {
    const codeVerifier = randomBytes(32).toString('base64url');
    const url = new URL(`${instance.issuer}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid offline_access orders:read',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await new UserAgent(instance.issuer).authorize(url, person.username, person.password);
    const { status, body } = await post('/oauth/token', {
      grant_type: 'authorization_code',
      code: landing.url.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: codeVerifier,
    });
    expect(status).toBe(200);
    generations.push(body as unknown as Tokens);
    for (let round = 0; round < 3; round++) generations.push(await refresh(generations.at(-1)?.refresh_token ?? ''));
  });

  it('the tree has one code, four access and four refresh tokens in the right parentage', async () => {
    const { items } = await admin<{ items: LineageNode[] }>(
      'GET',
      `/tokens?subject=${person.id}&client_id=${client.clientId}&kind=refresh_token`,
    );
    expect(items).toHaveLength(4);
    const nodes = await nodesOf(items[0]?.id ?? '');
    const of = (kind: string) => nodes.filter((node) => node.kind === kind);
    const [code] = of('authorization_code');
    const chain = of('refresh_token').sort((left, right) => left.generation - right.generation);
    expect([of('authorization_code'), of('access_token'), chain].map((found) => found.length)).toEqual([1, 4, 4]);
    expect(code).toMatchObject({ state: 'used', parent_id: null });
    expect(chain.map((node) => node.state)).toEqual(['rotated', 'rotated', 'rotated', 'active']);
    // The first of each hangs on the code, every later one on the refresh token that it was exchanged for.
    const parents = [code?.id, ...chain.slice(0, -1).map((node) => node.id)];
    expect(chain.map((node) => node.parent_id)).toEqual(parents);
    expect(chain.map((node) => node.id)).toEqual(generations.map((tokens) => shownOf(tokens.refresh_token).id));
    const byId = new Map(nodes.map((node) => [node.id, node]));
    expect(generations.map((tokens) => byId.get(shownOf(tokens.access_token).id)?.parent_id)).toEqual(parents);
  });

  it('a pasted token is found by its id and digest, which are worked out where it was pasted', async () => {
    const token = generations[3]?.access_token ?? '';
    const found = await admin<{ id: string; client_id: string }>('POST', '/tokens/lookup', shownOf(token));
    expect(found).toMatchObject({ id: shownOf(token).id, client_id: client.clientId });
    const digest = createHash('sha256').update('another').digest('hex');
    await admin('POST', '/tokens/lookup', { ...shownOf(token), digest }, 404);
  });

  it('a replay after the window marks the token and kills the family', async () => {
    await pause((GRACE + 0.5) * 1000);
    const stolen = generations[1]?.refresh_token ?? '';
    const replay = await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: stolen });
    expect([replay.status, replay.body['error']]).toEqual([400, 'invalid_grant']);
    const nodes = await nodesOf(shownOf(stolen).id);
    const marked = nodes.filter((node) => node.reused_at !== null);
    expect(marked.map((node) => node.id)).toEqual([shownOf(stolen).id]);
    expect(nodes.filter((node) => node.state === 'active')).toEqual([]);
    for (const tokens of generations) {
      expect(await isActive(tokens.access_token)).toBe(false);
      expect(await isActive(tokens.refresh_token)).toBe(false);
    }
    const { items } = await admin<{ items: { event: string }[] }>('GET', '/audit?event=refresh_token.reused');
    expect(items).toHaveLength(1);
  });

  it('a preview names exactly what the commit ends, and a changed set is refused', async () => {
    // Two more sign-ins, so that there is something to end.
    const alive: Tokens[] = [];
    for (let browser = 0; browser < 2; browser++) {
      const codeVerifier = randomBytes(32).toString('base64url');
      const url = new URL(`${instance.issuer}/oauth/authorize`);
      url.search = new URLSearchParams({
        client_id: client.clientId,
        redirect_uri: REDIRECT_URI,
        response_type: 'code',
        scope: 'openid offline_access orders:read',
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      const landing = await new UserAgent(instance.issuer).authorize(url, person.username, person.password);
      const { body } = await post('/oauth/token', {
        grant_type: 'authorization_code',
        code: landing.url.searchParams.get('code') ?? '',
        redirect_uri: REDIRECT_URI,
        code_verifier: codeVerifier,
      });
      alive.push(body as unknown as Tokens);
    }
    const request = { event: 'user_at_client', user_id: person.id, client_id: client.clientId };
    const stale = await admin<{ id: string }>('POST', '/revocations/preview', request, 201);
    alive.push(await refresh(alive[0]?.refresh_token ?? ''));
    const refused = await admin<{ code: string }>(
      'POST',
      '/revocations',
      { preview_id: stale.id, reason_code: 'test', reason: 'A set that changed' },
      409,
    );
    expect(refused.code).toBe('revocation_set_changed');
    expect(await isActive(alive[2]?.access_token ?? '')).toBe(true);

    const preview = await admin<{ id: string }>('POST', '/revocations/preview', request, 201);
    const { items: members } = await admin<{ items: { token_id: string }[] }>(
      'GET',
      `/revocations/${preview.id}/members?limit=200`,
    );
    const named = members.map((member) => member.token_id).sort();
    const held = alive.flatMap((tokens) => [tokens.access_token, tokens.refresh_token]);
    const activeBefore: string[] = [];
    for (const token of held) if (await isActive(token)) activeBefore.push(shownOf(token).id);
    // ID tokens are named too; introspection never knows them.
    for (const id of activeBefore) expect(named).toContain(id);

    await admin('POST', '/revocations', { preview_id: preview.id, reason_code: 'test', reason: 'The whole story' });
    for (const token of held) expect(await isActive(token)).toBe(false);
    // From the commit on everything is dead; the rows are marked for lists and searches right after.
    let state = '';
    for (let round = 0; state !== 'finished' && round < 100; round++) {
      ({ state } = await admin<{ state: string }>('GET', `/revocations/${preview.id}`));
      expect(['marking', 'finished']).toContain(state);
      if (state !== 'finished') await pause(100);
    }
    expect(state).toBe('finished');
    const dead: string[] = [];
    for (const id of named) {
      const { state } = await admin<{ state: string }>('GET', `/tokens/${id}`);
      if (state === 'revoked') dead.push(id);
    }
    expect(dead).toEqual(named);
  });
});
