import type { IdentityAccount } from '@gatehouse/identity';
import type { ApiRecord, ClientRecord, ClientSecretRecord } from '@gatehouse/protocol';
import { clientSettings } from './client-record';
import { exportConfiguration, formatConfiguration, type ExportServices } from './export-configuration';
import { readConfiguration } from './read-configuration';

const NOW = Date.parse('2026-01-01T00:00:00Z');

const api = (changes: Partial<ApiRecord> = {}): ApiRecord => ({
  identifier: 'https://api.example.com/orders',
  name: 'Orders API',
  accessTokenFormat: 'jwt',
  signingAlgorithm: 'ES256',
  accessTokenLifetime: 600,
  scopes: [{ name: 'orders:read', description: 'See your orders' }],
  disabledAt: null,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});

const client = (changes: Partial<ClientRecord> = {}): ClientRecord => ({
  clientId: 'web',
  clientName: 'Example shop',
  applicationType: 'web',
  redirectUris: ['https://shop.example.com/callback'],
  postLogoutRedirectUris: [],
  grantTypes: ['authorization_code'],
  responseTypes: ['code'],
  scope: ['openid'],
  tokenEndpointAuthMethod: 'client_secret_basic',
  idTokenSignedResponseAlg: 'RS256',
  requirePkce: true,
  consent: 'required',
  assertionAudience: 'any',
  secrets: [],
  disabledAt: null,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});

const secret = (changes: Partial<ClientSecretRecord> = {}): ClientSecretRecord => ({
  id: '019b0000-0000-7000-8000-000000000001',
  clientId: 'web',
  digest: Buffer.alloc(32),
  createdAt: NOW,
  expiresAt: null,
  lastUsedAt: null,
  lastUsedIp: null,
  lastUsedMethod: null,
  ...changes,
});

const user = (changes: Partial<IdentityAccount> = {}): IdentityAccount =>
  ({
    id: `019b0000-0000-7000-8000-${String(changes.username ?? 'alice').padStart(12, '0')}`,
    username: 'alice',
    email: null,
    emailVerified: false,
    passwordHash: null,
    roles: [],
    claims: {},
    disabledAt: null,
    tokensRevokedBefore: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  }) as IdentityAccount;

/** Stores that page by two, in an order of their own. */
function stored(apis: ApiRecord[], clients: ClientRecord[], users: IdentityAccount[]): ExportServices {
  const pages = <T>(all: readonly T[], keyOf: (entry: T) => string) => ({
    list: async ({ after, limit }: { after?: string; limit: number }) =>
      all.slice(after === undefined ? 0 : all.findIndex((entry) => keyOf(entry) === after) + 1).slice(0, limit),
  });
  return {
    now: NOW,
    registry: {
      registryReads: { apis: { list: async () => apis }, clients: pages(clients, (entry) => entry.clientId) },
    } as unknown as ExportServices['registry'],
    identity: {
      identityReads: { identityAccounts: pages(users, (entry) => entry.id) },
    } as unknown as ExportServices['identity'],
  };
}

async function textOf(apis: ApiRecord[], clients: ClientRecord[], users: IdentityAccount[]) {
  const exported = await exportConfiguration(stored(apis, clients, users));
  const text = formatConfiguration(exported);
  const environment = Object.fromEntries(exported.references.map((name) => [name, 'x'.repeat(40)]));
  return { ...exported, text, read: () => readConfiguration('exported.yaml', text, environment).configuration };
}

