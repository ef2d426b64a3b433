/** What the operator's command does straight on the database, on each of them. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '@gatehouse/persistence/testing';
import { CommandLine, type Run } from './support/command-line';

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

describeOnEveryDatabase('gatehouse', (dialect) => {
  let database: TestDatabase;
  let commandLine: CommandLine;
  const gatehouse = (arguments_: string[], more?: Record<string, string>): Promise<Run> =>
    commandLine.run(arguments_, more);

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    commandLine = new CommandLine({
      DATABASE_URL: database.url,
      MASTER_KEY: randomBytes(32).toString('base64'),
      WEB_SECRET: randomBytes(32).toString('base64url'),
      ALICE_PASSWORD: 'correct horse battery staple',
    });
    writeFileSync(commandLine.path('gatehouse.yaml'), FILE);
  });
  afterAll(async () => {
    await database.drop();
    commandLine.remove();
  });

  it('looks at nothing that is not there, and makes nothing', async () => {
    for (const arguments_ of [['plan', 'gatehouse.yaml'], ['export'], ['keys', 'list']]) {
      expect(await gatehouse(arguments_)).toMatchObject({ code: 1, err: expect.stringContaining('gatehouse migrate') });
    }
    const { checks } = JSON.parse((await gatehouse(['doctor', '--json'])).out) as { checks: { fix?: string }[] };
    expect(checks).toContainEqual(
      dialect === 'sqlite'
        ? expect.objectContaining({ check: 'database', state: 'broken' })
        : expect.objectContaining({ check: 'schema', state: 'broken', fix: 'Run: gatehouse migrate' }),
    );
  });

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
    writeFileSync(commandLine.path('changed.yaml'), FILE.replace('Example shop', 'Better shop'));
    const secret = randomBytes(32).toString('base64url');
    const { out, code } = await gatehouse(['plan', 'changed.yaml'], { WEB_SECRET: secret });
    expect(code).toBe(0);
    expect(out).toContain('client_name: "Example shop" -> "Better shop"');
    expect(out).toContain('client_secret: "(set)" -> "(new)"');
    expect(out).not.toContain(secret);
  });

  it('tells a script whether there is something to change', async () => {
    expect((await gatehouse(['plan', 'gatehouse.yaml', '--detailed-exitcode'])).code).toBe(0);
    expect((await gatehouse(['plan', 'changed.yaml', '--detailed-exitcode'])).code).toBe(3);
    expect((await gatehouse(['plan', 'missing.yaml', '--detailed-exitcode'])).code).toBe(1);
  });

  it('keeps a secret whose variable is not set when asked to, but makes no client without one', async () => {
    const unset = { WEB_SECRET: '', ALICE_PASSWORD: '' };
    expect(await gatehouse(['plan', 'gatehouse.yaml'], unset)).toMatchObject({
      code: 78,
      err: expect.stringMatching(/^gatehouse\.yaml:11:5 F03 clients\[0\]\.client_secret: [^]*:17:5 F03 users/),
    });
    const kept = await gatehouse(['apply', 'gatehouse.yaml', '--keep-secrets'], unset);
    expect(kept).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to change.') });
    writeFileSync(commandLine.path('other.yaml'), FILE.replace('client_id: web', 'client_id: other'));
    expect(await gatehouse(['apply', 'other.yaml', '--keep-secrets'], unset)).toMatchObject({
      code: 78,
      err: expect.stringContaining('other.yaml:11:5 F03 clients[0].client_secret: '),
    });
    expect((await gatehouse(['export'])).out).not.toContain('client_id: other');
  });

  it('leaves what a file does not say about being disabled, and does what it says', async () => {
    writeFileSync(commandLine.path('off.yaml'), FILE.replace('application_type: web', 'disabled: true'));
    expect((await gatehouse(['apply', 'off.yaml'])).out).toContain('disabled: (none) -> true');
    expect((await gatehouse(['apply', 'gatehouse.yaml'])).out).toContain('Nothing to change.');
    writeFileSync(commandLine.path('on.yaml'), FILE.replace('application_type: web', 'disabled: false'));
    expect((await gatehouse(['apply', 'on.yaml'])).out).toContain('disabled: true -> (none)');
    expect((await gatehouse(['plan', 'on.yaml'])).out).toContain('Nothing to change.');
    expect((await gatehouse(['export'])).out).not.toContain('disabled');
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
    writeFileSync(commandLine.path('bad.yaml'), FILE.replace('[owner]', '[king]'));
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
