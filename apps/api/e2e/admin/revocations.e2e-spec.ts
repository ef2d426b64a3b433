/** Revocations over the admin API: previewed, refused when the set has changed, carried out, told about; at once everywhere. */
import { setTimeout as pause } from 'node:timers/promises';
import { openPersistence } from '@gatehouse/persistence';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { token } from '@gatehouse/protocol/testing';
import { storedRows } from '../support/database';
import { Administration, CONSOLE, ROBOT, SECRET, type AdminAnswer, type Tokens } from './support/administration';

const NOWHERE = '019b4000-0000-7000-8000-000000005e55';
const REASON = { reason_code: 'suspicious_activity', reason: 'Seen from two countries at once' };

describeOnEveryDatabase('revocations over the admin API', (database) => {
  let admin: Administration;
  let owner: string;

  beforeAll(async () => {
    admin = await Administration.start(database, database === 'mariadb' ? { processes: 2 } : {});
    owner = await admin.personToken('owner');
  });
  afterAll(() => admin.stop());

  const ask = (method: string, path: string, options: Parameters<Administration['ask']>[2] = {}) =>
    admin.ask(method, path, { token: owner, ...options });
  const preview = (body: object, options = {}) => ask('POST', '/revocations/preview', { body, ...options });
  const commit = (previewId: string, more: object = {}, options = {}) =>
    ask('POST', '/revocations', { body: { preview_id: previewId, ...REASON, ...more }, ...options });
  const codeOf = ({ status, body }: AdminAnswer): string => `${status} ${body?.code ?? ''}`.trim();
  const idOf = async (username: string): Promise<string> =>
    (await ask('GET', `/users?search=${username}`)).body.items[0].id;
  const refreshed = (tokens: Tokens) =>
    admin.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });

  /** At every process, each from its own memory. */
  async function activeAnywhere(value: string): Promise<boolean[]> {
    const authorization = `Basic ${Buffer.from(`${CONSOLE}:${SECRET}`).toString('base64')}`;
    const body = new URLSearchParams({ token: value }).toString();
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const answers = await Promise.all(
      admin.instance.origins.map((origin) => fetch(`${origin}/oauth/introspect`, { method: 'POST', headers, body })),
    );
    return Promise.all(answers.map(async (answer) => ((await answer.json()) as { active: boolean }).active));
  }
  const everywhere = (active: boolean): boolean[] => admin.instance.origins.map(() => active);

  async function everyMember(id: string, query = ''): Promise<{ token_id: string; kind: string; state: string }[]> {
    const found = [];
    for (let cursor = ''; ;) {
      const { body } = await ask('GET', `/revocations/${id}/members?limit=3${query}${cursor}`);
      found.push(...body.items);
      if (body.next === null) return found;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
  }

  it('previews need exactly what their event is about', async () => {
    const refused = async (body: object, pointer: string) => {
      const answer = await preview(body);
      expect([body, codeOf(answer)]).toEqual([body, '400 validation_failed']);
      expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    };
    await refused({}, '/event');
    await refused({ event: 'everything' }, '/event');
    await refused({ event: 'family' }, '/family_id');
    await refused({ event: 'family', family_id: 'x' }, '/family_id');
    await refused({ event: 'family', family_id: NOWHERE, client_id: CONSOLE }, '/client_id');
    await refused({ event: 'user_at_client', user_id: NOWHERE }, '/client_id');
    await refused({ event: 'client', client_id: CONSOLE, force: true }, '/force');
    await refused({ event: 'filter', filter: { colour: 'blue' } }, '/filter');
    await refused({ event: 'filter', filter: { state: 'asleep' } }, '/filter');
    expect(codeOf(await preview({ event: 'family', family_id: NOWHERE }))).toBe('404 revocation_target_not_found');
    expect(codeOf(await preview({ event: 'client', client_id: 'nobody' }))).toBe('404 revocation_target_not_found');
  });

  it('a preview lists what the commit ends, at once and everywhere; the receipt tells', async () => {
    const tokens = await admin.signIn('nobody', 'openid offline_access orders:read', 'https://api.example.com/orders');
    const userId = await idOf('nobody');
    const previewed = await preview({ event: 'user', user_id: userId });
    expect(previewed.status).toBe(201);
    const { id, self, counts } = previewed.body;
    expect(previewed.headers.get('location')).toBe(self);
    expect(previewed.body).toMatchObject({
      event: 'user',
      about: { user_id: userId },
      state: 'previewed',
      committed_at: null,
      reason: null,
      members_truncated: false,
    });
    expect(counts).toMatchObject({
      tokens: 3,
      by_kind: { authorization_code: 0, access_token: 1, refresh_token: 1, id_token: 1 },
      users: 1,
      clients: 1,
      families: 1,
      sessions: 1,
      jwt_access_tokens: { count: 1, accepted_until: expect.any(Number) },
    });
    expect(await activeAnywhere(tokens.access_token)).toEqual(everywhere(true));
    const listed = await everyMember(id);
    expect(listed.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);

    const committed = await commit(id);
    expect(await activeAnywhere(tokens.access_token)).toEqual(everywhere(false));
    expect(await activeAnywhere(tokens.refresh_token ?? '')).toEqual(everywhere(false));
    await expect(refreshed(tokens)).rejects.toThrow('invalid_grant');
    expect(committed.status).toBe(200);
    expect(committed.body).toMatchObject({
      id,
      state: 'finished',
      ...REASON,
      counts,
      committed_by: { kind: 'person', id: await idOf('owner') },
      progress: { done: 3, pending: 0, gone: 0 },
    });
    expect((await ask('GET', `/revocations/${id}`)).body).toEqual(committed.body);
    expect(await everyMember(id, '&state=revoked')).toEqual(listed.map((member) => ({ ...member, state: 'revoked' })));
    expect(codeOf(await commit(id))).toBe('409 revocation_committed');
    const { items: events } = (await ask('GET', `/audit?event=revocation.*&target=${userId}`)).body;
    expect(events.map(({ event }: { event: string }) => event)).toEqual([
      'revocation.committed',
      'revocation.previewed',
    ]);
    const { cause, reason, counts: told } = events[0].detail;
    expect([cause, reason, told.tokens]).toEqual([REASON.reason_code, REASON.reason, 3]);
  });

  it('a commit is refused, with the difference, when a token has joined the set; then nothing ends', async () => {
    const tokens = await admin.signIn('nobody', 'openid offline_access');
    const about = { event: 'user_at_client', user_id: await idOf('nobody'), client_id: CONSOLE };
    const { id } = (await preview(about)).body;
    const later = await refreshed(tokens);
    const refused = await commit(id);
    expect(codeOf(refused)).toBe('409 revocation_set_changed');
    expect(refused.body).toMatchObject({ added_count: 2, gone_count: 0 });
    expect(refused.body.added).toHaveLength(2);
    expect(await activeAnywhere(later.access_token)).toEqual(everywhere(true));
    const included = await commit(id, { include_added: true });
    expect(included.status).toBe(200);
    for (const value of [tokens.access_token, later.access_token]) {
      expect(await activeAnywhere(value)).toEqual(everywhere(false));
    }
  });

  it('a commit says why, and belongs to a preview that stands', async () => {
    const { id } = (await preview({ event: 'client', client_id: CONSOLE })).body;
    for (const [more, pointer] of [
      [{ reason: undefined }, '/reason'],
      [{ reason: ' \n' }, '/reason'],
      [{ reason: 'x'.repeat(1_001) }, '/reason'],
      [{ reason_code: undefined }, '/reason_code'],
      [{ reason_code: 'consequence' }, '/reason_code'],
      [{ confirm: 3 }, '/confirm'],
      [{ include_added: 'yes' }, '/include_added'],
    ] as const) {
      const answer = await commit(id, more);
      expect([more, codeOf(answer)]).toEqual([more, '400 validation_failed']);
      expect(answer.body.errors[0].pointer).toBe(pointer);
    }
    expect(codeOf(await commit(NOWHERE))).toBe('404 revocation_not_found');
    expect(codeOf(await ask('GET', `/revocations/${NOWHERE}`))).toBe('404 revocation_not_found');
    expect(codeOf(await ask('GET', `/revocations/no-id/members`))).toBe('404 revocation_not_found');
    expect(codeOf(await ask('POST', `/revocations/${id}/stop`))).toBe('409 revocation_not_running');
    const consequence = (await preview({ event: 'client_deleted', client_id: CONSOLE })).body;
    expect(codeOf(await commit(consequence.id))).toBe('409 revocation_preview_only');
  });

  it('what changes more than tokens needs more, and nobody ends sessions of who holds more', async () => {
    const support = await admin.personToken('support');
    const [{ body: keys }, userId] = [await ask('GET', '/signing-keys'), await idOf('admin')];
    await admin.signIn('admin');
    const byRobot = await admin.machineToken(['tokens:revoke']);
    const key = await preview({ event: 'signing_key', key_id: keys.items[0].kid }, { token: byRobot });
    expect(key.status).toBe(201);
    expect(codeOf(await commit(key.body.id, {}, { token: byRobot }))).toBe('403 scope_missing');
    for (const [about, verdict] of [
      [{ event: 'user', user_id: userId }, '403 target_holds_more'],
      [{ event: 'user_at_client', user_id: userId, client_id: CONSOLE }, '200'],
    ] as const) {
      const { body } = await preview(about, { token: support });
      expect([about.event, codeOf(await commit(body.id, {}, { token: support }))]).toEqual([about.event, verdict]);
    }
  });

  it('are listed newest first, page by page, previews only when asked for', async () => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await ask('GET', `/revocations?limit=2${cursor}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(ids).toEqual([...ids].sort().reverse());
    const all = (await ask('GET', '/revocations?previews=true&limit=200')).body.items;
    expect(all.length).toBeGreaterThan(ids.length);
    expect((await ask('GET', '/revocations?limit=200')).body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
    const other = (await ask('GET', '/revocations?limit=1')).body.next;
    expect(codeOf(await ask('GET', `/revocations?previews=true&cursor=${other}`))).toBe('400 cursor_invalid');
  });

  it('a large filter is a job that outlives a kill -9, and ends exactly what was listed', async () => {
    const count = 5_000;
    const beside = await openPersistence({ databaseUrl: admin.instance.databaseUrl });
    const now = Date.now();
    const rows = Array.from({ length: count }, () => ({
      ...token({ clientId: ROBOT, subject: ROBOT, issuedAt: now, expiresAt: now + 3_600_000, ip: '198.51.100.77' })
        .record,
      id: newTimeOrderedId(now),
    }));
    for (let start = 0; start < count; start += 250) await beside.unitOfWork.record(rows.slice(start, start + 250));
    await beside.close();

    const filter = { ip: '198.51.100.77', client_id: ROBOT };
    const { id, counts } = (await preview({ event: 'filter', filter })).body;
    expect(counts.tokens).toBe(count);
    expect(codeOf(await commit(id))).toBe('422 revocation_unconfirmed');
    const running = await commit(id, { confirm: String(count) });
    expect([running.status, running.body.state]).toEqual([202, 'running']);
    await Promise.all(admin.instance.processes.map((process) => process.kill()));
    const { done } = (
      await storedRows<{ done: number }>(admin.instance, 'SELECT done FROM revocation ORDER BY id DESC LIMIT 1')
    )[0]!;
    expect(done).toBeLessThan(count);
    await Promise.all(admin.instance.processes.map((process) => process.start()));
    let receipt = (await ask('GET', `/revocations/${id}`)).body;
    for (const end = Date.now() + 120_000; receipt.state === 'running' && Date.now() < end;) {
      await pause(200);
      receipt = (await ask('GET', `/revocations/${id}`)).body;
    }
    expect(receipt).toMatchObject({ state: 'finished', progress: { done: count, pending: 0, gone: 0 } });
    const [revoked] = await storedRows<{ counted: number }>(
      admin.instance,
      `SELECT COUNT(*) AS counted FROM token WHERE ip = '198.51.100.77' AND revocation_reason = 'revoked_by_admin'`,
    );
    expect(Number(revoked?.counted)).toBe(count);
  }, 180_000);

  it('a running one can be stopped', async () => {
    const count = 4_000;
    const beside = await openPersistence({ databaseUrl: admin.instance.databaseUrl });
    const now = Date.now();
    const rows = Array.from({ length: count }, () => ({
      ...token({ clientId: ROBOT, subject: ROBOT, issuedAt: now, expiresAt: now + 3_600_000, ip: '198.51.100.78' })
        .record,
      id: newTimeOrderedId(now),
    }));
    for (let start = 0; start < count; start += 250) await beside.unitOfWork.record(rows.slice(start, start + 250));
    await beside.close();
    const { id } = (await preview({ event: 'filter', filter: { ip: '198.51.100.78' } })).body;
    expect((await commit(id, { confirm: String(count) })).status).toBe(202);
    const stopped = await ask('POST', `/revocations/${id}/stop`);
    expect([stopped.status, stopped.body.state]).toEqual([200, 'stopped']);
    await pause(1_500);
    const { body } = await ask('GET', `/revocations/${id}`);
    expect(body.progress).toEqual(stopped.body.progress);
    expect(body.progress.pending).toBeGreaterThan(0);
    expect(body.progress.done + body.progress.pending).toBe(count);
  });
});
