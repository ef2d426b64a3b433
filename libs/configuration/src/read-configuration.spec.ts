import { ConfigurationError, formatFinding } from './configuration';
import { readConfiguration } from './read-configuration';

const SECRET = 'k3'.repeat(16);

const GOOD = `version: 1
apis:
  - identifier: https://api.example.com/orders
    name: Orders API
    access_token_format: jwt
    access_token_lifetime: 600
    scopes:
      - { name: orders:read, description: See your orders }
clients:
  - client_id: web
    client_name: Example shop
    application_type: web
    client_secret: \${WEB_SECRET}
    redirect_uris: [https://shop.example.com/callback]
    post_logout_redirect_uris: [https://shop.example.com/]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: openid profile email offline_access orders:read
    token_endpoint_auth_method: client_secret_basic
    require_pkce: true
    consent: required
users:
  - username: alice
    email: alice@example.com
    email_verified: true
    password: \${ALICE_PASSWORD}
    roles: [owner]
    claims: { name: Alice Example, given_name: Alice, family_name: Example, locale: en }
`;
const ENVIRONMENT = { WEB_SECRET: SECRET, ALICE_PASSWORD: 'correct horse battery staple' };

function faultsOf(text: string, environment: Record<string, string> = ENVIRONMENT): string[] {
  try {
    readConfiguration('gatehouse.yaml', text, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.findings.map((finding) => `${finding.line}:${finding.column} ${finding.rule} ${finding.path}`);
  }
}

describe('The configuration file', () => {
  it('is read with variables from the environment', () => {
    const { configuration, warnings } = readConfiguration('gatehouse.yaml', GOOD, ENVIRONMENT);
    expect(warnings).toEqual([]);
    expect(configuration.apis[0]).toMatchObject({
      identifier: 'https://api.example.com/orders',
      access_token_lifetime: 600,
    });
    expect(configuration.clients[0]).toMatchObject({ client_id: 'web', client_secret: SECRET });
    expect(configuration.users[0]).toMatchObject({ username: 'alice', roles: ['owner'], claims: { locale: 'en' } });
  });

  it('may leave out what has a default', () => {
    const text =
      'version: 1\nclients:\n  - client_id: spa\n    application_type: spa\n    redirect_uris: [https://a.example/cb]\n';
    expect(readConfiguration('f', text, {}).configuration).toMatchObject({ apis: [], users: [] });
  });

  it.each([
    ['no YAML', 'version: 1\napis: [', '2:8 F01 '],
    ['a key twice', 'version: 1\nversion: 1\n', '2:1 F01 '],
    ['an anchor', 'version: 1\napis: &a []\nusers: *a\n', '3:1 F02 users'],
    ['no version', 'apis: []\n', '1:1 F04 version'],
    ['an empty file', '', '1:1 F04 '],
    ['an unknown section', 'version: 1\nclient: []\n', '2:1 F05 client'],
  ])('names line, column and rule for %s', (_case, text, expected) => {
    expect(faultsOf(text)).toContain(expected);
  });

  it.each([
    ['a variable that is not set', '${WEB_SECRET}', '${MISSING}', '13:5 F03 clients[0].client_secret'],
    ['a short client secret', '${WEB_SECRET}', 'a-secret-of-20-chars', '13:5 S01 clients[0].client_secret'],
    [
      'a redirect URI with a wildcard',
      'shop.example.com/callback]',
      '*.example.com/callback]',
      '14:21 R03 clients[0].redirect_uris[0]',
    ],
    ['an unknown role', '[owner]', '[owner, king]', '27:5 U01 users[0].roles'],
    ['a short password', '${ALICE_PASSWORD}', 'short', '26:5 U01 users[0].password'],
    ['a scope of two words', 'name: orders:read,', 'name: "orders read",', '8:11 A02 apis[0].scopes[0].name'],
    [
      'a lifetime as a text',
      'access_token_lifetime: 600',
      'access_token_lifetime: "600"',
      '6:5 F09 apis[0].access_token_lifetime',
    ],
    [
      'an unknown format',
      'access_token_format: jwt',
      'access_token_format: xml',
      '5:5 F10 apis[0].access_token_format',
    ],
    ['an API that is no URI', 'https://api.example.com/orders', 'orders', '3:5 A01 apis[0].identifier'],
    [
      'a promise we cannot keep',
      'require_pkce: true',
      'dpop_bound_access_tokens: true',
      '20:5 S04 clients[0].dpop_bound_access_tokens',
    ],
  ])('names the place of %s', (_case, good, bad, expected) => {
    expect(faultsOf(GOOD.replace(good, () => bad))).toContain(expected);
  });

  it('lists every fault at once', () => {
    const text = GOOD.replace('[owner]', '[king]').replace('access_token_format: jwt', 'access_token_format: xml');
    expect(faultsOf(text, {})).toHaveLength(4);
  });

  it('refuses a name that stands twice', () => {
    const twice = GOOD.replace('users:\n', 'users:\n  - username: alice\n');
    expect(faultsOf(twice)).toContain('24:5 F11 users[1].username');
  });

  it('refuses two people who would be one: letter case and spelling do not tell them apart', () => {
    const twice = GOOD.replace('users:\n', 'users:\n  - username: ALICE\n    email: Alice@EXAMPLE.com\n');
    expect(faultsOf(twice)).toEqual(['25:5 F11 users[1].username', '26:5 F11 users[1].email']);
  });

  it('takes $${ as a literal ${', () => {
    const text = GOOD.replace('Example shop', () => 'Costs $${amount}');
    expect(readConfiguration('f', text, ENVIRONMENT).configuration.clients[0]?.client_name).toBe('Costs ${amount}');
  });

  it('warns of a scope that no API has, and says what to do', () => {
    const text = GOOD.replace('offline_access orders:read', 'offline_access orders:raed');
    const { warnings } = readConfiguration('gatehouse.yaml', text, ENVIRONMENT);
    expect(warnings.map(formatFinding)).toEqual([
      'gatehouse.yaml:18:5 S02 clients[0].scope: No API in this file has the scope "orders:raed". Add it to an API in this file, or correct the spelling.',
    ]);
  });

  it('never repeats a secret in a message', () => {
    try {
      readConfiguration('f', GOOD.replace('${WEB_SECRET}', 'canary-secret'), ENVIRONMENT);
    } catch (error) {
      expect(String(error)).not.toContain('canary-secret');
    }
    expect.hasAssertions();
  });
});
