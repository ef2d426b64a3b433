/** The commands that ask the admin API, against a real server on each database. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { CommandLine } from './support/command-line';
import { Instance, UserAgent } from './support/instance';

const CALLBACK = 'https://shop.example/callback';
const PASSWORD = 'seven quiet otters swim';
const ALICE = { username: 'alice', email: 'alice@example.com' };

const CONFIGURATION = `version: 1
apis:
  - identifier: https://api.example.com/orders
    name: Orders API
    scopes: [{ name: orders:read, description: See your orders }]
users:
  - { username: ${ALICE.username}, email: ${ALICE.email}, email_verified: true, password: ${PASSWORD} }
  - { username: owner, password: ${PASSWORD}, roles: [owner] }
`;

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}
interface Listed<Item> {
  readonly items: Item[];
  readonly next: string | null;
}
interface TokenRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly parent_id: string | null;
}

describeOnEveryDatabase('gatehouse over the admin API', (database) => {
  let instance: Instance;
  let gatehouse: CommandLine;
  /** Beside the server, with its database. */
  let direct: CommandLine;
  const shop = { id: '', secret: '' };

  beforeAll(async () => {
    const MASTER_KEY = randomBytes(32).toString('base64');
    instance = await Instance.start({ database, configuration: CONFIGURATION, environment: { MASTER_KEY } });
    direct = new CommandLine({ DATABASE_URL: instance.databaseUrl, MASTER_KEY, ISSUER_URL: instance.issuer });
    const made = await direct.json<{ client_id: string; client_secret: string }>(['operator', 'create']);
    // From here on the command line knows the server's address and its credentials, and no database.
    gatehouse = new CommandLine({
      GATEHOUSE_URL: instance.issuer,
      GATEHOUSE_CLIENT_ID: made.client_id,
      GATEHOUSE_CLIENT_SECRET: made.client_secret,
    });
  });
  afterAll(async () => {
    await instance.stop();
    gatehouse.remove();
    direct.remove();
  });

  async function token(fields: Record<string, string>): Promise<Tokens> {
    const answer = await fetch(`${instance.issuer}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${shop.id}:${shop.secret}`).toString('base64')}` },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Tokens;
  }

  async function isActive(value: string): Promise<boolean> {
    const answer = await fetch(`${instance.issuer}/oauth/introspect`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${shop.id}:${shop.secret}`).toString('base64')}` },
      body: new URLSearchParams({ token: value }),
    });
    return ((await answer.json()) as { active: boolean }).active;
  }

  /** Alice signs in at the shop. */
  async function signIn(): Promise<Tokens> {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL(`${instance.issuer}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: shop.id,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid offline_access orders:read',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await new UserAgent(instance.issuer).authorize(url, ALICE.username, PASSWORD);
    const code = landing.url.searchParams.get('code') ?? '';
    return token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier });
  }

  describe('getting in', () => {
    it('says what to do without credentials, and that nothing was reached', async () => {
      const run = await gatehouse.run(['clients', 'list'], { GATEHOUSE_CLIENT_SECRET: '' });
      expect(run).toMatchObject({
        code: 78,
        out: '',
        err: expect.stringContaining('gatehouse operator create --save'),
      });
    });

    it('says that the credentials are not accepted, without repeating them', async () => {
      const run = await gatehouse.run(['clients', 'list'], { GATEHOUSE_CLIENT_SECRET: 'canary-wrong-secret' });
      expect(run).toMatchObject({ code: 1, out: '', err: expect.stringContaining('does not accept') });
      expect(run.err).not.toContain('canary-wrong-secret');
    });

    it('says that nobody answers', async () => {
      const run = await gatehouse.run(['clients', 'list'], { GATEHOUSE_URL: 'http://127.0.0.1:9' });
      expect(run).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('http://127.0.0.1:9 cannot be reached'),
      });
    });

    it('refuses an address to which a secret must not be sent', async () => {
      const run = await gatehouse.run(['clients', 'list'], { GATEHOUSE_URL: 'http://gatehouse.example.com' });
      expect(run).toMatchObject({ code: 78, err: expect.stringMatching(/^GATEHOUSE_URL: /) });
    });
  });

  describe('clients', () => {
    it('are made from a few words, with their secret shown once', async () => {
      const made = await gatehouse.json<{ client_id: string; secret: { client_secret: string } }>([
        ...['clients', 'create', '--name', 'Example shop', '--type', 'web', '--redirect-uri', CALLBACK],
        ...['--scope', 'openid', 'offline_access', 'orders:read'],
      ]);
      Object.assign(shop, { id: made.client_id, secret: made.secret.client_secret });
      const shown = await gatehouse.run(['clients', 'show', shop.id]);
      expect(shown.out).toContain('Example shop');
      expect(shown.out).not.toContain(shop.secret);
    });

    it('are made from metadata on standard input, and refused with rule and fix', async () => {
      const metadata = { client_name: 'App', application_type: 'spa', redirect_uris: ['https://spa.example/*'] };
      const refused = await gatehouse.run(['clients', 'create', '--file', '-'], {}, JSON.stringify(metadata));
      expect(refused).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(/client_invalid[^]*R\d\d \/redirect_uris\/0: /),
      });
      const mended = { ...metadata, redirect_uris: ['https://spa.example/callback'] };
      const made = await gatehouse.json<{ secret: unknown }>(
        ['clients', 'create', '--file', '-'],
        {},
        JSON.stringify(mended),
      );
      expect(made.secret).toBeNull();
      expect((await gatehouse.run(['clients', 'create', '--file', '-'], {}, 'no json')).code).toBe(2);
    });

    it('are listed as a table and as JSON, as many as are asked for', async () => {
      const { out } = await gatehouse.run(['clients', 'list']);
      expect(out).toMatch(/^CLIENT +NAME +KIND +STATE +AUTHENTICATES +MADE\n/);
      const all = await gatehouse.json<Listed<{ client_id: string }>>(['clients', 'list']);
      const first = await gatehouse.json<Listed<{ client_id: string }>>(['clients', 'list', '--limit', '1']);
      expect(all.items.length).toBeGreaterThan(2);
      expect(first.items).toEqual(all.items.slice(0, 1));
      const rest = await gatehouse.json<Listed<{ client_id: string }>>([
        'clients',
        'list',
        '--all',
        '--cursor',
        first.next ?? '',
      ]);
      expect(rest).toEqual({ items: all.items.slice(1), next: null });
      expect((await gatehouse.run(['clients', 'list', '--limit', '1'])).err).toContain('There is more');
    });

    it('get new secrets beside the old ones, two at most', async () => {
      const rolled = await gatehouse.json<{ id: string; client_secret: string }>([
        'clients',
        'secret',
        'roll',
        shop.id,
      ]);
      expect(rolled.client_secret).toMatch(/^gh_cs_/);
      const third = await gatehouse.run(['clients', 'secret', 'create', shop.id]);
      expect(third).toMatchObject({ code: 1, err: expect.stringContaining('too_many_secrets') });
      const listed = await gatehouse.json<Listed<{ id: string; expires_at: number | null }>>([
        'clients',
        'secret',
        'list',
        shop.id,
      ]);
      expect(listed.items).toHaveLength(2);
      expect(listed.items.filter((secret) => secret.expires_at === null).map(({ id }) => id)).toEqual([rolled.id]);
      expect(await gatehouse.run(['clients', 'secret', 'delete', shop.id, rolled.id])).toMatchObject({ code: 2 });
      expect(await gatehouse.run(['clients', 'secret', 'delete', shop.id, rolled.id, '--yes'])).toMatchObject({
        code: 0,
      });
    });

    it('are judged, and a script may insist on a grade', async () => {
      const { grade } = await gatehouse.json<{ grade: string }>(['clients', 'lint', shop.id]);
      expect('ABCDEF').toContain(grade);
      expect((await gatehouse.run(['clients', 'lint', shop.id, '--at-least', grade === 'F' ? 'E' : grade])).code).toBe(
        grade === 'F' ? 1 : 0,
      );
    });

    it('are disabled, enabled, and deleted only when somebody means it', async () => {
      const { client_id: id } = await gatehouse.json<{ client_id: string }>([
        ...[
          'clients',
          'create',
          '--name',
          'Short-lived',
          '--type',
          'native',
          '--redirect-uri',
          'http://127.0.0.1/cb',
          '--id',
          'a b/c',
        ],
      ]);
      expect((await gatehouse.run(['clients', 'disable', id])).out).toBe('a b/c is disabled.\n');
      expect((await gatehouse.run(['clients', 'enable', id])).out).toBe('a b/c is enabled.\n');
      expect(await gatehouse.run(['clients', 'delete', id])).toMatchObject({
        code: 2,
        err: expect.stringContaining('--yes'),
      });
      expect((await gatehouse.run(['clients', 'delete', id, '--yes'])).code).toBe(0);
      expect(await gatehouse.run(['clients', 'show', id])).toMatchObject({
        code: 1,
        err: expect.stringContaining('client_not_found'),
      });
    });
  });

  describe('tokens', () => {
    let first: Tokens;

    beforeAll(async () => {
      first = await signIn();
      await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    });

    it('are found by who got them', async () => {
      const found = await gatehouse.json<Listed<TokenRow>>([
        'tokens',
        'list',
        '--user',
        'Alice',
        '--client',
        shop.id,
        '--issued-from',
        '1h',
      ]);
      expect(found.items.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['authorization_code', 'access_token', 'refresh_token']),
      );
      const { out } = await gatehouse.run(['tokens', 'list', '--user', ALICE.email, '--kind', 'authorization_code']);
      expect(out).toMatch(
        /^TOKEN +KIND +STATE +CLIENT +SUBJECT +ISSUED +EXPIRES +ADDRESS\n[0-9a-f-]{36} +authorization_code +used +/,
      );
      expect(await gatehouse.run(['tokens', 'list', '--user', 'nobody'])).toMatchObject({ code: 1 });
      expect(await gatehouse.run(['tokens', 'list', '--kind', 'cookie'])).toMatchObject({ code: 2 });
      expect(await gatehouse.run(['tokens', 'list', '--issued-from', 'yesterday'])).toMatchObject({ code: 2 });
    });

    it('are found by themselves, without being shown or sent', async () => {
      for (const value of [first.access_token, first.refresh_token]) {
        const { code, out, err } = await gatehouse.run(['tokens', 'lookup'], {}, `${value}\n`);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toMatch(/^id +[0-9a-f-]{36}\n/);
        const secret = value.split('.').at(-1) ?? value;
        expect(out).not.toContain(secret);
        const log = instance.processes.map((process) => process.output).join('');
        expect(log).not.toContain(secret);
      }
      const altered = `${first.refresh_token.slice(0, -1)}${first.refresh_token.endsWith('A') ? 'B' : 'A'}`;
      expect(await gatehouse.run(['tokens', 'lookup'], {}, altered)).toMatchObject({
        code: 1,
        err: expect.stringContaining('token_not_found'),
      });
      expect(await gatehouse.run(['tokens', 'lookup'], {}, 'not a token')).toMatchObject({ code: 2, out: '' });
      expect((await gatehouse.run(['tokens', 'lookup', first.refresh_token])).err).not.toContain(first.refresh_token);
    });

    it('are shown with everything that they come from', async () => {
      const { out } = await gatehouse.run(['tokens', 'lineage', '-'], {}, first.access_token);
      expect(out).toMatch(
        /^└─ sign-in [^\n]+\n {3}└─ consent [^\n]+\n {6}└─ approval [^\n]+\n {9}└─ authorization_code /,
      );
      expect(out.match(/← this one/g)).toHaveLength(1);
      const id = /access_token ([0-9a-f-]{36})[^\n]*← this one/.exec(out)?.[1] ?? '';
      const lineage = await gatehouse.json<{ tokens: TokenRow[] }>(['tokens', 'lineage', id, '--all']);
      const code = lineage.tokens.find(({ kind }) => kind === 'authorization_code');
      expect(lineage.tokens.find((each) => each.id === id)?.parent_id).toBe(code?.id);
    });

    it('are revoked after a preview and for a reason, with a receipt', async () => {
      const { refresh_token: live, access_token: access } = await signIn();
      expect(await isActive(live)).toBe(true);
      const what = ['tokens', 'revoke', '--user', 'alice', '--client', shop.id];
      expect(await gatehouse.run(what)).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
      const previewed = await gatehouse.run([...what, '--preview']);
      expect(previewed.out).toMatch(/^\d+ tokens would end: 1 users, 1 clients, /);
      expect(await gatehouse.run([...what, '--reason', 'lost laptop'])).toMatchObject({
        code: 2,
        err: expect.stringContaining('--yes'),
      });
      expect(await isActive(live)).toBe(true);
      const receipt = await gatehouse.json<{ id: string; reason: string; state: string; counts: { tokens: number } }>([
        ...[...what, '--reason', 'lost laptop', '--cause', 'lost_device', '--yes'],
      ]);
      expect(receipt).toMatchObject({ reason: 'lost laptop', reason_code: 'lost_device' });
      expect(receipt.counts.tokens).toBeGreaterThan(0);
      expect(await isActive(live)).toBe(false);
      expect(await isActive(access)).toBe(false);
      expect((await gatehouse.run(['tokens', 'receipt', receipt.id])).out).toContain(`Receipt ${receipt.id}\n`);
    });

    it('are revoked one by one when somebody holds them, and by filter', async () => {
      const { refresh_token: refreshToken, access_token: access } = await signIn();
      const one = await gatehouse.run(
        ['tokens', 'revoke', '--pasted', '--reason', 'found in a log', '--yes'],
        {},
        access,
      );
      expect(one).toMatchObject({ code: 0 });
      expect(await isActive(access)).toBe(false);
      expect(await isActive(refreshToken)).toBe(true);
      const filter = [
        'tokens',
        'revoke',
        '--matching',
        '--client',
        shop.id,
        '--kind',
        'refresh_token',
        '--state',
        'active',
      ];
      const receipt = await gatehouse.json<{ state: string }>([
        ...filter,
        '--reason',
        'test',
        '--cause',
        'test',
        '--yes',
      ]);
      expect(receipt.state).toBe('finished');
      expect(await isActive(refreshToken)).toBe(false);
    });

    it('are not revoked by what does not say which', async () => {
      for (const arguments_ of [[], ['--family', 'x', '--client', 'y'], ['--matching']]) {
        const run = await gatehouse.run(['tokens', 'revoke', ...arguments_, '--reason', 'x', '--yes']);
        expect(run).toMatchObject({ code: 2, out: '' });
      }
    });
  });

  describe('people and their sessions', () => {
    it('are listed, shown and given roles', async () => {
      const people = await gatehouse.json<Listed<{ username: string }>>(['users', 'list']);
      expect(people.items.map(({ username }) => username).sort()).toEqual(['alice', 'owner']);
      const shown = await gatehouse.run(['users', 'show', 'ALICE@example.com']);
      expect(shown.out).toContain('alice@example.com');
      expect(shown.out).not.toContain('argon2');
      expect((await gatehouse.run(['users', 'set-roles', 'alice', 'support'])).out).toBe('alice has support.\n');
      expect((await gatehouse.run(['users', 'set-roles', 'alice'])).out).toBe('alice has no role.\n');
      expect(await gatehouse.run(['users', 'set-roles', 'alice', 'king'])).toMatchObject({ code: 2 });
    });

    it('are signed out, one browser or all of them', async () => {
      const { refresh_token: one } = await signIn();
      const { items } = await gatehouse.json<Listed<{ id: string }>>([
        'sessions',
        'list',
        '--user',
        'alice',
        '--state',
        'live',
      ]);
      expect(items.length).toBeGreaterThan(0);
      const newest = items[0]?.id ?? '';
      expect(await gatehouse.run(['sessions', 'end', newest])).toMatchObject({ code: 2 });
      expect(await gatehouse.run(['sessions', 'end', newest, '--reason', 'asked', '--yes'])).toMatchObject({ code: 0 });
      expect(await isActive(one)).toBe(false);
      const { refresh_token: another } = await signIn();
      expect(await gatehouse.run(['sessions', 'end', '--user', 'alice', '--yes'])).toMatchObject({ code: 0 });
      expect(await isActive(another)).toBe(false);
      const live = await gatehouse.json<Listed<unknown>>(['sessions', 'list', '--user', 'alice', '--state', 'live']);
      expect(live.items).toEqual([]);
    });

    it('are disabled, which ends everything, and enabled again', async () => {
      const { refresh_token: live } = await signIn();
      expect((await gatehouse.run(['users', 'disable', 'alice'])).out).toBe('alice is disabled.\n');
      expect(await isActive(live)).toBe(false);
      expect((await gatehouse.run(['users', 'enable', 'alice'])).out).toBe('alice is enabled.\n');
      expect(await isActive(live)).toBe(false);
      await signIn();
    });
  });

  it('ends for good what a client has when a file disables it', async () => {
    interface Exported {
      readonly configuration: { readonly clients: readonly { readonly client_id: string }[] };
    }
    const { refresh_token: live } = await signIn();
    const { configuration } = await direct.json<Exported>(['export', '--no-users']);
    const apply = async (disabled: boolean): Promise<string> => {
      const clients = configuration.clients.map((each) => (each.client_id === shop.id ? { ...each, disabled } : each));
      writeFileSync(direct.path('file.json'), JSON.stringify({ ...configuration, clients }));
      return (await direct.run(['apply', 'file.json', '--keep-secrets'])).out;
    };
    expect(await apply(true)).toContain(`~ client ${shop.id}\n    disabled: (none) -> true\n`);
    expect(await apply(false)).toContain('disabled: true -> (none)');
    expect(await isActive(live)).toBe(false);
  });

  describe('the audit log', () => {
    interface AuditRow {
      readonly event: string;
      readonly actor: { readonly kind: string; readonly id: string | null };
      readonly target: { readonly kind: string; readonly id: string } | null;
      readonly detail: Record<string, unknown>;
    }

    it('says who did what on the database and over the admin API', async () => {
      const { items } = await gatehouse.json<Listed<AuditRow>>(['audit', 'list', '--event', 'client.created', '--all']);
      const kinds = new Map(items.map(({ target, actor }) => [target?.id, actor.kind]));
      expect(kinds.get(gatehouse.environment['GATEHOUSE_CLIENT_ID'])).toBe('operator');
      expect(kinds.get(shop.id)).toBe('client');
      const applied = await gatehouse.json<Listed<AuditRow>>(['audit', 'list', '--event', 'configuration.applied']);
      expect(applied.items.map(({ actor, detail }) => [actor.kind, detail]).slice(-1)).toEqual([
        ['system', { created: 3, updated: 0, unchanged: 0 }],
      ]);
      const { out } = await gatehouse.run(['audit', 'list', '--event', 'client.*', '--limit', '2', '--from', '1h']);
      expect(out).toMatch(/^TIME +EVENT +OUTCOME +ACTOR +TARGET +ADDRESS +ID\n/);
      expect(await gatehouse.run(['audit', 'list', '--event', 'no.such'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('query_invalid'),
      });
    });

    it('is exported whole, to a file or a pipe', async () => {
      const filter = ['--event', 'client.created', '--target', shop.id];
      const { out } = await gatehouse.run(['audit', 'export', '--format', 'csv', ...filter]);
      expect(out).toContain(shop.id);
      expect(await gatehouse.run(['audit', 'export', '--output', 'audit.jsonl', ...filter])).toMatchObject({ code: 0 });
      const lines = readFileSync(gatehouse.path('audit.jsonl'), 'utf8').trim().split('\n');
      const records = lines.map((line) => JSON.parse(line) as { kind: string; record?: { target_id: string } });
      const events = records.filter(({ kind }) => kind === 'event');
      expect(events.map(({ record }) => record?.target_id)).toEqual([shop.id]);
      const refused = await gatehouse.run([
        'audit',
        'export',
        '--output',
        'none.csv',
        '--outcome',
        'success',
        '--event',
        'x',
      ]);
      expect(refused.code).toBe(1);
      expect(existsSync(gatehouse.path('none.csv'))).toBe(false);
    });

    it('is followed as it grows', async () => {
      const following = gatehouse.run(['audit', 'tail', '--event', 'client.disabled', '--count', '1', '--json']);
      let ended = false;
      void following.then(() => (ended = true));
      // It follows from whenever it is there.
      while (!ended) {
        await gatehouse.run(['clients', 'disable', shop.id]);
        await gatehouse.run(['clients', 'enable', shop.id]);
      }
      const { code, out } = await following;
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ event: 'client.disabled', target: { kind: 'client', id: shop.id } });
    });
  });

  it('revokes a signing key, and another one signs', async () => {
    const jwks = async () => {
      const answer = await fetch(`${instance.issuer}/.well-known/jwks.json`);
      return ((await answer.json()) as { keys: { kid: string; alg: string }[] }).keys;
    };
    const kid = (await jwks()).find(({ alg }) => alg === 'RS256')?.kid ?? '';
    const revoke = ['keys', 'revoke', kid, '--reason', 'drill', '--cause', 'test'];
    expect((await gatehouse.run([...revoke, '--preview'])).code).toBe(0);
    expect((await jwks()).map((key) => key.kid)).toContain(kid);
    expect(await gatehouse.run([...revoke, '--yes'])).toMatchObject({ code: 0 });
    const after = await jwks();
    expect(after.map((key) => key.kid)).not.toContain(kid);
    expect(after.map(({ alg }) => alg)).toContain('RS256');
  });

  it('never steers a terminal with what somebody else wrote', async () => {
    const escape = '\u001b[2J\u001b]0;owned\u0007';
    writeFileSync(gatehouse.path('odd.json'), JSON.stringify({ client_name: `x${escape}`, application_type: 'spa' }));
    const { out, err } = await gatehouse.run(['clients', 'create', '--file', 'odd.json']);
    expect(out + err).not.toContain('\u001b');
  });
});
