/** Configuration as code: an instance becomes a file, and the file the same instance again, on each database. */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '@gatehouse/persistence/testing';
import { CommandLine } from './support/command-line';

/** Everything that a file can say, some of it awkward. */
const FILE = `version: 1
apis:
  - identifier: urn:example:reports
    name: 'Reports: "all" $\${not} # a comment'
    access_token_format: opaque
    access_token_signing_alg: RS256
    disabled: true
  - identifier: https://api.example.com/orders
    name: Orders API
    access_token_lifetime: 300
    scopes:
      - { name: orders:write, description: "Change your orders, and\\nsee them" }
      - { name: orders:read }
clients:
  - client_id: zebra
    application_type: machine
    grant_types: [client_credentials]
    token_endpoint_auth_method: private_key_jwt
    token_endpoint_auth_signing_alg: ES256
    assertion_audience: issuer
    jwks:
      keys:
        - { kty: EC, crv: P-256, kid: "1", use: sig, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU, y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0 }
    scope: orders:write
  - client_id: web
    client_name: 'null'
    application_type: web
    client_secret: \${A_SECRET}
    redirect_uris: [https://shop.example.com/callback, https://shop.example.com/other?x=1]
    post_logout_redirect_uris: [https://shop.example.com/]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    response_modes: [form_post]
    scope: openid profile offline_access orders:read
    token_endpoint_auth_method: client_secret_post
    id_token_signed_response_alg: ES256
    require_pkce: false
    consent: skip
    access_token_lifetime: 120
    refresh_token_rotation: rotate
    refresh_token_grace: 5
    refresh_token_lifetime: 86400
    refresh_token_idle_lifetime: 3600
    default_max_age: 3600
    contacts: [ops@example.com]
    client_uri: https://shop.example.com
    logo_uri: https://shop.example.com/logo.png
    policy_uri: https://shop.example.com/policy
    tos_uri: https://shop.example.com/terms
  - client_id: Web
    application_type: spa
    redirect_uris: [https://spa.example.com/callback]
    disabled: true
  - client_id: orders-api
    application_type: machine
    grant_types: [client_credentials]
    token_endpoint_auth_method: client_secret_basic
    client_secret: \${B_SECRET}
    introspects: [https://api.example.com/orders]
users:
  - username: zoë
    email: zoe@example.com
    email_verified: true
    password: \${A_PASSWORD}
    roles: [support, owner]
    claims:
      name: Zoë Example
      phone_number_verified: false
      address: { country: CH, formatted: "Street 1\\nZürich" }
  - username: alice
    disabled: true
  - username: bob.b
    email: bob@example.com
    password: \${B_PASSWORD}
`;
const FIRST = {
  A_SECRET: 'a'.repeat(40),
  B_SECRET: 'b'.repeat(40),
  A_PASSWORD: 'correct horse battery staple',
  B_PASSWORD: 'another horse battery staple',
};
const SECOND = {
  WEB_CLIENT_SECRET: FIRST.A_SECRET,
  ORDERS_API_CLIENT_SECRET: FIRST.B_SECRET,
  ZOE_PASSWORD: FIRST.A_PASSWORD,
  BOB_B_PASSWORD: FIRST.B_PASSWORD,
};

describeOnEveryDatabase('gatehouse export', (dialect) => {
  const databases: TestDatabase[] = [];
  const commandLines: CommandLine[] = [];
  let first: CommandLine;

  async function instance(): Promise<CommandLine> {
    const database = await createTestDatabase(dialect);
    databases.push(database);
    const MASTER_KEY = randomBytes(32).toString('base64');
    const commandLine = new CommandLine({ DATABASE_URL: database.url, MASTER_KEY });
    commandLines.push(commandLine);
    return commandLine;
  }

  beforeAll(async () => {
    first = await instance();
    writeFileSync(first.path('gatehouse.yaml'), FILE);
    expect(await first.run(['apply', 'gatehouse.yaml'], FIRST)).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
    for (const commandLine of commandLines) commandLine.remove();
  });

  it('makes a file from which an empty instance becomes the same, byte for byte', async () => {
    const exported = await first.run(['export']);
    expect(exported).toMatchObject({ code: 0, err: '' });
    const second = await instance();
    writeFileSync(second.path('exported.yaml'), exported.out);
    expect(await second.run(['apply', 'exported.yaml'], SECOND)).toMatchObject({
      code: 0,
      out: expect.stringContaining('9 of 9 differ.'),
    });
    expect((await second.run(['export'])).out).toBe(exported.out);
    expect((await second.run(['plan', 'exported.yaml'], SECOND)).out).toContain('Nothing to change.');
  });

  it('says everything that the first file said', async () => {
    expect((await first.run(['plan', 'gatehouse.yaml'], FIRST)).out).toContain('Nothing to change.');
    writeFileSync(first.path('exported.yaml'), (await first.run(['export'])).out);
    const again = await first.run(['plan', 'exported.yaml', '--keep-secrets', '--detailed-exitcode']);
    expect(again).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing to change.') });
  });

  it('holds no secret and no password, in either form', async () => {
    const texts = [(await first.run(['export'])).out, (await first.run(['export', '--json'])).out];
    for (const text of texts) {
      for (const secret of [...Object.values(FIRST), '$argon2']) expect(text).not.toContain(secret);
    }
    const { references } = await first.json<{ references: string[] }>(['export']);
    expect([...references].sort()).toEqual(Object.keys(SECOND).sort());
  });

  it('writes a file whole, for its owner alone, and leaves out people when asked to', async () => {
    const { out } = await first.run(['export']);
    expect(await first.run(['export', '--output', 'out.yaml'])).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(first.path('out.yaml'), 'utf8')).toBe(out);
    expect(statSync(first.path('out.yaml')).mode & 0o777).toBe(0o600);
    const { configuration } = await first.json<{ configuration: { users: unknown[]; clients: unknown[] } }>([
      'export',
      '--no-users',
    ]);
    expect(configuration.users).toEqual([]);
    expect(configuration.clients).toHaveLength(4);
  });

  it('gives JSON that can be applied as it is', async () => {
    const { configuration } = await first.json<{ configuration: unknown }>(['export']);
    writeFileSync(first.path('configuration.json'), JSON.stringify(configuration));
    expect((await first.run(['plan', 'configuration.json', '--keep-secrets'])).out).toContain('Nothing to change.');
  });
});
