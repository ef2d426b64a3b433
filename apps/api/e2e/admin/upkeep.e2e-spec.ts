/** Settings, sweeps and sizes, over real HTTP: what an admin sees and sets, and what becomes of it. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { storedRows } from '../support/database';
import { Administration, ORDERS } from './support/administration';

describeOnEveryDatabase('upkeep over the admin API', (database) => {
  let admin: Administration;
  beforeAll(async () => {
    // On SQLite a second process may not share the file.
    admin = await Administration.start(database, { processes: database === 'sqlite' ? 1 : 2 });
  });
  afterAll(() => admin.stop());

  const until = async <T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const seen = await look();
      if (good(seen)) return seen;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error('It did not come about.');
  };

  it('shows the settings with their bounds, and facts of the environment without any secret', async () => {
    const { status, body, text } = await admin.get('/settings');
    expect(status).toBe(200);
    expect(body.retention).toMatchObject({ access_token: 604_800, refresh_token: 2_592_000, revoked: 7_776_000 });
    expect(body.updated_at).toBeNull();
    expect(body.definitions).toContainEqual({
      name: 'retention.audit_event',
      title: 'Audit events are kept this long',
      type: 'duration',
      default: 34_560_000,
      minimum: 2_592_000,
      maximum: 315_360_000,
    });
    expect(body.environment).toMatchObject({ issuer: admin.instance.issuer, database, version: expect.any(String) });
    expect(text).not.toContain('mysql://');
    expect(text).not.toMatch(/master|password/i);
  });

  it('changes settings, tells who changed what, and every process follows', async () => {
    const before = await admin.get('/settings');
    const changed = await admin.patch('/settings', {
      body: { retention: { failure: 7_200 }, failures: { per_minute: 200 } },
      ifMatch: before.etag,
    });
    expect(changed.status).toBe(200);
    expect(changed.body.retention.failure).toBe(7_200);
    expect(changed.etag).not.toBe(before.etag);
    for (const process of admin.instance.origins.keys()) {
      const read = await until(
        () => admin.get('/settings', { process }),
        ({ body }) => body.failures.per_minute === 200,
      );
      expect(read.etag).toBe(changed.etag);
    }
    const [event] = await storedRows<{ actor_kind: string; actor_id: string; detail: string }>(
      admin.instance,
      `SELECT actor_kind, actor_id, detail FROM audit_event WHERE event = 'settings.changed' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toMatchObject({ actor_kind: 'client', actor_id: 'robot' });
    expect(JSON.parse(event?.detail ?? '')).toEqual({
      before: { 'retention.failure': 2_592_000, 'failures.per_minute': 300 },
      after: { 'retention.failure': 7_200, 'failures.per_minute': 200 },
    });
    const back = await admin.patch('/settings', {
      body: { retention: { failure: null }, failures: null },
      ifMatch: changed.etag,
    });
    expect(back.body).toMatchObject({ retention: { failure: 2_592_000 }, failures: { per_minute: 300 } });
    expect(back.etag).toBe(before.etag);
  });

  it.each([
    ['below its minimum', { retention: { refresh_token: 60 } }, '/retention/refresh_token'],
    ['above its maximum', { retention: { access_token: 315_360_001 } }, '/retention/access_token'],
    ['that is no whole number', { failures: { kept: 1.5 } }, '/failures/kept'],
    ['that is text', { sweeps: { enabled: 'no' } }, '/sweeps/enabled'],
    ['that is not known', { retention: { everything: 1 } }, '/retention/everything'],
    ['of a group that is not known', { secrets: { all: 1 } }, '/secrets'],
  ])('refuses a value %s and changes nothing', async (_what, body, pointer) => {
    const { etag } = await admin.get('/settings');
    const refused = await admin.patch('/settings', { body, ifMatch: etag });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'validation_failed' });
    expect(refused.body.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
    expect((await admin.get('/settings')).etag).toBe(etag);
  });

  it('changes nothing without If-Match, or with one that is out of date', async () => {
    const { etag } = await admin.get('/settings');
    const body = { sweeps: { rows_per_second: 10_000 } };
    expect((await admin.patch('/settings', { body })).body).toMatchObject({
      status: 428,
      code: 'precondition_required',
    });
    const stale = await admin.patch('/settings', { body, ifMatch: '"another"' });
    expect(stale.body).toMatchObject({ status: 412, code: 'precondition_failed' });
    expect((await admin.get('/settings')).etag).toBe(etag);
  });

  it('lets of several changes at the same time only one through', async () => {
    const { etag } = await admin.get('/settings');
    const answers = await Promise.all(
      [1, 2, 3, 4].map((each) =>
        admin.patch('/settings', { body: { sweeps: { rows_per_second: 1_000 * each } }, ifMatch: etag }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('lets an auditor look and nobody without settings:write change', async () => {
    const token = await admin.personToken('auditor');
    const { status, etag } = await admin.get('/settings', { token });
    expect(status).toBe(200);
    const refused = await admin.patch('/settings', { token, body: { sweeps: { enabled: false } }, ifMatch: etag });
    expect(refused.body).toMatchObject({ status: 403, code: 'scope_missing' });
    expect((await admin.get('/upkeep', { token: await admin.machineToken(['clients:read']) })).status).toBe(403);
  });

  it('sweeps by itself, and says so', async () => {
    await admin.clientCredentials('orders:read', ORDERS);
    const { body } = await until(
      () => admin.get('/upkeep'),
      (seen) => seen.body.sweeps.every((each: { last_finished_at: number | null }) => each.last_finished_at !== null),
    );
    expect(body.sweeping).toBe(true);
    expect(body.sweeps.map((each: { kind: string }) => each.kind)).toEqual(
      expect.arrayContaining(['token', 'family', 'session', 'one_time', 'failure']),
    );
    for (const sweep of body.sweeps) {
      expect(sweep).toMatchObject({ running: false, removed_total: 0, failed_at: null, failure: null });
      expect(sweep.next_at).toBeGreaterThan(sweep.last_finished_at);
    }
  });

  it('knows about how large every table is', async () => {
    const { body } = await admin.get('/upkeep');
    const tables = new Map(body.database.tables.map((each: { table: string }) => [each.table, each]));
    for (const table of ['token', 'family', 'session', 'client', 'audit_event', 'failure', 'setting', 'sweep']) {
      expect(tables.get(table)).toMatchObject({ rows: expect.any(Number), bytes: expect.any(Number) });
    }
    const sum = body.database.tables.reduce((total: number, { bytes }: { bytes: number }) => total + bytes, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(body.database.bytes);
  });

  it('has the same as figures for Prometheus', async () => {
    const text = await (await fetch(`${admin.instance.issuer}/metrics`)).text();
    expect(text).toMatch(/^gatehouse_sweep_lag_seconds\{kind="token"\} 0$/m);
    expect(text).toMatch(/^gatehouse_table_rows\{table="token"\} \d+$/m);
    expect(text).toMatch(/^gatehouse_table_bytes\{table="token"\} \d+$/m);
    expect(text).toMatch(/^gatehouse_database_bytes \d+$/m);
    expect(text).toMatch(/^gatehouse_failures_suppressed_total \d+$/m);
    expect(text).toMatch(/^gatehouse_sweep_last_finished_timestamp_seconds\{kind="token"\} [\d.e+]+$/m);
  });
});
