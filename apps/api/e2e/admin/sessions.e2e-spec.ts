/** Sessions over the admin API: found, explained and ended. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { Administration, CONSOLE, type AdminAnswer, type Tokens } from './support/administration';

describeOnEveryDatabase('sessions over the admin API', (database) => {
  let admin: Administration;
  let owner: string;
  let nobody: Tokens;

  beforeAll(async () => {
    admin = await Administration.start(database);
    owner = await admin.personToken('owner');
    nobody = await admin.signIn('nobody', 'openid offline_access');
  });
  afterAll(() => admin.stop());

  const ask = (method: string, path: string, options: Parameters<Administration['ask']>[2] = {}) =>
    admin.ask(method, path, { token: owner, ...options });
  const codeOf = ({ status, body }: AdminAnswer): string => `${status} ${body?.code ?? ''}`.trim();
  const idOf = async (username: string): Promise<string> =>
    (await ask('GET', `/users?search=${username}`)).body.items[0].id;
  const newestOf = async (username: string) =>
    (await ask('GET', `/sessions?user_id=${await idOf(username)}`)).body.items[0];
  const refreshed = (tokens: Tokens) =>
    admin.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });

  it('are listed newest first, with who, where from, how and until when', async () => {
    const { body } = await ask('GET', '/sessions');
    const started = body.items.map((session: { started_at: number }) => session.started_at);
    expect(started).toEqual([...started].sort((left, right) => right - left));
    expect(body).toMatchObject({ next: null, searched_back_to: null });
    const [newest] = body.items;
    expect(newest).toMatchObject({
      username: 'nobody',
      state: 'live',
      own: false,
      ip: '127.0.0.1',
      amr: ['pwd'],
      acr: 'urn:gatehouse:1fa',
      ended_at: null,
      end_reason: null,
      families: { count: 1, more: false },
    });
    expect(newest.user_agent).toEqual(expect.any(String));
    expect(body.items.filter(({ own }: { own: boolean }) => own)).toMatchObject([{ username: 'owner' }]);
    expect(JSON.stringify(body)).not.toMatch(/digest|gh_ss_/);
  });

  it('are filtered', async () => {
    const id = await idOf('nobody');
    const found = async (query: string): Promise<string[]> => {
      const answer = await ask('GET', `/sessions?${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.body.items.map(({ username }: { username: string }) => username);
    };
    const all = await found('limit=200');
    expect(new Set(await found(`user_id=${id}`))).toEqual(new Set(['nobody']));
    expect(await found(`client_id=${CONSOLE}`)).toEqual(all);
    expect(await found('client_id=robot')).toEqual([]);
    expect(await found('ip=127.0.0.1')).toEqual(all);
    expect(await found('ip=192.0.2.1')).toEqual([]);
    expect(await found('state=live&amr=pwd&acr=urn:gatehouse:1fa')).toEqual(all);
    expect(await found('state=ended')).toEqual([]);
    expect(await found('state=expired')).toEqual([]);
    expect(await found('amr=otp')).toEqual([]);
    expect(await found('started_from=1&started_to=2')).toEqual([]);
    expect(await found('started_from=1')).toEqual(all);
    for (const query of ['state=asleep', 'started_from=x', 'user=x', 'limit=201']) {
      expect(codeOf(await ask('GET', `/sessions?${query}`))).toBe('400 query_invalid');
    }
  });

  it('are read page by page', async () => {
    await admin.signIn('support');
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await ask('GET', `/sessions?limit=1${cursor}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    const whole = (await ask('GET', '/sessions?limit=200')).body.items.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(whole);
    expect(ids.length).toBeGreaterThanOrEqual(3);
  });

  it('tell what happened in them', async () => {
    const { id } = await newestOf('nobody');
    const { body, status } = await ask('GET', `/sessions/${id}`);
    expect(status).toBe(200);
    expect(body.newest_families).toMatchObject([{ client_id: CONSOLE, offline: true, revoked_at: null }]);
    expect(body.live_tokens).toEqual({ count: 2, more: false });
    expect(body.timeline.map(({ event }: { event: string }) => event).sort()).toEqual([
      'approved',
      'last_seen',
      'started',
    ]);
    expect(codeOf(await ask('GET', '/sessions/no-id'))).toBe('404 session_not_found');
    expect(codeOf(await ask('GET', '/sessions/019b4000-0000-7000-8000-000000005e55'))).toBe('404 session_not_found');
  });

  it('are ended, with everything that was approved in them, and say why', async () => {
    const { id } = await newestOf('nobody');
    const read = await ask('GET', `/sessions/${id}`);
    expect(codeOf(await ask('POST', `/sessions/${id}/end`, { body: {} }))).toBe('428 precondition_required');
    expect(codeOf(await ask('POST', `/sessions/${id}/end`, { body: {}, ifMatch: '"x"' }))).toBe(
      '412 precondition_failed',
    );
    const body = { cause: 'lost_device', reason: 'Left on the train' };
    const ended = await ask('POST', `/sessions/${id}/end`, { body, ifMatch: read.etag });
    expect(ended.status).toBe(200);
    await expect(refreshed(nobody)).rejects.toThrow('invalid_grant');
    const after = await ask('GET', `/sessions/${id}`);
    expect(after.body).toMatchObject({
      state: 'ended',
      end_reason: 'ended_by_admin',
      live_tokens: { count: 0, more: false },
      newest_families: [{ revocation_reason: 'session_ended' }],
    });
    expect(after.body.timeline.map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(['revoked', 'ended']),
    );
    const events = await storedRows<{ event: string; detail: string }>(
      admin.instance,
      `SELECT event, detail FROM audit_event WHERE target_id = '${id}' ORDER BY id`,
    );
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['revocation.committed', 'session.ended']));
    const committed = events.find(({ event }) => event === 'revocation.committed');
    expect(JSON.parse(committed?.detail ?? '')).toMatchObject({ revocation: ended.body.revocation_id, ...body });
  });

  it('of one person are ended all at once', async () => {
    const both = [await admin.signIn('nobody', 'openid offline_access'), await admin.signIn('nobody', 'openid')];
    const id = await idOf('nobody');
    const ended = await ask('POST', `/users/${id}/sessions/end`, {
      token: await admin.personToken('support'),
      body: {},
    });
    expect(ended.status).toBe(200);
    expect((await ask('GET', `/sessions?user_id=${id}&state=live`)).body.items).toEqual([]);
    await expect(refreshed(both[0]!)).rejects.toThrow('invalid_grant');
    const nowhere = '/users/019b4000-0000-7000-8000-00000000acc0/sessions/end';
    expect(codeOf(await ask('POST', nowhere, { body: {} }))).toBe('404 user_not_found');
  });

  it('are ended by whoever may revoke and reaches that far', async () => {
    const { id } = await newestOf('owner');
    const end = (token: string) => ask('POST', `/sessions/${id}/end`, { token, body: {}, ifMatch: '*' });
    expect(codeOf(await end(await admin.personToken('auditor')))).toBe('403 scope_missing');
    expect(codeOf(await end(await admin.personToken('support')))).toBe('403 target_holds_more');
    expect(codeOf(await end(await admin.machineToken(['users:read', 'users:write'])))).toBe('403 scope_missing');
    expect(codeOf(await end(await admin.machineToken()))).toBe('403 target_holds_more');
    const invalid = { cause: 'because', reason: 7, more: true };
    expect(codeOf(await ask('POST', `/sessions/${id}/end`, { body: invalid, ifMatch: '*' }))).toBe(
      '400 validation_failed',
    );
    // One's own, in the end.
    expect((await end(owner)).status).toBe(200);
    expect((await ask('GET', '/sessions')).status).toBe(401);
    owner = (await admin.signIn('owner')).access_token;
  });
});