describe('An exported configuration', () => {
  it('leaves out the console, which the server registers itself', async () => {
    const { document } = await textOf([], [client({ clientId: 'gatehouse-console' }), client()], []);
    expect(document.clients.map((entry) => entry['client_id'])).toEqual(['web']);
  });

  it('reads as a person would write it', async () => {
    const { text } = await textOf(
      [api()],
      [client({ secrets: [secret()], scope: ['openid', 'orders:read'] })],
      [user({ email: 'alice@example.com', passwordHash: '$argon2id$…', roles: ['owner'], claims: { locale: 'en' } })],
    );
    expect(text.slice(text.indexOf('version'))).toBe(`version: 1
apis:
  - identifier: https://api.example.com/orders
    name: Orders API
    access_token_format: jwt
    access_token_lifetime: 600
    access_token_signing_alg: ES256
    scopes:
      - { name: orders:read, description: See your orders }
clients:
  - client_id: web
    client_name: Example shop
    application_type: web
    client_secret: \${WEB_CLIENT_SECRET}
    redirect_uris:
      - https://shop.example.com/callback
    grant_types:
      - authorization_code
    response_types:
      - code
    scope: openid orders:read
    token_endpoint_auth_method: client_secret_basic
    id_token_signed_response_alg: RS256
    require_pkce: true
    consent: required
users:
  - username: alice
    email: alice@example.com
    email_verified: false
    password: \${ALICE_PASSWORD}
    roles:
      - owner
    claims:
      locale: en
`);
  });

  it('keeps every setting of a client', async () => {
    const everything = client({
      clientId: 'all',
      applicationType: 'agent',
      redirectUris: ['https://a.example/cb', 'https://b.example/cb'],
      postLogoutRedirectUris: ['https://a.example/'],
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      responseModes: ['query', 'form_post'],
      scope: ['openid', 'offline_access'],
      tokenEndpointAuthMethod: 'private_key_jwt',
      tokenEndpointAuthSigningAlg: 'ES256',
      jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: '1', use: 'sig', x: 'A'.repeat(43), y: 'B'.repeat(43) }] },
      idTokenSignedResponseAlg: 'ES256',
      requirePkce: false,
      consent: 'skip',
      assertionAudience: 'issuer',
      accessTokenLifetime: 60,
      refreshTokenRotation: false,
      refreshTokenGrace: 0,
      refreshTokenLifetime: 3600,
      refreshTokenIdleLifetime: 600,
      defaultMaxAge: 0,
      logoUri: 'https://a.example/logo.png',
      clientUri: 'https://a.example',
      policyUri: 'https://a.example/policy',
      tosUri: 'https://a.example/terms',
      contacts: ['ops@a.example'],
      introspects: ['https://api.example.com/orders'],
      disabledAt: NOW,
    });
    const { read } = await textOf([api()], [everything], []);
    const [again] = read().clients;
    const {
      secrets: _secrets,
      disabledAt: _disabledAt,
      createdAt: _createdAt,
      updatedAt: _updatedAt,
      ...settings
    } = everything;
    expect(again && clientSettings(again)).toEqual(settings);
    expect(again?.disabled).toBe(true);
  });

  it('keeps disabled APIs and users, and the algorithm of an API', async () => {
    const { read } = await textOf(
      [api({ disabledAt: NOW, signingAlgorithm: 'RS256', accessTokenFormat: 'opaque' })],
      [],
      [user({ disabledAt: NOW })],
    );
    const { apis, users } = read();
    expect(apis[0]).toMatchObject({ disabled: true, access_token_signing_alg: 'RS256', access_token_format: 'opaque' });
    expect(users[0]).toMatchObject({ username: 'alice', disabled: true });
  });

  it.each([
    'yes',
    'null',
    '~',
    '1e3',
    '0x1F',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '"',
    "'",
    '|',
    '> x',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '${NAME}',
    '$${NAME}',
    '$$${',
    'pay ${amount',
    '{ a }',
    '[a]',
    'a\nb',
    '\n',
    'a\r\nb',
    '\ttab\t',
    ' spaces ',
    '\u0000\u0007',
    '\u0085\u2028\u2029',
    'é ß 😀',
    '\ufeff',
    `${'long '.repeat(40)}\nline`,
    '2026-01-01',
    '<<',
    '=',
    'a\\nb',
  ])('keeps the text %j', async (text) => {
    const scopes = [{ name: 'orders:read', description: text }];
    const { read } = await textOf([api({ name: text, scopes })], [], [user({ claims: { nickname: text } })]);
    const { apis, users } = read();
    expect(apis[0]).toMatchObject({ name: text, scopes });
    expect(users[0]?.claims).toEqual({ nickname: text });
  });

  it('does not depend on the order in which the database answers', async () => {
    const clients = ['b', 'B', 'a', '_', 'a-1', 'ab'].map((clientId) => client({ clientId }));
    const users = ['zoë', 'bob', 'Bob2', 'émile'].map((username, index) => user({ username, id: String(index) }));
    const one = await textOf([api(), api({ identifier: 'urn:a' })], clients, users);
    const other = await textOf([api({ identifier: 'urn:a' }), api()], [...clients].reverse(), [...users].reverse());
    expect(other.text).toBe(one.text);
    expect(one.read().clients.map((each) => each.client_id)).toEqual(['B', '_', 'a', 'a-1', 'ab', 'b']);
  });

  it('gives every secret a name of its own that is nobody else’s', async () => {
    const ids = ['my-app', 'my.app', 'my_app', '1st', 'gatehouse', 'ünï'];
    const clients = ids.map((clientId) => client({ clientId, secrets: [secret({ clientId })] }));
    const users = [user({ username: 'my_app', passwordHash: 'x' })];
    const { references, text } = await textOf([], clients, users);
    expect(new Set(references).size).toBe(7);
    for (const name of references) expect(text).toContain(`\${${name}}`);
    expect(references).toEqual(
      expect.arrayContaining(['_1ST_CLIENT_SECRET', 'MY_APP_CLIENT_SECRET', 'MY_APP_PASSWORD']),
    );
    expect(references).not.toContain('GATEHOUSE_CLIENT_SECRET');
    for (const name of references) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
  });

  it('says what a file cannot say, and leaves out secrets that have ended', async () => {
    const two = [secret({ id: '1' }), secret({ id: '2', expiresAt: NOW + 1 })];
    const { warnings } = await textOf([], [client({ secrets: two })], []);
    expect(warnings).toEqual([
      'Client "web" has 2 live secrets; a file names one.',
      'Client "web" has a secret that ends by itself; a secret from a file does not.',
    ]);
    const ended = await textOf([], [client({ secrets: [secret({ expiresAt: NOW })] })], []);
    expect(ended).toMatchObject({ warnings: [], references: [] });
  });
});

describe('A secret whose variable is not set', () => {
  const file =
    'version: 1\nusers:\n  - username: alice\n    password: ${NOT_SET}\n    claims: { name: "${NOT_SET_EITHER}" }\n';

  it('is a fault', () => {
    expect(() => readConfiguration('f', file, {})).toThrow('f:4:5 F03 users[0].password');
  });

  it('may stay as it is stored, if it is a secret and nothing else', () => {
    expect(() => readConfiguration('f', file, {}, { keepSecrets: true })).toThrow('f:5:15 F03 users[0].claims.name');
    const { configuration } = readConfiguration('f', file, { NOT_SET_EITHER: 'x' }, { keepSecrets: true });
    expect(configuration.users[0]).not.toHaveProperty('password');
    expect(configuration.users[0]?.missing_password).toMatchObject({ rule: 'F03', line: 4, path: 'users[0].password' });
    expect(() =>
      readConfiguration('f', file.replace('${NOT_SET}', '"a${NOT_SET}"'), {}, { keepSecrets: true }),
    ).toThrow('F03 users[0].password');
  });
});
