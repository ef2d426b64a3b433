/** The operator's command as it is run: dist/apps/cli/main.js, on each database. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeOnEveryDatabase, createTestDatabase, type TestDatabase } from '@gatehouse/persistence/testing';

const MAIN = resolve(__dirname, '../../../dist/apps/cli/main.js');

const FILE = `version: 1
apis:
  - identifier: https://api.example.com/orders
    name: Orders API
    scopes:
      - { name: orders:read, description: See your orders }
clients:
  - client_id: web
    client_name: Example shop
    application_type: web
    client_secret: \${WEB_SECRET}
    redirect_uris: [https://shop.example.com/callback]
    grant_types: [authorization_code, refresh_token]
    scope: openid orders:read
users:
  - username: alice
    password: \${ALICE_PASSWORD}
    roles: [owner]
`;

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describeOnEveryDatabase('gatehouse', (dialect) => {
  let database: TestDatabase;
  let folder: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
    environment = {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: database.url,
      MASTER_KEY: randomBytes(32).toString('base64'),
      WEB_SECRET: randomBytes(32).toString('base64url'),
      ALICE_PASSWORD: 'correct horse battery staple',
    };
    writeFileSync(join(folder, 'gatehouse.yaml'), FILE);
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function gatehouse(arguments_: string[], more: Record<string, string> = {}): Promise<Run> {
    return new Promise((done) => {
      const options = { cwd: folder, env: { ...environment, ...more } };
      execFile(process.execPath, [MAIN, ...arguments_], options, (error, out, err) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  }

  it('migrates an empty database once', async () => {
    expect((await gatehouse(['migrate', '--json'])).out).toContain('"applied"');
    expect(await gatehouse(['migrate'])).toMatchObject({ code: 0, out: 'The database is up to date.\n' });
  });

  it('offers a set-up link until somebody owns the instance', async () => {
    const offer = await gatehouse(['setup-code']);
    expect(offer.out).toMatch(/^http:\/\/localhost:4000\/setup\?code=gh_su_/);
  });

  it('plans without changing, applies, and has nothing to do the second time', async () => {
    const planned = await gatehouse(['plan', 'gatehouse.yaml']);
    expect(planned.out).toContain('+ client web');
    expect((await gatehouse(['plan', 'gatehouse.yaml'])).out).toBe(planned.out);
    expect((await gatehouse(['apply', 'gatehouse.yaml'])).out).toContain('3 of 3 differ.');
    expect((await gatehouse(['apply', 'gatehouse.yaml'])).out).toContain('Nothing to change.');
  });

  it('shows what differs, and never a secret', async () => {
    writeFileSync(join(folder, 'changed.yaml'), FILE.replace('Example shop', 'Better shop'));
    const secret = randomBytes(32).toString('base64url');
    const { out, code } = await gatehouse(['plan', 'changed.yaml'], { WEB_SECRET: secret });
    expect(code).toBe(0);
    expect(out).toContain('clientName: "Example shop" -> "Better shop"');
    expect(out).toContain('client_secret: "(set)" -> "(new)"');
    expect(out).not.toContain(secret);
  });

  it('offers no set-up link any more: the file brought an owner', async () => {
    expect(await gatehouse(['setup-code'])).toMatchObject({ code: 1, err: expect.stringContaining('is set up') });
  });

  it('announces keys, and lets them sign at the second call', async () => {
    await gatehouse(['keys', 'rotate', '--now']);
    const keys = JSON.parse((await gatehouse(['keys', 'list', '--json'])).out) as { state: string }[];
    expect(keys.map((key) => key.state).sort()).toEqual(['active', 'active']);
    await gatehouse(['keys', 'rotate']);
    const announced = JSON.parse((await gatehouse(['keys', 'list', '--json'])).out) as { state: string }[];
    expect(announced.map((key) => key.state).sort()).toEqual(['active', 'active', 'next', 'next']);
  });

  it('names file, line and rule of a bad file, and changes nothing', async () => {
    writeFileSync(join(folder, 'bad.yaml'), FILE.replace('[owner]', '[king]'));
    const { code, err } = await gatehouse(['apply', 'bad.yaml']);
    expect(code).toBe(78);
    expect(err).toMatch(/^bad\.yaml:18:5 U01 users\[0\]\.roles: /);
  });

  it('says what is wrong with its environment, and with its usage', async () => {
    const environmentFault = await gatehouse(['keys', 'list'], { DATABASE_URL: 'postgres://x' });
    expect(environmentFault).toMatchObject({ code: 78, err: expect.stringContaining('DATABASE_URL: ') });
    expect((await gatehouse(['explode'])).code).toBe(2);
    expect((await gatehouse(['--help'])).code).toBe(0);
    expect((await gatehouse(['apply', 'missing.yaml'])).code).toBe(1);
  });

  it('refuses to work with another master key', async () => {
    const other = { MASTER_KEY: randomBytes(32).toString('base64') };
    expect(await gatehouse(['keys', 'list'], other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('MASTER_KEY'),
    });
  });
});
