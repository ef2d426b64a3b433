/** People over the admin API: found, made, changed, and nobody climbing over anybody. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { Administration, PASSWORD, ROLES, SCOPES, type AdminAnswer } from './support/administration';

/** Never to be seen in any answer. */
const CANARY = 'kestrel onyx quilt harbour 4711';

describeOnEveryDatabase('users over the admin API', (database) => {
  let admin: Administration;
  const everything: string[] = [];
  let owner: string;
  let support: string;

  beforeAll(async () => {
    admin = await Administration.start(database);
    owner = await admin.personToken('owner');
    support = await admin.personToken('support');
  });
  afterAll(() => admin.stop());

  const ask = async (method: string, path: string, options: Parameters<Administration['ask']>[2] = {}) => {
    const answer = await admin.ask(method, path, { token: owner, ...options });
    everything.push(answer.text);
    return answer;
  };
  const codeOf = ({ status, body }: AdminAnswer): string => `${status} ${body?.code ?? ''}`.trim();
  let made = 0;
  const make = async (body: object = {}): Promise<AdminAnswer> => {
    const answer = await ask('POST', '/users', { body: { username: `person-${++made}`, ...body } });
    expect(answer.status).toBe(201);
    return answer;
  };
  const userOf = async (username: string): Promise<AdminAnswer> => {
    const found = await ask('GET', `/users?search=${username}`);
    const user = found.body.items.find((item: { username: string }) => item.username === username);
    return ask('GET', `/users/${user.id}`);
  };
  /** Every action on a user, with what it sends. */
  const ACTIONS = [
    ['PATCH', '', { email: 'taken-over@example.test' }],
    ['PUT', '/password', { password: CANARY }],
    ['DELETE', '/password', undefined],
    ['PUT', '/roles', { roles: [] }],
    ['POST', '/disable', undefined],
    ['POST', '/enable', undefined],
    ['POST', '/lift-sign-in-lock', undefined],
    ['DELETE', '', undefined],
  ] as const;
  const signsIn = async (username: string, password: string): Promise<boolean> => {
    const url = new URL('/oauth/authorize', admin.instance.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: 'console',
      redirect_uri: 'https://console.example/callback',
      scope: 'openid',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    try {
      const landing = await new UserAgent(admin.instance.issuer).authorize(url, username, password);
      return landing.url.searchParams.has('code');
    } catch {
      return false;
    }
  };
  /** Oldest first. */
  const auditOf = async (id: string) => {
    const rows = await storedRows<{ event: string; actor_kind: string; actor_id: string; detail: string }>(
      admin.instance,
      `SELECT event, actor_kind, actor_id, detail FROM audit_event WHERE target_id = '${id}' ORDER BY id`,
    );
    return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as unknown }));
  };

  it('makes one, who can sign in, and shows no password', async () => {
    const answer = await make({
      username: 'Kim',
      email: 'kim@example.test',
      password: CANARY,
      claims: { name: 'Kim Example', locale: 'en' },
    });
    expect(answer.body).toMatchObject({
      username: 'Kim',
      email: 'kim@example.test',
      email_verified: false,
      roles: [],
      state: 'enabled',
      has_password: true,
      claims: { name: 'Kim Example', locale: 'en' },
    });
    expect(answer.headers.get('location')).toBe(answer.body.self);
    const read = await ask('GET', `/users/${answer.body.id}`);
    expect(read.etag).toBe(answer.etag);
    expect(read.body).toMatchObject({ live_sessions: { count: 0, more: false }, sign_in: { attempts: 0 } });
    expect(await signsIn('kim', CANARY)).toBe(true);
    // The count of sessions is beside the entity tag, or nobody could ever make a change.
    const after = await ask('GET', `/users/${answer.body.id}`);
    expect(after.body.live_sessions.count).toBe(1);
    expect(after.etag).toBe(answer.etag);
  });

  it('makes one once for one Idempotency-Key', async () => {
    const options = { body: { username: 'once', password: CANARY }, idempotencyKey: 'make-once' };
    const [first, second] = [await ask('POST', '/users', options), await ask('POST', '/users', options)];
    expect(second.body.id).toBe(first.body.id);
    expect((await ask('GET', '/users?search=once')).body.items).toHaveLength(1);
  });

  it('says what is wrong, member by member, and changes nothing', async () => {
    const cases: [object, string, string][] = [
      [{ username: 'a b' }, '422 user_invalid', '/username'],
      [{ username: 'fine', email: 'nowhere' }, '422 user_invalid', '/email'],
      [{ username: 'fine', password: 'short' }, '422 user_invalid', '/password'],
      [{ username: 'fine', claims: { sub: 'x' } }, '422 user_invalid', '/claims'],
      [{ username: 'fine', claims: { name: 'x'.repeat(300) } }, '422 user_invalid', '/claims/name'],
      [{ username: 'OWNER' }, '409 user_exists', '/username'],
      [{ username: 'fine', email: 'Owner@Example.com' }, '409 user_exists', '/email'],
      [{ username: 'fine', roles: ['emperor'] }, '400 validation_failed', '/roles'],
      [{ username: 'fine', password_hash: 'x' }, '400 validation_failed', '/password_hash'],
      [{ username: 'fine', id: 'x' }, '400 validation_failed', '/id'],
      [{ username: 7 }, '400 validation_failed', '/username'],
      [{ username: { $ne: '' } }, '400 validation_failed', '/username'],
      [{}, '400 validation_failed', '/username'],
    ];
    for (const [body, code, pointer] of cases) {
      const answer = await ask('POST', '/users', { body });
      expect([codeOf(answer), answer.body.errors?.[0]?.pointer]).toEqual([code, pointer]);
    }
    expect((await ask('GET', '/users?search=fine')).body.items).toEqual([]);
  });

  it('finds by the beginning of a name, an address or an id; by role and state; page by page', async () => {
    for (let index = 0; index < 12; index++) await make({ username: `walker-${index}`, email: `w${index}@walk.test` });
    const walk = async (query: string): Promise<string[]> => {
      const names: string[] = [];
      for (let cursor = ''; ;) {
        const page = await ask('GET', `/users?${query}&limit=5${cursor}`);
        expect(page.status).toBe(200);
        names.push(...page.body.items.map(({ username }: { username: string }) => username));
        if (page.body.next === null) return names;
        cursor = `&cursor=${page.body.next}`;
      }
    };
    const walkers = Array.from({ length: 12 }, (_, index) => `walker-${index}`).sort();
    expect(await walk('search=WALKER-')).toEqual(walkers);
    expect((await walk('search=w1')).sort()).toEqual(['walker-1', 'walker-10', 'walker-11']);
    const { id } = (await userOf('walker-7')).body;
    expect(await walk(`search=${id}`)).toEqual(['walker-7']);
    expect(await walk('role=auditor')).toEqual(['auditor']);
    const all = await walk('state=enabled');
    expect(all.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, index) => `walker-${11 - index}`));
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses cursors and filters that are none', async () => {
    const page = await ask('GET', '/users?limit=1');
    const cursor: string = page.body.next;
    expect(codeOf(await ask('GET', `/users?limit=1&role=owner&cursor=${cursor}`))).toBe('400 cursor_invalid');
    const forged = `${cursor.slice(0, 9)}${cursor[9] === 'A' ? 'B' : 'A'}${cursor.slice(10)}`;
    expect(codeOf(await ask('GET', `/users?cursor=${forged}`))).toBe('400 cursor_invalid');
    expect(codeOf(await ask('GET', `/sessions?cursor=${cursor}`))).toBe('400 cursor_invalid');
    for (const query of [
      'role=king',
      'state=asleep',
      'created_from=x',
      'order=password_hash',
      'sort=username',
      'limit=0',
    ]) {
      expect(codeOf(await ask('GET', `/users?${query}`))).toBe('400 query_invalid');
    }
    expect(codeOf(await ask('GET', '/users/no-id'))).toBe('404 user_not_found');
  });

  it('changes what is sent, on what was seen, and tells the audit log what changed', async () => {
    const user = await make({ email: 'old@example.test', claims: { name: 'Old Name', locale: 'de' } });
    const { id } = user.body;
    expect(codeOf(await ask('PATCH', `/users/${id}`, { body: {} }))).toBe('428 precondition_required');
    const patch = { email: 'new@example.test', email_verified: true, claims: { name: 'New Name', locale: null } };
    const changed = await ask('PATCH', `/users/${id}`, { body: patch, ifMatch: user.etag });
    expect(changed.body).toMatchObject({ email: 'new@example.test', email_verified: true });
    expect(changed.body.claims).toEqual({ name: 'New Name' });
    const late = await ask('PATCH', `/users/${id}`, { body: { username: 'late' }, ifMatch: user.etag });
    expect(codeOf(late)).toBe('412 precondition_failed');
    const same = await ask('PATCH', `/users/${id}`, { body: patch, ifMatch: changed.etag });
    expect([same.status, same.etag]).toEqual([200, changed.etag]);
    const nameless = await ask('PATCH', `/users/${id}`, { body: { username: null }, ifMatch: '*' });
    expect(codeOf(nameless)).toBe('422 user_invalid');
    const removed = await ask('PATCH', `/users/${id}`, { body: { email: null, claims: null }, ifMatch: '*' });
    expect(removed.body).toMatchObject({ email: null, email_verified: false, claims: {} });
    const events = await auditOf(id);
    expect(events.map(({ event }) => event)).toEqual(['account.created', 'account.updated', 'account.updated']);
    const acting = await userOf('owner');
    expect(events[1]).toMatchObject({ actor_kind: 'person', actor_id: acting.body.id });
    expect(events[1]?.detail).toEqual({
      before: { email: 'old@example.test', email_verified: false, 'claims.name': 'Old Name', 'claims.locale': 'de' },
      after: { email: 'new@example.test', email_verified: true, 'claims.name': 'New Name', 'claims.locale': null },
    });
  });

  it('gives a new password: the old one, its sessions and its refresh tokens end', async () => {
    const user = await make({ username: 'rekeyed', password: PASSWORD });
    const tokens = await admin.signIn('rekeyed', 'openid offline_access');
    const { id } = user.body;
    const changed = await ask('PUT', `/users/${id}/password`, { body: { password: CANARY }, ifMatch: user.etag });
    expect(changed.status).toBe(200);
    expect(changed.body.revocation_id).toEqual(expect.any(String));
    expect(changed.body.password_changed_at).toBeGreaterThanOrEqual(user.body.password_changed_at);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    await expect(admin.token(refresh)).rejects.toThrow('invalid_grant');
    expect((await ask('GET', `/sessions?user_id=${id}`)).body.items).toMatchObject([
      { state: 'ended', end_reason: 'password_changed' },
    ]);
    expect(await signsIn('rekeyed', PASSWORD)).toBe(false);
    expect(await signsIn('rekeyed', CANARY)).toBe(true);
    const short = await ask('PUT', `/users/${id}/password`, { body: { password: 'short' }, ifMatch: '*' });
    expect(codeOf(short)).toBe('422 user_invalid');
    const taken = await ask('DELETE', `/users/${id}/password`, { ifMatch: '*' });
    expect(taken.body).toMatchObject({ has_password: false });
    expect(await signsIn('rekeyed', CANARY)).toBe(false);
  });

  it('disables and enables one: nothing that ended comes back', async () => {
    const user = await make({ username: 'paused', password: PASSWORD });
    const { id } = user.body;
    const tokens = await admin.signIn('paused', 'openid offline_access');
    const disabled = await ask('POST', `/users/${id}/disable`, { ifMatch: user.etag, token: support });
    expect(disabled.body).toMatchObject({ state: 'disabled', revocation_id: expect.any(String) });
    expect(await signsIn('paused', PASSWORD)).toBe(false);
    const again = await ask('POST', `/users/${id}/disable`, { ifMatch: disabled.etag });
    expect([again.status, again.etag, again.body.revocation_id]).toEqual([200, disabled.etag, null]);
    expect((await ask('GET', '/users?state=disabled')).body.items[0].id).toBe(id);
    const enabled = await ask('POST', `/users/${id}/enable`, { ifMatch: disabled.etag });
    expect(enabled.body).toMatchObject({ state: 'enabled', disabled_at: null });
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    await expect(admin.token(refresh)).rejects.toThrow('invalid_grant');
    expect(await signsIn('paused', PASSWORD)).toBe(true);
  });

  it('deletes one, whose names are free again', async () => {
    const user = await make({ username: 'gone', password: PASSWORD });
    const { id } = user.body;
    const tokens = await admin.signIn('gone', 'openid offline_access');
    expect(codeOf(await ask('DELETE', `/users/${id}`, { ifMatch: '"other"' }))).toBe('412 precondition_failed');
    expect((await ask('DELETE', `/users/${id}`, { ifMatch: user.etag })).status).toBe(204);
    expect(codeOf(await ask('GET', `/users/${id}`))).toBe('404 user_not_found');
    expect(codeOf(await ask('DELETE', `/users/${id}`, { ifMatch: '*' }))).toBe('404 user_not_found');
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    await expect(admin.token(refresh)).rejects.toThrow('invalid_grant');
    expect((await ask('GET', `/sessions?user_id=${id}`)).body.items).toMatchObject([
      { state: 'ended', end_reason: 'account_deleted', username: null },
    ]);
    expect((await make({ username: 'gone' })).body.id).not.toBe(id);
    const events = (await auditOf(id)).map(({ event }) => event);
    expect(events.slice(0, 3)).toEqual(['account.created', 'account.deleted', 'revocation.committed']);
  });

  it('lifts the lock of too many attempts, at every network', async () => {
    const user = await make({ username: 'locked', password: PASSWORD });
    const { id } = user.body;
    for (let attempt = 0; attempt < 6; attempt++) await signsIn('locked', 'a wrong password, surely');
    expect(await signsIn('locked', PASSWORD)).toBe(false);
    expect((await ask('GET', `/users/${id}`)).body.sign_in.attempts).toBe(5);
    const lifted = await ask('POST', `/users/${id}/lift-sign-in-lock`, { ifMatch: user.etag, token: support });
    expect(lifted.status).toBe(200);
    expect((await ask('GET', `/users/${id}`)).body.sign_in).toEqual({ attempts: 0, locked_until: null });
    expect(await signsIn('locked', PASSWORD)).toBe(true);
  });

  describe('nobody climbs', () => {
    it('an auditor reads and changes nothing', async () => {
      const token = await admin.personToken('auditor');
      const user = await make();
      for (const path of ['/users', `/users/${user.body.id}`, '/sessions', `/consents?user_id=${user.body.id}`]) {
        expect((await ask('GET', path, { token })).status).toBe(200);
      }
      expect(codeOf(await ask('POST', '/users', { token, body: { username: 'x' } }))).toBe('403 scope_missing');
      for (const [method, path, body] of ACTIONS) {
        const answer = await ask(method, `/users/${user.body.id}${path}`, { token, body, ifMatch: '*' });
        expect(codeOf(answer)).toBe('403 scope_missing');
      }
      expect((await ask('GET', `/users/${user.body.id}`)).etag).toBe(user.etag);
    });

    it('a developer sees nobody', async () => {
      const token = await admin.personToken('developer');
      for (const path of ['/users', '/users/x', '/sessions', '/sessions/x', '/consents?client_id=console']) {
        expect(codeOf(await ask('GET', path, { token }))).toBe('403 scope_missing');
      }
    });

    it('support changes nobody who may do more, in no way', async () => {
      for (const target of ['owner', 'admin', 'developer', 'auditor']) {
        const user = await userOf(target);
        for (const [method, path, body] of ACTIONS) {
          const answer = await ask(method, `/users/${user.body.id}${path}`, { token: support, body, ifMatch: '*' });
          expect([target, method, path, codeOf(answer)]).toEqual([target, method, path, '403 target_holds_more']);
        }
        const ended = await ask('POST', `/users/${user.body.id}/sessions/end`, { token: support, body: {} });
        expect(codeOf(ended)).toBe('403 target_holds_more');
        expect((await ask('GET', `/users/${user.body.id}`)).etag).toBe(user.etag);
      }
    });

    it('an admin, who may do what an owner may, still changes no owner and makes none', async () => {
      const token = await admin.personToken('admin');
      const target = await userOf('owner');
      for (const [method, path, body] of ACTIONS) {
        const answer = await ask(method, `/users/${target.body.id}${path}`, { token, body, ifMatch: '*' });
        expect([method, path, codeOf(answer)]).toEqual([method, path, '403 target_holds_more']);
      }
      const roles = { roles: ['owner'] };
      expect(codeOf(await ask('POST', '/users', { token, body: { username: 'climber', ...roles } }))).toBe(
        '403 role_not_held',
      );
      const self = await userOf('admin');
      const climbing = await ask('PUT', `/users/${self.body.id}/roles`, { token, body: roles, ifMatch: '*' });
      expect(codeOf(climbing)).toBe('403 role_not_held');
      const other = await make();
      const given = await ask('PUT', `/users/${other.body.id}/roles`, {
        token,
        body: { roles: ['admin'] },
        ifMatch: '*',
      });
      expect(given.body.roles).toEqual(['admin']);
    });

    it('support gives no role but its own', async () => {
      const user = await make();
      for (const role of ROLES) {
        const answer = await ask('PUT', `/users/${user.body.id}/roles`, {
          token: support,
          body: { roles: [role] },
          ifMatch: '*',
        });
        expect([role, codeOf(answer)]).toEqual([role, role === 'support' ? '200' : '403 role_not_held']);
        const made = await ask('POST', '/users', {
          token: support,
          body: { username: `by-support-${role}`, roles: [role] },
        });
        expect([role, codeOf(made)]).toEqual([role, role === 'support' ? '201' : '403 role_not_held']);
      }
    });

    it('a machine gives roles within its own scopes, and never makes or changes an owner', async () => {
      const everythingItMay = await admin.machineToken(SCOPES);
      const little = await admin.machineToken(['users:read', 'users:write']);
      const user = await make();
      const give = (token: string, role: string) =>
        ask('PUT', `/users/${user.body.id}/roles`, { token, body: { roles: [role] }, ifMatch: '*' });
      expect(codeOf(await give(little, 'auditor'))).toBe('403 role_not_held');
      expect(codeOf(await give(everythingItMay, 'owner'))).toBe('403 role_not_held');
      expect((await give(everythingItMay, 'admin')).status).toBe(200);
      expect(codeOf(await give(little, 'support'))).toBe('403 target_holds_more');
      const target = await userOf('owner');
      const password = { body: { password: CANARY }, ifMatch: '*' };
      const answer = await ask('PUT', `/users/${target.body.id}/password`, { token: everythingItMay, ...password });
      expect(codeOf(answer)).toBe('403 target_holds_more');
    });

    it('an owner whose token was cut short does no more than the token says', async () => {
      const { access_token: token } = await admin.signIn('owner', 'openid users:read users:write');
      const target = await userOf('admin');
      const answer = await ask('POST', `/users/${target.body.id}/disable`, { token, ifMatch: '*' });
      expect(codeOf(answer)).toBe('403 target_holds_more');
    });
  });

  describe('there is always an owner', () => {
    const makeOwner = async (username: string) => {
      const user = await make({ username, password: PASSWORD, roles: ['owner'] });
      return { id: user.body.id as string, token: (await admin.signIn(username)).access_token };
    };
    const owners = async (): Promise<string[]> => {
      const { items } = (await ask('GET', '/users?role=owner&state=enabled', { token: await admin.machineToken() }))
        .body;
      return items.map(({ username }: { username: string }) => username);
    };

    it('the last one cannot be demoted, disabled or deleted, by nobody', async () => {
      expect(await owners()).toEqual(['owner']);
      const { body } = await userOf('owner');
      for (const [method, path, sent] of [
        ['PUT', '/roles', { roles: ['admin'] }],
        ['POST', '/disable', undefined],
        ['DELETE', '', undefined],
      ] as const) {
        const answer = await ask(method, `/users/${body.id}${path}`, { body: sent, ifMatch: '*' });
        expect(codeOf(answer)).toBe('409 last_owner');
      }
      // The token still works, so nothing was ended either.
      expect(await owners()).toEqual(['owner']);
      expect((await ask('GET', `/users/${body.id}`)).status).toBe(200);
    });

    it('a disabled owner is none', async () => {
      const other = await makeOwner('resting-owner');
      expect((await ask('POST', `/users/${other.id}/disable`, { ifMatch: '*' })).status).toBe(200);
      const { body } = await userOf('owner');
      expect(codeOf(await ask('POST', `/users/${body.id}/disable`, { ifMatch: '*' }))).toBe('409 last_owner');
      expect((await ask('DELETE', `/users/${other.id}`, { ifMatch: '*' })).status).toBe(204);
    });

    it('two that remove each other at the same moment leave one', async () => {
      const ways = [
        ['PUT', '/roles', { roles: [] }],
        ['POST', '/disable', undefined],
        ['DELETE', '', undefined],
      ] as const;
      for (const [round, [method, path, body]] of [...ways, ...ways].entries()) {
        // The first owner steps back for this round, so that the two are alone.
        const [left, right] = [await makeOwner(`left-${round}`), await makeOwner(`right-${round}`)];
        const first = await userOf('owner');
        const demoted = await ask('PUT', `/users/${first.body.id}/roles`, {
          token: left.token,
          body: { roles: ['admin'] },
          ifMatch: '*',
        });
        expect(demoted.status).toBe(200);
        const answers = await Promise.all([
          ask(method, `/users/${right.id}${path}`, { token: left.token, body, ifMatch: '*' }),
          ask(method, `/users/${left.id}${path}`, { token: right.token, body, ifMatch: '*' }),
        ]);
        const done = answers.filter(({ status }) => status < 300);
        expect([round, done.length, answers.map(codeOf)]).toEqual([round, 1, expect.anything()]);
        const refused = answers.filter(({ status }) => status >= 300).map(codeOf);
        expect(refused).toHaveLength(1);
        expect(['401 token_invalid', '403 scope_missing', '403 target_holds_more', '409 last_owner']).toContain(
          refused[0],
        );
        const survivors = await owners();
        expect(survivors).toHaveLength(1);
        const survivor = survivors[0] === `left-${round}` ? left : right;
        const restored = await ask('PUT', `/users/${first.body.id}/roles`, {
          token: survivor.token,
          body: { roles: ['owner'] },
          ifMatch: '*',
        });
        expect(restored.status).toBe(200);
        owner = (await admin.signIn('owner')).access_token;
        expect((await ask('DELETE', `/users/${survivor.id}`, { ifMatch: '*' })).status).toBe(204);
      }
    });

    it('many changes of one person on what everybody saw: one wins', async () => {
      const user = await make();
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          ask('PATCH', `/users/${user.body.id}`, { body: { claims: { name: `Name ${index}` } }, ifMatch: user.etag }),
        ),
      );
      expect(answers.map(codeOf).sort()).toEqual([
        '200',
        ...Array.from({ length: 5 }, () => '412 precondition_failed'),
      ]);
    });
  });

  it('no answer ever held a password or a hash', () => {
    const all = everything.join('\n');
    expect(all.length).toBeGreaterThan(10_000);
    const secrets = [CANARY, PASSWORD, 'argon2', 'passwordHash'];
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
  });
});
