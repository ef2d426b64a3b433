/** `gatehouse doctor` and `gatehouse operator`, beside a real server on each database. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { Instance } from './support/instance';
import { changeDatabase } from './support/change-database';
import { CommandLine } from './support/command-line';

interface Examination {
  readonly healthy: boolean;
  readonly checks: readonly { check: string; state: string; detail: string; fix?: string }[];
}

describeOnEveryDatabase('gatehouse doctor', (database) => {
  const MASTER_KEY = randomBytes(32).toString('base64');
  let instance: Instance;
  let commandLine: CommandLine;

  beforeAll(async () => {
    instance = await Instance.start({ database, environment: { MASTER_KEY } });
    commandLine = new CommandLine({ ISSUER_URL: instance.issuer, DATABASE_URL: instance.databaseUrl, MASTER_KEY });
  });
  afterAll(async () => {
    await instance.stop();
    commandLine.remove();
  });

  async function examine(environment: Record<string, string> = {}): Promise<Examination & { code: number }> {
    const { code, out } = await commandLine.run(['doctor', '--json'], environment);
    return { code, ...(JSON.parse(out) as Examination) };
  }
  const stateOf = (examination: Examination, check: string) =>
    examination.checks.filter((finding) => finding.check === check).map(({ state }) => state);

  it('finds nothing broken beside a running server', async () => {
    const examination = await examine();
    expect(examination.checks.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(examination).toMatchObject({ code: 0, healthy: true });
    const fine = ['settings', 'database', 'clock', 'schema', 'master_key', 'signing_key.rs256', 'signing_key.es256'];
    for (const check of [...fine, 'issuer.https', 'issuer.discovery'])
      expect(stateOf(examination, check)).toEqual(['ok']);
    expect(stateOf(examination, 'owner')).toEqual(['warning']);
    expect(stateOf(examination, 'disk')).toHaveLength(database === 'sqlite' ? 1 : 0);
    const { out } = await commandLine.run(['doctor']);
    expect(out).toMatch(/^✓ settings: /);
    expect(out).toContain('! owner: Nobody owns this instance yet.\n    Run: gatehouse setup-code\n');
    expect(out).toMatch(/\nNothing is broken, \d+ to look at\.\n$/);
  });

  it('sees another master key', async () => {
    const examination = await examine({ MASTER_KEY: randomBytes(32).toString('base64') });
    expect(examination).toMatchObject({ code: 1, healthy: false });
    expect(stateOf(examination, 'master_key')).toEqual(['broken']);
  });

  it('lists every fault of the environment, and looks no further', async () => {
    const examination = await examine({ PORT: 'many', MASTER_KEY: 'short' });
    expect(examination.checks.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'settings broken',
      'settings broken',
    ]);
    expect(JSON.stringify(examination)).not.toContain('short"');
  });

  it('sees that nobody answers at the issuer', async () => {
    const examination = await examine({ ISSUER_URL: 'http://127.0.0.1:9' });
    expect(stateOf(examination, 'issuer.discovery')).toEqual(['broken']);
    expect(examination.code).toBe(1);
  });

  it('sees that somebody else answers at the issuer', async () => {
    const other: Server = createServer((_request, response) => response.end('{"issuer":"https://other.example"}'));
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    try {
      const address = other.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const examination = await examine({ ISSUER_URL: `http://127.0.0.1:${port}` });
      const found = examination.checks.find(({ check }) => check === 'issuer.discovery');
      expect(found).toMatchObject({ state: 'broken', detail: expect.stringContaining('"https://other.example"') });
    } finally {
      other.close();
    }
  });

  it('sees a database that cannot be reached, without repeating its password', async () => {
    const DATABASE_URL = 'mysql://gatehouse:canary-password@127.0.0.1:9/gatehouse';
    const { code, out, err } = await commandLine.run(['doctor'], { DATABASE_URL });
    expect(code).toBe(1);
    expect(out).toContain('✗ database: ');
    expect(out + err).not.toContain('canary-password');
  });

  it('sees a faulty configuration file', async () => {
    writeFileSync(commandLine.path('bad.yaml'), 'version: 1\nclients: [{ client_id: x }]\n');
    const examination = await examine({ CONFIG_FILE: 'bad.yaml' });
    expect(stateOf(examination, 'configuration_file')).toContain('broken');
  });

  it('sees a schema that is older or newer than this version', async () => {
    await changeDatabase(instance.databaseUrl, `DELETE FROM migration WHERE timestamp = 1767225600003`);
    const older = await examine();
    expect(older.checks).toContainEqual(
      expect.objectContaining({ check: 'schema', state: 'broken', fix: 'Run: gatehouse migrate' }),
    );
    expect(await commandLine.run(['export'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('gatehouse migrate'),
    });
    await changeDatabase(
      instance.databaseUrl,
      `INSERT INTO migration (timestamp, name) VALUES (1767225600003, 'CreateLedger1767225600003')`,
      `INSERT INTO migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
    );
    const newer = await examine();
    expect(newer.checks).toContainEqual(
      expect.objectContaining({ check: 'schema', state: 'warning', detail: expect.stringContaining('newer version') }),
    );
    expect(newer.code).toBe(0);
    await changeDatabase(instance.databaseUrl, `DELETE FROM migration WHERE timestamp = 9999999999999`);
  });

  const onFiles = database === 'sqlite' ? it : it.skip;
  onFiles('sees files that others may read', async () => {
    const key = join(commandLine.folder, 'own', 'master.key');
    const own = { DATABASE_URL: `sqlite:${join(commandLine.folder, 'own', 'gatehouse.sqlite')}`, MASTER_KEY: '' };
    expect((await commandLine.run(['doctor'], own)).out).toContain('does not exist yet');
    expect(existsSync(key)).toBe(false);
    await commandLine.run(['migrate'], own);
    chmodSync(key, 0o644);
    const examination = await examine(own);
    expect(examination.checks).toContainEqual(
      expect.objectContaining({
        check: 'files',
        state: 'broken',
        fix: expect.stringMatching(/^Run: chmod 600 .*master\.key$/),
      }),
    );
  });

  describe('gatehouse operator create', () => {
    it('makes a machine client that the admin API lets in', async () => {
      const made = await commandLine.json<{ client_id: string; client_secret: string }>(['operator', 'create']);
      expect(made.client_secret).toMatch(/^gh_cs_/);
      const token = await fetch(`${instance.issuer}/oauth/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${made.client_id}:${made.client_secret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials&resource=urn:gatehouse:admin',
      });
      const { access_token } = (await token.json()) as { access_token: string };
      const answer = await fetch(`${instance.issuer}/admin/v1/clients/${made.client_id}`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      expect(await answer.json()).toMatchObject({ client_id: made.client_id, client_name: 'Command line' });
    });

    it('saves the credentials for its owner alone instead of showing them, once', async () => {
      const { code, out, err } = await commandLine.run(['operator', 'create', '--save', 'credentials.env']);
      expect({ code, out }).toEqual({ code: 0, out: '' });
      const file = commandLine.path('credentials.env');
      const text = readFileSync(file, 'utf8');
      expect(text).toMatch(/^GATEHOUSE_CLIENT_ID=operator-[0-9a-f]{8}\nGATEHOUSE_CLIENT_SECRET=gh_cs_[\w-]{64}\n$/);
      expect(err).not.toContain('gh_cs_');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const before = (await commandLine.run(['export'])).out;
      expect(await commandLine.run(['operator', 'create', '--save', 'credentials.env'])).toMatchObject({ code: 1 });
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect((await commandLine.run(['export'])).out).toBe(before);
    });

    it('gives no more scopes than asked for, and none that the admin API does not have', async () => {
      const made = await commandLine.json<{ scopes: string[] }>([
        'operator',
        'create',
        '--scope',
        'audit:read',
        'keys:read',
      ]);
      expect(made.scopes).toEqual(['audit:read', 'keys:read']);
      expect((await commandLine.run(['operator', 'create', '--scope', 'orders:read'])).code).toBe(2);
      expect((await commandLine.run(['operator', 'create', '--days', '0'])).code).toBe(2);
    });
  });
});
