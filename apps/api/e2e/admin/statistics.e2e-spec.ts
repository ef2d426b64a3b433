/** How often what happened, how much there is, and what needs somebody: over real HTTP, against the audit log itself. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { runStatement } from '../support/database';
import { UserAgent } from '../support/user-agent';
import { Administration, CONSOLE, ORDERS, ROBOT, SECRET } from './support/administration';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE = 20_000;

interface Counts {
  readonly total: number;
  readonly previous_total: number;
  readonly points: readonly number[];
}

interface Series extends Counts {
  readonly series: string;
  readonly events: readonly string[];
  readonly reasons: readonly (Counts & { readonly reason: string })[];
}

interface Stats {
  readonly from: number;
  readonly to: number;
  readonly step: string;
  readonly as_of: number;
  readonly starts: readonly number[];
  readonly series: readonly Series[];
  readonly refusals_by_client: readonly {
    readonly client_id: string | null;
    readonly client_name: string | null;
    readonly others: boolean;
    readonly refused: number;
    readonly issued: number;
    readonly top: {
      readonly series: string;
      readonly events: string[];
      readonly reason: string;
      readonly count: number;
    };
  }[];
}

describeOnEveryDatabase('figures over the admin API', (database) => {
  let admin: Administration;
  let auditor: string;

  beforeAll(async () => {
    // On SQLite a second process may not share the file.
    admin = await Administration.start(database, { processes: database === 'sqlite' ? 1 : 2 });
    auditor = await admin.personToken('auditor');
    await happen();
    await countedSince(Date.now());
  });
  afterAll(() => admin.stop());

  const post = (path: string, fields: Record<string, string>, client: string, secret: string) =>
    fetch(`${admin.instance.issuer}${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
      body: new URLSearchParams(fields),
    });

  /** A known number of everything that is counted. */
  async function happen(): Promise<void> {
    for (let each = 0; each < 4; each++) await admin.clientCredentials('orders:read', ORDERS);
    const { refresh_token: token = '' } = await admin.signIn('developer');
    for (let each = 0; each < 3; each++) await admin.token({ grant_type: 'refresh_token', refresh_token: token });
    const browser = new UserAgent(admin.instance.issuer);
    const page = await browser.open('/login');
    for (const username of ['owner', 'nobody-there']) {
      await browser.submit(page, { username, password: 'a wrong password', action: 'login' });
    }
    for (let each = 0; each < 5; each++) {
      await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }, CONSOLE, SECRET);
    }
    for (let each = 0; each < 2; each++) {
      await post('/oauth/token', { grant_type: 'authorization_code', code: 'x' }, CONSOLE, SECRET);
      await post('/oauth/token', { grant_type: 'client_credentials' }, ROBOT, 'wrong');
      await post('/oauth/introspect', { token: 'x' }, ROBOT, 'wrong');
    }
    await post('/oauth/token', { grant_type: 'client_credentials', scope: 'everything' }, ROBOT, SECRET);
    for (let each = 0; each < 3; each++) {
      const query = `client_id=${CONSOLE}&response_type=code&redirect_uri=${encodeURIComponent('https://elsewhere.example/')}`;
      await browser.open(`/oauth/authorize?${query}`);
    }
    const revoked = await admin.clientCredentials('orders:read', ORDERS);
    await post('/oauth/revoke', { token: revoked }, ROBOT, SECRET);
    // Refusals are stored behind the back of their requests.
    await until(async () => (await audited('event=authorization.refused')) === 3);
  }

  async function until(look: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + PATIENCE; !(await look());) {
      if (Date.now() > end) throw new Error('It did not come about.');
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }

  const stats = async (query = ''): Promise<Stats> => {
    const { status, body } = await admin.get(`/stats${query}`, { token: auditor });
    expect(status).toBe(200);
    return body as Stats;
  };
  const countedSince = (at: number) => until(async () => (await stats()).as_of >= at);
  const seriesOf = (answer: Stats, name: string): Series => {
    const found = answer.series.find(({ series }) => series === name);
    if (!found) throw new Error(`no series ${name}`);
    return found;
  };
  /** How many events the audit log itself has. */
  async function audited(query: string): Promise<number> {
    let [count, cursor] = [0, ''];
    do {
      const { body } = await admin.get(`/audit?limit=200&${query}${cursor}`, { token: auditor });
      count += body.items.length;
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    return count;
  }

  it('adds up what happened', async () => {
    const answer = await stats();
    const total = (name: string) => seriesOf(answer, name).total;
    const reasons = (name: string) =>
      Object.fromEntries(seriesOf(answer, name).reasons.map(({ reason, total: count }) => [reason, count]));
    expect(reasons('sign_ins_failed')).toEqual({ 'sign_in.credentials': 2 });
    expect(reasons('token_refusals')).toEqual({
      'refresh_token.form': 5,
      'code.form': 2,
      'client.secret': 2,
      [Object.keys(reasons('token_refusals')).find((reason) => reason.startsWith('scope')) ?? 'scope']: 1,
    });
    expect(total('token_refusals')).toBe(10);
    expect(reasons('client_authentication_failures')).toEqual({ 'client.secret': 2 });
    expect(total('authorization_refusals')).toBe(3);
    expect(seriesOf(answer, 'authorization_refusals').reasons).toHaveLength(1);
    expect(total('revocations')).toBe(1);
    expect(total('refresh_reuse')).toBe(0);
    expect(total('sign_ins_succeeded')).toBe(2);
    // The robot's tokens for the specs' own questions are among them.
    expect(reasons('tokens_issued')).toEqual({
      authorization_code: 2,
      refresh_token: 3,
      client_credentials: expect.any(Number),
    });
    expect(reasons('tokens_issued')['client_credentials']).toBeGreaterThanOrEqual(5);
  });

  it('says the same as the audit log, series by series and reason by reason', async () => {
    const answer = await stats();
    const range = `from=${answer.from}&to=${answer.to}`;
    for (const { series, events, total, points, reasons } of answer.series) {
      const event = `event=${events.join(',')}`;
      expect([series, await audited(`${range}&${event}`)]).toEqual([series, total]);
      expect(points).toHaveLength(answer.starts.length);
      expect([series, points.reduce((sum, count) => sum + count, 0)]).toEqual([series, total]);
      for (const reason of reasons) {
        expect([reason.reason, reason.points.reduce((sum, count) => sum + count, 0)]).toEqual([
          reason.reason,
          reason.total,
        ]);
        if (series === 'tokens_issued') continue;
        const found = await audited(`${range}&${event}&check=${encodeURIComponent(reason.reason)}`);
        expect([series, reason.reason, found]).toEqual([series, reason.reason, reason.total]);
      }
    }
  });

  it('ranks clients by what they were refused for, with the filter that finds just these events', async () => {
    const answer = await stats();
    const [first, ...others] = answer.refusals_by_client;
    expect(first).toMatchObject({
      client_id: CONSOLE,
      client_name: 'Console',
      others: false,
      refused: 10,
      top: { series: 'token_refusals', reason: 'refresh_token.form', count: 5 },
    });
    expect(first?.issued).toBe(5);
    expect(others.map(({ client_id, refused }) => [client_id, refused])).toEqual([
      [null, 4],
      [ROBOT, 1],
    ]);
    for (const { client_id, top } of answer.refusals_by_client) {
      if (client_id === null) continue;
      const query = `event=${top.events.join(',')}&check=${top.reason}&client_id=${client_id}`;
      expect(await audited(query)).toBe(top.count);
    }
  });

  it('answers the same on every process', async () => {
    const range = await stats();
    const query = `?from=${range.from}&to=${range.to}`;
    for (const process of admin.instance.origins.keys()) {
      const { body } = await admin.get(`/stats${query}`, { token: auditor, process });
      expect(seriesOf(body as Stats, 'token_refusals').total).toBe(10);
    }
  });

  it('counts nothing twice and loses nothing when processes are killed again and again at work', async () => {
    const [killed] = admin.instance.processes;
    const origin = admin.instance.origins[0] ?? '';
    const ask = () =>
      fetch(`${origin}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${ROBOT}:${SECRET}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read', resource: ORDERS }),
        // The process may be gone by now.
      }).catch(() => undefined);
    for (let round = 0; round < 3; round++) {
      const asked = Array.from({ length: 60 }, ask);
      // Some of what was issued in the round before is being counted.
      await Promise.race(asked.slice(20 + round * 10));
      await killed?.kill();
      await Promise.all(asked);
      await killed?.start();
    }
    await countedSince(Date.now());
    const { events, total } = seriesOf(await stats(), 'tokens_issued');
    expect(total).toBe(await audited(`event=${events.join(',')}`));
    expect(total).toBeGreaterThan(60);
  });

  describe('ranges', () => {
    it('are whole hours; by the hour for a week, by the day for longer', async () => {
      const day = await stats();
      expect([day.from % HOUR, day.to % HOUR, day.to - day.from]).toEqual([0, 0, DAY]);
      expect(day.step).toBe('hour');
      expect(day.starts).toEqual(Array.from({ length: 24 }, (_, hour) => day.from + hour * HOUR));
      const now = Date.now();
      const month = await stats(`?from=${now - 30 * DAY}`);
      expect(month.step).toBe('day');
      expect(month.starts[0]).toBe(month.from);
      expect(month.starts.slice(1).every((start) => start % DAY === 0)).toBe(true);
      expect(seriesOf(month, 'authorization_refusals').total).toBe(3);
      const byHour = await stats(`?from=${now - 30 * DAY}&step=hour`);
      expect(byHour.starts.length).toBeGreaterThan(700);
      expect(seriesOf(byHour, 'authorization_refusals').total).toBe(3);
    });

    it('are compared to the range before', async () => {
      const now = Date.now();
      const before = await stats(`?from=${now + HOUR - 2 * DAY}&to=${now - DAY}`);
      expect(seriesOf(before, 'authorization_refusals')).toMatchObject({ total: 0, previous_total: 0 });
      // In both sizes, as the server keeps them: in the last hour of a day the range before is a whole one.
      await runStatement(
        admin.instance,
        `INSERT INTO statistic (grain, start, series, client_id, reason, counted) VALUES
         ('hour', ${before.from}, 'authorization_refusals', '', 'x', 7),
         ('day', ${before.from - (before.from % DAY)}, 'authorization_refusals', '', 'x', 7)`,
      );
      const { from } = await stats();
      const answer = await stats(`?from=${from}&to=${from + DAY}`);
      expect(seriesOf(answer, 'authorization_refusals')).toMatchObject({ total: 3, previous_total: 7 });
    });

    it.each([
      ['no number', '?from=yesterday', '/from'],
      ['a step that is not known', '?step=minute', '/step'],
      ['more than 92 days', `?from=${Date.now() - 95 * DAY}`, '/from'],
      ['more than 31 days by the hour', `?from=${Date.now() - 40 * DAY}&step=hour`, '/from'],
      ['the end before the beginning', `?from=${Date.now() - DAY}&to=${Date.now() - 3 * DAY}`, '/from'],
      ['the future', `?from=${Date.now() + 2 * DAY}`, '/from'],
      ['what is not known', '?client=web', '/client'],
    ])('with %s are refused', async (_name, query, pointer) => {
      const { status, body } = await admin.get(`/stats${query}`, { token: auditor });
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'query_invalid' });
      const pointers = body.errors.map((each: { pointer: string }) => each.pointer);
      expect([...new Set(pointers)]).toEqual([pointer]);
    });
  });

  it('counts what is there now', async () => {
    const { body } = await admin.get('/stats/now', { token: auditor });
    expect(body).toMatchObject({
      active_sessions: { count: 2, capped: false },
      active_grants: { count: 2, capped: false },
      users: { count: 6, capped: false },
    });
    const { body: clients } = await admin.get('/clients', { token: await admin.machineToken(['clients:read']) });
    expect(body.clients).toEqual({ count: clients.items.length, capped: false });
  });

  describe('what needs attention', () => {
    interface Item {
      readonly kind: string;
      readonly severity: string;
      readonly target: { readonly kind: string; readonly id: string; readonly name: string };
      readonly client_id: string | null;
      readonly message: string;
      readonly since: number | null;
      readonly until: number | null;
    }
    const items = async (token: string): Promise<Item[]> => (await admin.get('/attention', { token })).body.items;
    const ofKind = async (kind: string): Promise<Item[]> => (await items(auditor)).filter((item) => item.kind === kind);

    it('names a secret that ends soon, and one that has ended in use, until there is another', async () => {
      expect(await ofKind('secret_expires')).toEqual([]);
      const owner = await admin.personToken('owner');
      const { body: secrets } = await admin.get(`/clients/${ROBOT}/secrets`, { token: owner });
      const [{ id }] = secrets.items as [{ id: string }];
      const path = `/clients/${ROBOT}/secrets/${id}`;
      const { etag } = await admin.get(path, { token: owner });
      const end = Date.now() + 2 * DAY;
      expect((await admin.patch(path, { token: owner, body: { expires_at: end }, ifMatch: etag })).status).toBe(200);
      expect(await ofKind('secret_expires')).toMatchObject([
        {
          severity: 'critical',
          target: { kind: 'client_secret', id, name: 'Robot' },
          client_id: ROBOT,
          until: end,
          message: expect.stringContaining('Make a new secret'),
        },
      ]);
      const other = await admin.post(`/clients/${ROBOT}/secrets`, { token: owner, body: {} });
      expect(other.status).toBe(201);
      expect((await ofKind('secret_expires')).map(({ message }) => message)).toEqual([
        expect.stringContaining('still in use'),
      ]);
      await runStatement(admin.instance, `UPDATE client_secret SET last_used_at = 1 WHERE expires_at = ${end}`);
      expect(await ofKind('secret_expires')).toEqual([]);
    });

    it('names a client that is refused most of the time', async () => {
      expect(await ofKind('client_refusals')).toEqual([]);
      for (let each = 0; each < 15; each++) {
        await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }, CONSOLE, SECRET);
      }
      await until(async () => (await ofKind('client_refusals')).length > 0);
      await countedSince(Date.now());
      expect(await ofKind('client_refusals')).toMatchObject([
        {
          severity: 'warning',
          target: { kind: 'client', id: CONSOLE, name: 'Console' },
          message: expect.stringMatching(/^\d+ requests of Console were refused .* refresh_token\.form;/),
        },
      ]);
    });

    it('says when the audit log was not verified yet, and that it was found faulty', async () => {
      expect(await ofKind('audit_unverified')).toMatchObject([
        { severity: 'info', target: { kind: 'audit' }, since: null },
      ]);
      expect((await admin.post('/audit/verify', { token: auditor, body: {} })).body.verdict).toBe('sound');
      await until(async () => (await ofKind('audit_unverified')).length === 0);
      await runStatement(admin.instance, `UPDATE audit_event SET ip = '192.0.2.99' WHERE seq = 3`);
      expect((await admin.post('/audit/verify', { token: auditor, body: {} })).body.verdict).toBe('faulty');
      await until(async () => (await ofKind('audit_faulty')).length === 1);
      expect((await items(auditor))[0]).toMatchObject({ severity: 'critical' });
    });

    it('tells of keys only whoever may read keys, and nothing to whoever may not read clients', async () => {
      await runStatement(admin.instance, `UPDATE signing_key SET activated_at = 1 WHERE algorithm = 'ES256'`);
      expect(await ofKind('signing_key_overdue')).toMatchObject([
        { target: { kind: 'signing_key', name: 'ES256 key' } },
      ]);
      const without = await admin.machineToken(['audit:read', 'clients:read']);
      expect((await items(without)).map(({ kind }) => kind)).not.toContain('signing_key_overdue');
      expect((await admin.get('/attention', { token: await admin.machineToken(['audit:read']) })).status).toBe(403);
    });
  });

  it('has figures about itself for Prometheus', async () => {
    const text = await (await fetch(`${admin.instance.issuer}/metrics`)).text();
    expect(text).toMatch(/^gatehouse_statistics_counted_total \d+$/m);
    expect(text).toMatch(/^gatehouse_statistics_lag_seconds [\d.]+$/m);
  });
});
