/**
 * 10,000 events of every kind while the API dies as in a power cut, again and again: from two processes on MariaDB, from
 * one on SQLite. Afterwards the whole log verifies, and every token that was issued stands in it exactly once.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AnswerLostError, DirectRequests, textOf, type Form } from '../reliability/support/direct-requests';
import { CodeSource, exchangeOf } from '../reliability/support/code-source';
import { SeededRandom } from '../reliability/support/seeded-random';
import { CONFIGURATION, ORDERS } from '../support/configuration';
import { storedRows } from '../support/database';
import { DATABASES, Instance } from '../support/instance';

const COMMAND = resolve(__dirname, '../../../../dist/apps/cli/main.js');
const MASTER_KEY = randomBytes(32).toString('base64');
const EVENTS = 10_000;
/** Kills at least: where starting takes long, the process that goes on writes most of the events meanwhile. */
const KILLS = 9;
/** Events between two kills: a slow machine must get as far as a fast one. */
const FEWEST = 200;
const MOST = 800;
/** Milliseconds after which somebody asks again who got no answer. */
const PAUSE = 100;
const MACHINES = 12;
const PEOPLE = 3;
const PATIENCE = 20_000;

const MACHINE: Form = {
  grant_type: 'client_credentials',
  client_id: 'machine',
  scope: 'orders:read',
  resource: ORDERS,
};

describe.each(DATABASES)('the audit log of an API killed under load [%s]', (database) => {
  let instance: Instance;
  const requests = new DirectRequests();
  const random = SeededRandom.fromEnvironment();
  const seen = { kills: 0, lost: 0, answers: 0 };
  let ending = false;

  beforeAll(async () => {
    const processes = database === 'sqlite' ? 1 : 2;
    instance = await Instance.start({
      database,
      processes,
      configuration: CONFIGURATION,
      environment: { MASTER_KEY, LOG_LEVEL: 'warn' },
    });
  });
  afterAll(async () => {
    ending = true;
    requests.close();
    await instance?.stop();
  });

  const anyOrigin = (): string => instance.origins[random.between(0, instance.origins.length)]!;

  /** Goes on until told to end; a process that is dead or coming up refuses connections, and somebody else is asked. */
  async function repeat(step: () => Promise<void>): Promise<void> {
    while (!ending) {
      try {
        await step();
        seen.answers += 1;
      } catch (error) {
        if (!isLost(error)) throw error;
        seen.lost += 1;
        await new Promise((resume) => setTimeout(resume, PAUSE));
      }
    }
  }

  async function askAsMachine(): Promise<void> {
    const answer = await requests.token(anyOrigin(), MACHINE);
    const token = textOf(answer, 'access_token');
    // Some give their token back, some present nonsense.
    const what = random.between(0, 8);
    if (what === 0) await requests.post(anyOrigin(), '/oauth/revoke', { token, client_id: 'machine' });
    if (what === 1) await requests.post(anyOrigin(), '/oauth/token', { ...MACHINE, scope: 'nonsense' });
  }

  async function signInAndRefresh(): Promise<void> {
    const code = await new CodeSource(instance.issuer).next('spa');
    let token = textOf(await requests.token(anyOrigin(), exchangeOf(code)), 'refresh_token');
    for (let times = 0; times < 20 && !ending; times++) {
      token = textOf(await requests.refresh(anyOrigin(), token), 'refresh_token');
    }
  }

  const count = async (sql: string): Promise<number> =>
    Number((await storedRows<{ count: number }>(instance, sql))[0]?.count);
  const events = () => count('SELECT COUNT(*) AS count FROM audit_event');

  it(`keeps ${EVENTS} events through random kills`, async () => {
    ending = false;
    const load = Promise.all([
      ...Array.from({ length: MACHINES }, () => repeat(askAsMachine)),
      ...Array.from({ length: PEOPLE }, () => repeat(signInAndRefresh)),
    ]);
    let fault: unknown;
    load.catch((error: unknown) => (fault = error));
    for (let next = FEWEST; ; await new Promise((resume) => setTimeout(resume, 20))) {
      if (fault !== undefined) throw new Error('the load failed', { cause: fault });
      const now = await events();
      if (now >= EVENTS && seen.kills >= KILLS) break;
      if (now < next) continue;
      const victim = instance.processes[random.between(0, instance.processes.length)]!;
      await victim.kill();
      seen.kills += 1;
      await victim.start();
      next = (await events()) + random.between(FEWEST, MOST);
    }
    ending = true;
    await load;
    // Otherwise this would have shown nothing.
    expect(seen.kills).toBeGreaterThan(8);
    expect(seen.lost).toBeGreaterThan(seen.kills);
  }, 600_000);

  it('seals them all, and the log verifies from end to end', async () => {
    const end = Date.now() + PATIENCE;
    while ((await count('SELECT COUNT(*) AS count FROM audit_pending')) > 0) {
      if (Date.now() > end) throw new Error('events were not sealed');
      await new Promise((resume) => setTimeout(resume, 100));
    }
    const total = await events();
    expect(await count('SELECT MAX(seq) AS count FROM audit_event')).toBe(total);
    const logs = await Promise.all(
      instance.processes.map(async ({ output }, index) => {
        const file = join(instance.directory, `${index}.log`);
        await writeFile(file, output);
        return file;
      }),
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [COMMAND, 'audit', 'verify', '--json', '--log', ...logs],
      {
        cwd: instance.directory,
        env: { DATABASE_URL: instance.databaseUrl, MASTER_KEY, ISSUER_URL: instance.issuer, PATH: process.env['PATH'] },
      },
    );
    expect({ status, stderr: stderr.toString() }).toMatchObject({ status: 0 });
    const report = JSON.parse(stdout.toString()) as { verdict: string; events: number; from: number };
    expect(report).toMatchObject({ verdict: 'sound', from: 1, unsealed: 0 });
    expect(report.events).toBeGreaterThanOrEqual(EVENTS);
  }, 60_000);

  it('tells of every token that was issued exactly once, and of none that was not', async () => {
    const rows = await storedRows<{ detail: string }>(
      instance,
      "SELECT detail FROM audit_event WHERE event IN ('token.issued', 'refresh_token.rotated', 'refresh_token.retried')",
    );
    const told = rows.flatMap(({ detail }) => (JSON.parse(detail) as { tokens: string[] }).tokens).sort();
    const stored = await storedRows<{ id: Buffer }>(
      instance,
      "SELECT id FROM token WHERE kind <> 'authorization_code'",
    );
    const issued = stored.map(({ id }) => textId(id)).sort();
    expect(told.length).toBeGreaterThan(EVENTS / 2);
    expect(told).toEqual(issued);
    const granted = await count("SELECT COUNT(*) AS count FROM audit_event WHERE event = 'authorization.granted'");
    expect(granted).toBe(await count("SELECT COUNT(*) AS count FROM token WHERE kind = 'authorization_code'"));
    const signIns = await count("SELECT COUNT(*) AS count FROM audit_event WHERE event = 'sign_in.succeeded'");
    expect(signIns).toBe(await count('SELECT COUNT(*) AS count FROM session'));
  }, 60_000);
});

function textId(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A connection that broke, or could not be made. Told by its words: `fetch` has errors of another realm. */
function isLost(error: unknown): boolean {
  return error instanceof AnswerLostError || String(error) === 'TypeError: fetch failed';
}
