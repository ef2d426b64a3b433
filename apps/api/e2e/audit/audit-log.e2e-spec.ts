/** The audit log over the admin API: searched, followed, exported, verified; over real HTTP. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { Administration, CONSOLE, ROBOT, SECRET } from '../admin/support/administration';
import { runStatement } from '../support/database';
import { UserAgent } from '../support/user-agent';

const VERIFIER = resolve(__dirname, '../../../../libs/audit/verify-bundle.mjs');
const COMMAND = resolve(__dirname, '../../../../dist/apps/cli/main.js');
const MASTER_KEY = randomBytes(32).toString('base64');
/** Longer than anything waits for. */
const PATIENCE = 10_000;

interface Listed {
  readonly id: string;
  readonly seq: number | null;
  readonly event: string;
  readonly at: number;
  readonly detail: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs look into details of every shape
  readonly [member: string]: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs look into details of every shape
}

describeOnEveryDatabase('the audit log over the admin API', (database) => {
  let admin: Administration;
  let auditor: string;

  beforeAll(async () => {
    admin = await Administration.start(database, { environment: { MASTER_KEY } });
    auditor = await admin.personToken('auditor');
  });
  afterAll(() => admin.stop());

  const list = async (query: string): Promise<Listed[]> =>
    (await admin.get(`/audit?${query}`, { token: auditor })).body.items;
  /** Refusals are stored behind the back of their request. */
  const eventually = async (query: string, count = 1): Promise<Listed[]> => {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const items = await list(query);
      if (items.length >= count) return items;
      if (Date.now() > end) throw new Error(`${items.length} events for ${query}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  };
  const sealed = async (): Promise<void> => {
    const end = Date.now() + PATIENCE;
    while ((await list('limit=200')).some((event) => event.seq === null)) {
      if (Date.now() > end) throw new Error('events were not sealed');
      await new Promise((resume) => setTimeout(resume, 50));
    }
  };

  describe('what is in it', () => {
    it('a sign-in, what was granted and what was issued, tied together', async () => {
      const { access_token: token } = await admin.signIn('developer');
      const { body } = await admin.get('/audit?event=sign_in.succeeded&limit=1', { token });
      const [signIn] = body.items as Listed[];
      expect(signIn).toMatchObject({
        event: 'sign_in.succeeded',
        outcome: 'success',
        actor: { kind: 'person' },
        ip: '127.0.0.1',
        title: 'A person signed in',
        detail: { amr: ['pwd'], renewed: false },
      });
      const ofSession = await list(`session_id=${signIn!.session_id}`);
      expect(ofSession.map((event) => event.event).sort()).toEqual([
        'authorization.granted',
        'sign_in.succeeded',
        'token.issued',
      ]);
      const [issued] = ofSession.filter((event) => event.event === 'token.issued');
      expect(await list(`family_id=${issued!.family_id}`)).toHaveLength(2);
      expect(await list(`mentions=${issued!.detail.tokens[0]}`)).toMatchObject([{ id: issued!.id }]);
      expect(await list(`mentions=${signIn!.session_id}`)).toHaveLength(3);
    });

    it('the configuration that was applied, and the keys that were made', async () => {
      expect(await list('event=client.created')).toMatchObject([
        { target: { kind: 'client', id: CONSOLE }, actor: { kind: 'system', id: null } },
        { target: { kind: 'client', id: ROBOT } },
      ]);
      expect(await list('event=account.created')).toHaveLength(6);
      expect((await list('event=signing_key.*')).map((event) => event.detail.algorithm).sort()).toEqual([
        'ES256',
        'RS256',
      ]);
      expect(await list('event=client.*,api.created')).toHaveLength(3);
    });

    it('refused sign-ins, token requests and admin requests, under the reference that was shown', async () => {
      const before = Date.now();
      const browser = new UserAgent(admin.instance.issuer);
      const page = await browser.open('/login');
      await browser.submit(page, { username: 'owner', password: 'a wrong password', action: 'login' });
      await browser.submit(page, { username: 'nobody-there', password: 'a wrong password', action: 'login' });
      const [unknown, known] = await eventually('event=sign_in.failed', 2);
      expect(known).toMatchObject({ outcome: 'refused', check: 'sign_in.credentials', detail: { known: true } });
      expect(known!.subject).toMatch(/^[0-9a-f-]{36}$/);
      expect(unknown).toMatchObject({ subject: null, detail: { known: false } });
      expect(JSON.stringify([known, unknown])).not.toContain('nobody-there');
      const refused = await fetch(`${admin.instance.issuer}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${ROBOT}:wrong`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      expect(refused.status).toBe(401);
      const reference = refused.headers.get('x-request-id') ?? '';
      expect(await eventually(`reference=${reference}`)).toMatchObject([
        { event: 'token.refused', outcome: 'refused', check: expect.any(String), ip: '127.0.0.1' },
      ]);
      const forbidden = await admin.get('/audit', { token: await admin.personToken('nobody') });
      expect(forbidden.status).toBe(403);
      const answer = forbidden.headers.get('x-request-id') ?? '';
      expect(await eventually(`event=admin.refused&reference=${answer}`)).toMatchObject([
        { check: 'scope.missing', actor: { kind: 'person' }, target: { kind: 'route', id: 'GET /admin/v1/audit' } },
      ]);
      expect(await list(`outcome=refused&from=${before}&event=token.refused&to=${Date.now() + 1}`)).toHaveLength(1);
      expect(await list(`outcome=refused&to=${before}&reference=${reference}`)).toEqual([]);
    });

    it('never more refusals than fit, whoever floods it: the rest is counted', async () => {
      const flood = () =>
        fetch(`${admin.instance.issuer}/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: `nobody-${randomBytes(8).toString('hex')}`,
          }),
        });
      for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 40 }, flood));
      const stored = await list('event=token.refused&limit=200');
      expect(stored.length).toBeLessThan(150);
      // The process tells the counts of its last minute when it ends.
      await admin.instance.processes[0]!.stop();
      await admin.instance.processes[0]!.start();
      const [told] = await eventually('event=events.suppressed');
      expect(told!.detail.total).toBeGreaterThan(250);
      expect(told!.detail.counts).toContainEqual({ event: 'token.refused', count: expect.any(Number) });
    });
  });

  describe('searching', () => {
    it('goes page by page, each event once, newest first', async () => {
      await sealed();
      const ids: string[] = [];
      let query = 'limit=7';
      for (;;) {
        const { body, status } = await admin.get(`/audit?${query}`, { token: auditor });
        expect(status).toBe(200);
        ids.push(...body.items.map((event: Listed) => event.id));
        if (body.next === null) break;
        query = `limit=7&cursor=${encodeURIComponent(body.next)}`;
      }
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual([...ids].sort().reverse());
      expect(ids).toContain((await list('event=account.created'))[0]!.id);
    });

    it('finds one by its id', async () => {
      const [event] = await list('event=account.created&limit=1');
      const { body } = await admin.get(`/audit/${event!.id}`, { token: auditor });
      expect(body).toEqual(event);
      for (const id of ['nobody', '019b4000-0000-7000-8000-000000000000']) {
        const { body: problem, status } = await admin.get(`/audit/${id}`, { token: auditor });
        expect([status, problem.code]).toEqual([404, 'audit_event_not_found']);
      }
    });

    it.each([
      'event=unknown.event',
      'event=client.',
      'outcome=maybe',
      'from=yesterday',
      'family_id=x',
      'mentions=ab',
      'limit=0',
      'unknown=1',
      'ip=1&ip=2',
      'actor=',
    ])('refuses %s', async (query) => {
      const { status, body } = await admin.get(`/audit?${query}`, { token: auditor });
      expect([status, body.code]).toEqual([400, 'query_invalid']);
    });

    it('refuses a cursor of other filters', async () => {
      const { body } = await admin.get('/audit?limit=1', { token: auditor });
      const cursor = encodeURIComponent(body.next);
      const { status, body: problem } = await admin.get(`/audit?limit=1&outcome=success&cursor=${cursor}`, {
        token: auditor,
      });
      expect([status, problem.code]).toEqual([400, 'cursor_invalid']);
    });
  });

  describe('following', () => {
    it('hears of an event within two seconds of it, and only of what matches', async () => {
      const heard: EventSourceMessage[] = [];
      const stream = await follow('event=token.issued&client_id=robot', heard);
      await admin.clientCredentials('audit:read');
      await admin.signIn('support');
      await admin.clientCredentials('keys:read');
      await until(() => heard.length >= 2);
      stream.abort();
      const events = heard.map(({ data }) => JSON.parse(data) as Listed);
      expect(events.map((event) => [event.event, event.client_id])).toEqual([
        ['token.issued', ROBOT],
        ['token.issued', ROBOT],
      ]);
      expect(heard.map(({ id }) => Number(id))).toEqual(events.map((event) => event.seq));
    });

    it('goes on where it was cut off, without a gap and without a repetition', async () => {
      await sealed();
      const [newest] = await list('limit=1');
      await Promise.all(Array.from({ length: 20 }, () => admin.clientCredentials('audit:read')));
      await sealed();
      const heard: EventSourceMessage[] = [];
      const stream = await follow('', heard, String(newest!.seq));
      await until(() => heard.length >= 20);
      stream.abort();
      expect(heard.slice(0, 20).map(({ id }) => Number(id))).toEqual(
        Array.from({ length: 20 }, (_, index) => newest!.seq! + 1 + index),
      );
    });

    it('ends when the reader may not read any more', async () => {
      const token = await admin.clientCredentials('audit:read');
      const heard: EventSourceMessage[] = [];
      const stream = await follow('', heard, undefined, token);
      const form = new URLSearchParams({ token });
      const authorization = `Basic ${btoa(`${ROBOT}:${SECRET}`)}`;
      await fetch(`${admin.instance.issuer}/oauth/revoke`, { method: 'POST', headers: { authorization }, body: form });
      await until(() => stream.ended);
      expect(stream.ended).toBe(true);
    });

    it('ends with the process, which does not wait for it', async () => {
      const stream = await follow('', []);
      expect(await admin.instance.processes[0]!.stop()).toBe(0);
      await until(() => stream.ended);
      await admin.instance.processes[0]!.start();
    });
  });

  describe('verifying', () => {
    it('finds it sound, in one go or in parts', async () => {
      await sealed();
      const { body } = await admin.post('/audit/verify', { token: auditor, body: {} });
      expect(body).toMatchObject({ verdict: 'sound', fault: null, from: 1, next_after: null });
      expect(body.events).toBeGreaterThan(20);
      let after = 0;
      let events = 0;
      for (let parts = 0; ; parts++) {
        const { body: part } = await admin.post('/audit/verify', { token: auditor, body: { after, limit: 30 } });
        expect(part).toMatchObject({ verdict: 'sound', from: after + 1 });
        events += part.events;
        if (part.next_after === null) break;
        expect(parts).toBeLessThan(1_000);
        after = part.next_after;
      }
      expect(events).toBeGreaterThanOrEqual(body.events);
      expect(await list('event=audit.verified')).not.toEqual([]);
    });

    it('refuses to begin where there is nothing', async () => {
      const { status, body } = await admin.post('/audit/verify', { token: auditor, body: { after: 10_000_000 } });
      expect([status, body.code]).toEqual([422, 'audit_place_unknown']);
    });

    it('is signed by the key that the checkpoints name', async () => {
      const { body } = await admin.get('/audit/checkpoints', { token: auditor });
      expect(body.items.length).toBeGreaterThan(0);
      for (const checkpoint of body.items) expect(checkpoint.key_id).toBe(body.key.key_id);
      expect(body.key.jwk).toEqual({ crv: 'Ed25519', kty: 'OKP', x: expect.any(String) });
      // Each was printed too.
      const printed = admin.instance.processes[0]!.output;
      for (const checkpoint of body.items) expect(printed).toContain(checkpoint.signature);
    });
  });

  describe('exporting', () => {
    const download = async (query: string) => {
      const response = await fetch(`${admin.instance.issuer}/admin/v1/audit/export?${query}`, {
        headers: { authorization: `Bearer ${auditor}` },
      });
      return { headers: response.headers, text: await response.text() };
    };
    const verifyBundle = (text: string, ...options: string[]) => {
      const { status, stdout } = spawnSync(process.execPath, [VERIFIER, '-', ...options], { input: text });
      return { status, text: stdout.toString() };
    };
    const records = (text: string): { id: string; event: string }[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{"kind":"event"'))
        .map((line) => JSON.parse(line).record);
    /** Every event that matches, from the list. */
    const everything = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await admin.get(`/audit?limit=200&${query}${cursor}`, { token: auditor });
        ids.push(...body.items.map((event: Listed) => event.id));
        if (body.next === null) return ids.sort();
        cursor = `&cursor=${encodeURIComponent(body.next)}`;
      }
    };

    it.each(['event=token.*', 'outcome=refused', 'client_id=robot&event=token.issued', 'event=setup.completed', ''])(
      'exactly what the filter matches, with the proof of it: %s',
      async (query) => {
        await sealed();
        const expected = await everything(query);
        const { text, headers } = await download(`format=jsonl&${query}`);
        expect(headers.get('content-type')).toBe('application/jsonl');
        expect(headers.get('content-disposition')).toContain('gatehouse-audit.jsonl');
        const exported = records(text).map(({ id }) => id);
        expect(exported.filter((id) => expected.includes(id)).sort()).toEqual(expected);
        // What is more came while we looked: the export of everything holds what our own requests left.
        expect(exported.length - expected.length).toBeLessThan(query === '' ? 5 : 1);
        const { body } = await admin.get('/audit/checkpoints', { token: auditor });
        expect(verifyBundle(text, '--key', body.key.key_id)).toMatchObject({ status: 0 });
        const lines = text.split('\n');
        const spoilt = lines.toSpliced(Math.floor(lines.length / 2), 1).join('\n');
        expect(verifyBundle(spoilt)).toMatchObject({ status: 1, text: expect.stringContaining('FAULT in line') });
        const [told] = await list('event=audit.exported&limit=1');
        expect(told).toMatchObject({
          outcome: 'success',
          actor: { kind: 'person' },
          detail: { format: 'jsonl', events: exported.length, complete: true },
        });
        if (query !== '') expect(told!.detail.filter).not.toEqual({});
      },
    );

    it('as CSV, where no cell is a formula', async () => {
      for (const agent of ['=HYPERLINK("https://evil.example")', '+1', '-1', '@x', '\t=1']) {
        await fetch(`${admin.instance.issuer}/oauth/token`, {
          method: 'POST',
          headers: { 'user-agent': agent, authorization: `Basic ${btoa(`${ROBOT}:${SECRET}`)}` },
          body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'audit:read' }),
        });
      }
      await sealed();
      const expected = await everything('event=token.issued');
      const { text, headers } = await download('format=csv&event=token.issued');
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      const rows = readCsv(text);
      const [names, ...cells] = rows;
      expect(names).toContain('user_agent');
      expect(cells.map((row) => row[names!.indexOf('id')]).sort()).toEqual(expected);
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    });

    it('wants a format', async () => {
      const { status, body } = await admin.get('/audit/export?event=token.*', { token: auditor });
      expect([status, body.code]).toEqual([400, 'query_invalid']);
    });
  });

  it('is read by whoever has audit:read, and by nobody else', async () => {
    for (const path of ['/audit', '/audit/checkpoints', '/audit/export?format=csv', '/audit/stream']) {
      const without = await admin.get(path, { token: await admin.machineToken(['clients:read']) });
      expect(without.status).toBe(403);
      expect((await admin.get(path, { token: '' })).status).toBe(401);
    }
    expect((await admin.post('/audit/verify', { token: await admin.machineToken(['clients:read']) })).status).toBe(403);
  });

  it('makes neither a stream nor an export for somebody who only asks for the head', async () => {
    const exported = (await list('event=audit.exported&limit=200')).length;
    for (const path of ['stream', 'export?format=csv']) {
      const url = `${admin.instance.issuer}/admin/v1/audit/${path}`;
      const answer = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${auditor}` } });
      expect(answer.status).toBe(200);
    }
    expect(await list('event=audit.exported&limit=200')).toHaveLength(exported);
  });

  it('is found to be tampered with: by the API and by the command, which names the row', async () => {
    await sealed();
    const environment = {
      DATABASE_URL: admin.instance.databaseUrl,
      MASTER_KEY,
      ISSUER_URL: admin.instance.issuer,
      PATH: process.env['PATH'],
    };
    const logs = join(admin.instance.directory, 'server.log');
    await writeFile(logs, admin.instance.processes[0]!.output);
    const command = (...more: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'audit', 'verify', ...more], {
        cwd: admin.instance.directory,
        env: environment,
      });
      return { status, out: stdout.toString(), text: stdout.toString() + stderr.toString() };
    };
    const sound = command('--json', '--log', logs);
    expect({ text: sound.text, status: sound.status }).toMatchObject({ status: 0 });
    expect(JSON.parse(sound.out)).toMatchObject({ verdict: 'sound', fault: null });
    expect(JSON.parse(sound.out).checkpoints_from_logs).toBeGreaterThan(0);

    const [victim] = await list('event=account.created&limit=1');
    const hex = victim!.id.replaceAll('-', '');
    await runStatement(admin.instance, `UPDATE audit_event SET ip = '192.0.2.66' WHERE id = x'${hex}'`);
    const { body } = await admin.post('/audit/verify', { token: auditor, body: {} });
    expect(body).toMatchObject({
      verdict: 'faulty',
      fault: { kind: 'event_changed', seq: victim!.seq, event_id: victim!.id },
    });
    const found = command();
    expect(found.status).toBe(1);
    expect(found.text).toContain(victim!.id);
    expect((await eventually('event=audit.verified&outcome=failed'))[0]!.detail.fault.seq).toBe(victim!.seq);
  });

  interface Following {
    ended: boolean;
    abort(): void;
  }

  async function follow(
    query: string,
    heard: EventSourceMessage[],
    last?: string,
    token = auditor,
  ): Promise<Following> {
    const controller = new AbortController();
    const response = await fetch(`${admin.instance.origins[0]}/admin/v1/audit/stream?${query}`, {
      headers: { authorization: `Bearer ${token}`, ...(last === undefined ? {} : { 'last-event-id': last }) },
      signal: controller.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const following: Following = { ended: false, abort: () => controller.abort() };
    const parser = createParser({ onEvent: (event) => heard.push(event) });
    const decoder = new TextDecoder();
    void (async () => {
      try {
        for await (const chunk of response.body!) parser.feed(decoder.decode(chunk, { stream: true }));
      } catch {
        // Aborted by us, or cut off.
      }
      following.ended = true;
    })();
    return following;
  }
});

async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!done()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
