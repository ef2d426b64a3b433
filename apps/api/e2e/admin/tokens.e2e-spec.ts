/** Issued tokens over the admin API: found by everything that they can be found by, explained, and never shown. */
import { createHash } from 'node:crypto';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { Administration, CONSOLE, ROBOT, SECRET, type AdminAnswer, type Tokens } from './support/administration';

/** What somebody who holds a token may tell of it without telling the token. */
function shownOf(token: string): { id: string; digest: string } {
  const claims = token.split('.')[1];
  const id =
    claims === undefined
      ? uuidOf(Buffer.from(token.replace(/^gh_[a-z]+_/, ''), 'base64url').subarray(0, 16))
      : (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }).jti;
  return { id, digest: createHash('sha256').update(token).digest('hex') };
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

describeOnEveryDatabase('tokens over the admin API', (database) => {
  let admin: Administration;
  let tokens: Tokens;
  let subject: string;
  let robot: string;

  beforeAll(async () => {
    admin = await Administration.start(database);
    tokens = await admin.tokensOf('developer');
    robot = await admin.machineToken();
    subject = (await read(`/tokens/${shownOf(tokens.access_token).id}`)).subject as string;
  });
  afterAll(() => admin.stop());

  async function read(path: string): Promise<Record<string, unknown>> {
    const answer = await admin.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body as Record<string, unknown>;
  }

  const search = (words: Record<string, string>): Promise<AdminAnswer> =>
    admin.get(`/tokens?${new URLSearchParams(words).toString()}`);

  async function idsOf(words: Record<string, string>): Promise<string[]> {
    const answer = await search(words);
    expect([words, answer.status]).toEqual([words, 200]);
    return (answer.body.items as { id: string }[]).map(({ id }) => id);
  }

  it('shows what was issued to whom, from which sign-in', async () => {
    const { id, digest } = shownOf(tokens.access_token);
    const answer = await admin.get(`/tokens/${id}`);
    expect(answer.body).toMatchObject({
      self: `/admin/v1/tokens/${id}`,
      id,
      kind: 'access_token',
      state: 'active',
      ended_by: null,
      client_id: CONSOLE,
      username: 'developer',
      grant_type: 'authorization_code',
      audience: ['urn:gatehouse:admin'],
      digest_prefix: digest.slice(0, 12),
      revoked_at: null,
    });
    for (const member of ['family_id', 'session_id', 'parent_id'])
      expect(answer.body[member]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.etag).not.toBe('');
    expect(answer.text).not.toContain(digest);
    expect(answer.text).not.toContain(tokens.access_token);
  });

  it('finds a token by each of its properties', async () => {
    const { id } = shownOf(tokens.access_token);
    const { family_id, session_id, ip, issued_at, expires_at } = await read(`/tokens/${id}`);
    const words: Record<string, string>[] = [
      { token_id: id },
      { client_id: CONSOLE },
      { subject },
      { family_id: String(family_id) },
      { session_id: String(session_id) },
      { kind: 'access_token' },
      { grant_type: 'authorization_code' },
      { scope: 'tokens:read' },
      { audience: 'urn:gatehouse:admin' },
      { ip: String(ip) },
      { state: 'active' },
      { issued_from: String(issued_at), issued_to: String(issued_at) },
      { expires_from: String(expires_at), expires_to: String(expires_at) },
    ];
    for (const each of words) expect([each, await idsOf(each)]).toEqual([each, expect.arrayContaining([id])]);
    const all = Object.assign({}, ...words) as Record<string, string>;
    expect(await idsOf(all)).toEqual([id]);
    const others = [
      { token_id: shownOf(tokens.refresh_token ?? '').id },
      { client_id: ROBOT },
      { subject: ROBOT },
      { kind: 'id_token' },
      { scope: 'tokens' },
      { audience: 'urn:gatehouse' },
      { ip: '192.0.2.250' },
      { state: 'revoked' },
      { issued_to: String(Number(issued_at) - 1) },
      { expires_from: String(Number(expires_at) + 1) },
    ];
    for (const each of others) expect([each, await idsOf({ ...all, ...each })]).toEqual([each, []]);
  });

  it('finds codes, ID tokens and what machines hold as well', async () => {
    const kinds = async (words: Record<string, string>) =>
      new Set(((await search(words)).body.items as { kind: string }[]).map(({ kind }) => kind));
    expect(await kinds({ subject })).toEqual(
      new Set(['authorization_code', 'access_token', 'refresh_token', 'id_token']),
    );
    expect(await idsOf({ subject, state: 'used' })).toEqual(await idsOf({ subject, kind: 'authorization_code' }));
    expect(await idsOf({ subject: ROBOT, grant_type: 'client_credentials' })).toContain(shownOf(robot).id);
  });

  it('leads from page to page in either order, and takes no cursor for anything else', async () => {
    for (const sort of ['-issued_at', 'issued_at']) {
      const whole = await idsOf({ sort, limit: '200' });
      expect(whole).toEqual([...whole].sort((one, other) => (one < other ? -1 : 1) * (sort === 'issued_at' ? 1 : -1)));
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body }: AdminAnswer = await search({ sort, limit: '2', ...(cursor === '' ? {} : { cursor }) });
        found.push(...(body.items as { id: string }[]).map(({ id }) => id));
        cursor = body.next as string | null;
      }
      expect(found).toEqual(whole);
    }
    const { next } = (await search({ limit: '1', kind: 'access_token' })).body as { next: string };
    for (const words of [
      { cursor: next, limit: '1' },
      { cursor: next, limit: '1', kind: 'refresh_token' },
      { cursor: next, limit: '1', kind: 'access_token', sort: 'issued_at' },
      { cursor: `${next.slice(0, 9)}${next[9] === 'A' ? 'B' : 'A'}${next.slice(10)}`, kind: 'access_token' },
    ]) {
      const refused = await search(words);
      expect([refused.status, refused.body.code]).toEqual([400, 'cursor_invalid']);
    }
  });

  it.each([
    { digest: 'ab'.repeat(32) },
    { digest_prefix: 'abcdef01' },
    { user: 'x' },
    { state: 'dead' },
    { kind: 'token' },
    { family_id: '1' },
    { token_id: `'; DROP TABLE token` },
    { issued_from: 'yesterday' },
    { sort: 'expires_at' },
    { limit: '0' },
    { limit: '201' },
    { client_id: '' },
    { scope: 'x'.repeat(600) },
  ])('refuses %j', async (words: Record<string, string>) => {
    const answer = await search(words);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  it('finds a pasted token by id and digest; the whole digest has to match', async () => {
    for (const token of [tokens.access_token, tokens.refresh_token ?? '', tokens.id_token ?? '', robot]) {
      const found = await admin.post('/tokens/lookup', { body: shownOf(token) });
      expect([found.status, found.body.id]).toEqual([200, shownOf(token).id]);
    }
    const { id, digest } = shownOf(tokens.access_token);
    const wrong = `${digest.slice(0, -1)}${digest.endsWith('0') ? '1' : '0'}`;
    for (const body of [
      { id, digest: wrong },
      { id: shownOf(robot).id, digest },
      { id: '019b4000-0000-7000-8000-000000000000', digest },
    ]) {
      const answer = await admin.post('/tokens/lookup', { body });
      expect([answer.status, answer.body.code]).toEqual([404, 'token_not_found']);
    }
    for (const body of [{ id }, { id, digest: digest.slice(0, 16) }, { id, digest, token: tokens.access_token }]) {
      expect((await admin.post('/tokens/lookup', { body })).status).toBe(400);
    }
  });

  it('shows the tree of a sign-in', async () => {
    const { id } = shownOf(tokens.access_token);
    const { token, session, family, tokens: nodes, counts, ancestors, next } = await read(`/tokens/${id}/lineage`);
    const all = nodes as { id: string; kind: string; parent_id: string | null; state: string }[];
    const code = all.find(({ kind }) => kind === 'authorization_code');
    expect(token).toMatchObject({ id, state: 'active' });
    expect(session).toMatchObject({ user_id: subject, ended_at: null });
    expect(family).toMatchObject({ client_id: CONSOLE, offline: true, ended_by: null });
    expect(counts).toEqual({ authorization_code: 1, access_token: 1, refresh_token: 1, id_token: 1 });
    expect(code).toMatchObject({ state: 'used', parent_id: null });
    expect(all.filter((node) => node !== code).map(({ parent_id }) => parent_id)).toEqual(Array(3).fill(code?.id));
    expect(ancestors).toEqual([code?.id]);
    expect(next).toBeNull();
    const alone = await read(`/tokens/${shownOf(robot).id}/lineage`);
    expect(alone).toMatchObject({ session: null, consent: null, family: null, ancestors: [], next: null });
    expect((alone['tokens'] as { id: string }[]).map((each) => each.id)).toEqual([shownOf(robot).id]);
  });

  it('shows it a page at a time', async () => {
    const { id } = shownOf(tokens.access_token);
    const whole = (await read(`/tokens/${id}/lineage`))['tokens'] as { id: string }[];
    const first = await read(`/tokens/${id}/lineage?limit=3`);
    const cursor = new URLSearchParams({ limit: '3', cursor: String(first['next']) }).toString();
    const second = await read(`/tokens/${id}/lineage?${cursor}`);
    expect([...(first['tokens'] as []), ...(second['tokens'] as [])]).toEqual(whole);
    expect(second['next']).toBeNull();
    const other = await admin.get(`/tokens/${shownOf(robot).id}/lineage?${cursor}`);
    expect([other.status, other.body.code]).toEqual([400, 'cursor_invalid']);
  });

  it('says which check fails once a parent has ended', async () => {
    const signedIn = await admin.signIn('support');
    const { id } = shownOf(signedIn.access_token);
    const { family_id } = await read(`/tokens/${id}`);
    await fetch(`${admin.instance.origins[0]}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${CONSOLE}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ token: signedIn.refresh_token ?? '' }),
    });
    expect(await read(`/tokens/${id}`)).toMatchObject({ state: 'revoked' });
    expect((await read(`/tokens/${id}`))['ended_by']).toMatch(/^(?:family|token)_revoked$/);
    expect((await idsOf({ family_id: String(family_id), state: 'revoked' })).length).toBeGreaterThanOrEqual(3);
    expect(await idsOf({ family_id: String(family_id), state: 'active' })).toEqual([]);
  });

  it('shows nobody who a user is to those who may not see users', async () => {
    const { id } = shownOf(tokens.access_token);
    const token = await admin.machineToken(['tokens:read']);
    const answer = await admin.get(`/tokens/${id}`, { token });
    expect([answer.status, answer.body.username, answer.body.subject]).toEqual([200, null, subject]);
    for (const path of ['/tokens', `/tokens/${id}`, `/tokens/${id}/lineage`]) {
      const refused = await admin.get(path, { token: await admin.machineToken(['users:read']) });
      expect([path, refused.status]).toEqual([path, 403]);
    }
  });

  it.each(['nonsense', '019b4000-0000-7000-8000-000000000000', '%00', '..%2F..'])('knows no token %p', async (id) => {
    for (const path of [`/tokens/${id}`, `/tokens/${id}/lineage`]) {
      expect([400, 404]).toContain((await admin.get(path)).status);
    }
  });
});
