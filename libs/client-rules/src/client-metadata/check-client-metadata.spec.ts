import { dangerousUris } from '../../test-data/dangerous-uris';
import { applicationTypes, grantTypes } from '../vocabulary';
import { checkClientMetadata, readClientMetadata } from './check-client-metadata';
import type { ClientMetadata } from './client-metadata';
import { defaultsFor } from './defaults-for';
import { clientMetadataMembers } from './metadata-members';

const web: ClientMetadata = {
  client_id: 'web',
  client_name: 'Example shop',
  application_type: 'web',
  client_secret: 'S0meLongSecretThatIsLongEnoughToBeUsed',
  redirect_uris: ['https://shop.example.com/callback'],
  post_logout_redirect_uris: ['https://shop.example.com/'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: 'openid profile email offline_access orders:read',
  token_endpoint_auth_method: 'client_secret_basic',
  require_pkce: true,
  consent: 'required',
};
const spa: ClientMetadata = { application_type: 'spa', redirect_uris: ['https://spa.example/callback'] };
const machine: ClientMetadata = { application_type: 'machine', token_endpoint_auth_method: 'client_secret_basic' };
const rsaKey = { kty: 'RSA', kid: 'a', e: 'AQAB', n: `v${'A'.repeat(340)}B` };
const ecKey = { kty: 'EC', kid: 'b', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
const okpKey = { kty: 'OKP', kid: 'c', crv: 'Ed25519', x: 'A'.repeat(43) };

/** `C03! grant_types`: rule, whether it is an error, and where. */
function verdict(metadata: unknown, options = {}): string[] {
  return checkClientMetadata(metadata, options).map(
    ({ rule, level, path }) => `${rule}${level === 'error' ? '!' : ''} ${path.join('.')}`,
  );
}

describe('RFC 7591 §2 coherent client metadata', () => {
  it('has nothing to say about the example of the configuration file', () => {
    expect(verdict(web)).toEqual([]);
  });

  it('fills in what is left out', () => {
    expect(verdict({ redirect_uris: ['https://client.example/callback'] })).toEqual([]);
    expect(verdict(spa)).toEqual([]);
    expect(verdict(machine)).toEqual([]);
    expect(verdict({ application_type: 'device' })).toEqual([]);
  });

  it('reads null as left out, and ignores unknown members', () => {
    const result = readClientMetadata({ ...web, logo_uri: null, colour: 'red' });
    expect(result).toMatchObject({ ok: true, findings: [] });
    expect(result.ok && Object.hasOwn(result.metadata, 'logo_uri')).toBe(false);
  });

  const cases: [what: string, metadata: unknown, findings: string[]][] = [
    ['no object', 'text', ['C01! ']],
    ['a list', [], ['C01! ']],
    ['null', null, ['C01! ']],
    ['a text for a list', { ...web, redirect_uris: 'https://client.example/cb' }, ['C01! redirect_uris']],
    ['a number in a list', { ...web, redirect_uris: ['https://client.example/cb', 7] }, ['C01! redirect_uris.1']],
    ['a text for a boolean', { ...web, require_pkce: 'false' }, ['C01! require_pkce']],
    ['an unknown kind', { ...web, application_type: 'mobile' }, ['C02! application_type']],
    ['an unknown method', { ...web, token_endpoint_auth_method: 'password' }, ['C02! token_endpoint_auth_method']],
    ['an unknown consent policy', { ...web, consent: 'never' }, ['C02! consent']],
    [
      'the password grant',
      { ...web, grant_types: ['authorization_code', 'refresh_token', 'password'] },
      ['C02! grant_types.2'],
    ],
    [
      'an unknown grant type',
      { ...web, grant_types: ['authorization_code', 'refresh_token', 'magic'] },
      ['C02! grant_types.2'],
    ],
    ['an unknown response type', { ...web, response_types: ['code', 'cookie'] }, ['C02! response_types.1']],
    ['no grant type', { application_type: 'web', grant_types: [], response_types: [] }, ['C03! grant_types']],
    [
      'a code without its grant type',
      {
        ...machine,
        application_type: 'web',
        grant_types: ['client_credentials'],
        response_types: ['code'],
        redirect_uris: web.redirect_uris,
      },
      ['C03! response_types.0'],
    ],
    ['a grant type without its code', { ...web, response_types: [], redirect_uris: [] }, ['C03! grant_types']],
    [
      'tokens without the implicit grant',
      { ...web, response_types: ['code', 'token id_token'] },
      ['C03! response_types.1'],
    ],
    [
      'the implicit grant without tokens',
      { ...web, grant_types: ['authorization_code', 'refresh_token', 'implicit'] },
      ['C03! grant_types'],
    ],
    [
      'all hybrid flows',
      {
        ...web,
        grant_types: ['authorization_code', 'refresh_token', 'implicit'],
        response_types: ['code', 'id_token code', 'code token', 'token code id_token'],
      },
      [],
    ],
    [
      'a machine with a code',
      { ...machine, grant_types: ['client_credentials', 'authorization_code'], redirect_uris: web.redirect_uris },
      ['C04! grant_types.1'],
    ],
    [
      'a machine with refresh tokens',
      { ...machine, grant_types: ['client_credentials', 'refresh_token'] },
      ['C14! grant_types', 'C04! grant_types.1'],
    ],
    [
      'a device without its grant',
      { application_type: 'device', grant_types: ['authorization_code'], redirect_uris: web.redirect_uris },
      ['C04! grant_types'],
    ],
    [
      'a secret in a browser',
      { ...spa, token_endpoint_auth_method: 'client_secret_post' },
      ['C05! token_endpoint_auth_method'],
    ],
    [
      'a secret on a device',
      { ...spa, application_type: 'native', token_endpoint_auth_method: 'client_secret_basic' },
      ['C05! token_endpoint_auth_method'],
    ],
    [
      'a machine without proof',
      { application_type: 'machine', token_endpoint_auth_method: 'none' },
      ['C05! token_endpoint_auth_method', 'C06! grant_types.0'],
    ],
    [
      'a public web client',
      { redirect_uris: web.redirect_uris, token_endpoint_auth_method: 'none' },
      ['C05 token_endpoint_auth_method'],
    ],
    [
      'client credentials without proof',
      { ...spa, grant_types: ['authorization_code', 'client_credentials'] },
      ['C06! grant_types.1'],
    ],
    ['a secret that nothing uses', { ...spa, client_secret: web.client_secret }, ['C07! client_secret']],
    ['two ways to keys', { ...web, jwks: { keys: [rsaKey] }, jwks_uri: 'https://client.example/jwks' }, ['C08! jwks']],
    [
      'private_key_jwt without keys',
      { ...machine, token_endpoint_auth_method: 'private_key_jwt' },
      ['C09! token_endpoint_auth_method'],
    ],
    [
      'private_key_jwt with keys',
      { ...machine, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [ecKey] } },
      [],
    ],
    [
      'private_key_jwt with their address',
      { ...machine, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://client.example/jwks' },
      [],
    ],
    [
      'mutual TLS without a name',
      { ...machine, token_endpoint_auth_method: 'tls_client_auth' },
      ['C09! token_endpoint_auth_method'],
    ],
    [
      'mutual TLS with a name',
      { ...machine, token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'client.example' },
      [],
    ],
    [
      'mutual TLS with two names',
      {
        ...machine,
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_san_dns: 'a.example',
        tls_client_auth_subject_dn: 'CN=a',
      },
      ['C09! token_endpoint_auth_method'],
    ],
    ['PKCE off for a public client', { ...spa, require_pkce: false }, ['C13! require_pkce']],
    ['PKCE off for a confidential client', { ...web, require_pkce: false }, []],
    ['offline_access without refresh tokens', { ...web, grant_types: ['authorization_code'] }, ['C15 scope']],
    ['no redirect URI', { ...web, redirect_uris: [] }, ['C16! redirect_uris']],
    ['a redirect URI for nobody', { ...machine, redirect_uris: web.redirect_uris }, ['C17 redirect_uris']],
    ['a bad redirect URI', { ...web, redirect_uris: ['https://client.example/cb#x'] }, ['R02! redirect_uris.0']],
    [
      'a bad post-logout URI',
      { ...web, post_logout_redirect_uris: ['http://client.example/'] },
      ['R06! post_logout_redirect_uris.0'],
    ],
    ['http for a logo', { ...web, logo_uri: 'http://client.example/logo.png' }, ['C18! logo_uri']],
    ['http on this machine for a logo', { ...web, logo_uri: 'http://localhost:3000/logo.png' }, []],
    [
      'http on this machine for initiate_login_uri',
      { ...web, initiate_login_uri: 'http://localhost/login' },
      ['C18! initiate_login_uri'],
    ],
    [
      'a fragment for back-channel logout',
      { ...web, backchannel_logout_uri: 'https://client.example/out#x' },
      ['C18! backchannel_logout_uri'],
    ],
    ['a fragment in request_uris', { ...web, request_uris: ['https://client.example/request#digest'] }, []],
    [
      'an origin with a path',
      { ...web, allowed_cors_origins: ['https://client.example/'] },
      ['C18! allowed_cors_origins.0'],
    ],
    ['every origin', { ...web, allowed_cors_origins: ['*'] }, ['C18 allowed_cors_origins.0']],
    ['one origin', { ...web, allowed_cors_origins: ['https://client.example:8443'] }, []],
    ['an empty client_id', { ...web, client_id: '' }, ['C19! client_id']],
    ['a client_id of 256 characters', { ...web, client_id: 'a'.repeat(256) }, ['C19! client_id']],
    ['a client_id of 255 characters', { ...web, client_id: 'a'.repeat(255) }, []],
    ['a client_id with an umlaut', { ...web, client_id: 'büro' }, ['C19! client_id']],
    [
      'a client_id that is an address',
      { ...web, client_id: 'HTTPS://client.example/metadata.json' },
      ['C20! client_id'],
    ],
    ['a client_id that is a UUID', { ...web, client_id: '0190b4f2-6c3e-7c1a-9d8e-2f6a1b3c4d5e' }, []],
    ['a client_id with a colon and a space', { ...web, client_id: 'shop: web' }, []],
    ['two spaces in the scope', { ...web, scope: 'openid  profile offline_access' }, ['C21! scope']],
    ['a quotation mark in the scope', { ...web, scope: 'openid "x" offline_access' }, ['C21! scope']],
    ['a scope twice', { ...web, scope: 'openid offline_access openid' }, ['C21 scope']],
    ['a lifetime of nothing', { ...web, access_token_lifetime: 0 }, ['C22! access_token_lifetime']],
    ['a lifetime of two days', { ...web, access_token_lifetime: 172_800 }, ['C22! access_token_lifetime']],
    ['half a second', { ...web, access_token_lifetime: 600.5 }, ['C01! access_token_lifetime']],
    ['a code for an hour', { ...web, authorization_code_lifetime: 3600 }, ['C22! authorization_code_lifetime']],
    [
      'idle longer than alive',
      { ...web, refresh_token_lifetime: 3600, refresh_token_idle_lifetime: 7200 },
      ['C22! refresh_token_idle_lifetime'],
    ],
    ['unsigned ID tokens', { ...web, id_token_signed_response_alg: 'none' }, ['C23! id_token_signed_response_alg']],
    [
      'ID tokens keyed by no secret',
      { ...spa, id_token_signed_response_alg: 'HS256' },
      ['C23! id_token_signed_response_alg'],
    ],
    [
      'pairwise over two hosts',
      { ...web, subject_type: 'pairwise', redirect_uris: ['https://a.example/cb', 'https://b.example/cb'] },
      ['C24! sector_identifier_uri'],
    ],
    [
      'pairwise over one host',
      { ...web, subject_type: 'pairwise', redirect_uris: ['https://a.example/cb', 'https://a.example/cb2'] },
      [],
    ],
    [
      'signed requests without keys',
      { ...web, require_signed_request_object: true },
      ['C26! require_signed_request_object'],
    ],
    [
      'ping without an endpoint',
      {
        ...web,
        grant_types: ['authorization_code', 'refresh_token', grantTypes.backchannelAuthentication],
        backchannel_token_delivery_mode: 'ping',
      },
      ['C27! backchannel_client_notification_endpoint'],
    ],
    ['a short secret', { ...web, client_secret: 'secret' }, ['C28! client_secret']],
    ['a middling secret', { ...web, client_secret: 'a'.repeat(31) }, ['C28 client_secret']],
    ['a name that turns around', { ...web, client_name: 'Bank \u202etset' }, ['C29! client_name']],
    ['an empty name', { ...web, client_name: ' ' }, ['C29! client_name']],
  ];

  it.each(cases)('judges %s', (_what, metadata, findings) => {
    expect(verdict(metadata)).toEqual(findings);
  });

  it('knows only what the server supports', () => {
    const options = { grantTypes: ['client_credentials'], responseTypes: ['code'], tokenEndpointAuthMethods: ['none'] };
    expect(verdict(machine, options)).toEqual(['C02! token_endpoint_auth_method']);
    expect(verdict(spa, options)).toEqual(['C02! grant_types.0']);
  });

  it('says what is wrong and what to do', () => {
    for (const finding of cases.flatMap(([, metadata]) => checkClientMetadata(metadata))) {
      expect(finding.message).toMatch(/^.{12,}\.$/su);
      expect(finding.fix).toMatch(/\.$/);
    }
  });

  it('never shows a secret', () => {
    const secret = 'short-secret';
    expect(JSON.stringify(checkClientMetadata({ ...spa, client_secret: secret }))).not.toContain(secret);
  });

  it('answers every member in every wrong shape', () => {
    for (const member of clientMetadataMembers) {
      for (const value of [0, -1, '', 'x', true, [], [null], [[]], {}, { keys: [null] }]) {
        for (const applicationType of applicationTypes) {
          const findings = checkClientMetadata({ application_type: applicationType, [member]: value });
          for (const { rule } of findings) expect(rule).toMatch(/^[RC][0-9]{2}$/);
        }
      }
      expect(verdict({ ...web, [member]: Symbol.iterator })).toContainEqual(
        expect.stringMatching(`^C0[12]! ${member}$`),
      );
    }
  });
});

describe('RFC 7517 §9.3 keys of a client', () => {
  const keysVerdict = (keys: unknown) => verdict({ ...web, jwks: keys });

  it.each([
    ['RSA', [rsaKey]],
    ['EC', [ecKey]],
    ['OKP', [okpKey]],
    ['several', [rsaKey, ecKey, okpKey]],
    ['one without kid', [{ ...ecKey, kid: undefined }]],
  ])('takes public keys: %s', (_what, keys) => {
    expect(keysVerdict({ keys })).toEqual([]);
  });

  it.each([
    ['no list', {}, ['C10! jwks.keys']],
    ['an empty list', { keys: [] }, ['C10! jwks.keys']],
    ['a text for a key', { keys: ['key'] }, ['C10! jwks.keys.0']],
    ['a symmetric key', { keys: [{ kty: 'oct', kid: 'a', k: 'AAAA' }] }, ['C10! jwks.keys.0']],
    ['a private EC key', { keys: [okpKey, { ...ecKey, d: 'AAAA' }] }, ['C10! jwks.keys.1']],
    ['an RSA prime', { keys: [{ ...rsaKey, p: 'AAAA' }] }, ['C10! jwks.keys.0']],
    ['RSA with 1024 bits', { keys: [{ ...rsaKey, n: `v${'A'.repeat(170)}` }] }, ['C11! jwks.keys.0']],
    ['RSA with 2047 bits', { keys: [{ ...rsaKey, n: `f${'A'.repeat(340)}B` }] }, ['C11! jwks.keys.0']],
    [
      'RSA with zeros before 1024 bits',
      { keys: [{ ...rsaKey, n: `${'A'.repeat(172)}v${'A'.repeat(170)}` }] },
      ['C11! jwks.keys.0'],
    ],
    ['RSA with the exponent 1', { keys: [{ ...rsaKey, e: 'AQ' }] }, ['C11! jwks.keys.0']],
    ['RSA without exponent', { keys: [{ ...rsaKey, e: undefined }] }, ['C11! jwks.keys.0']],
    ['a curve that nobody uses', { keys: [{ ...ecKey, crv: 'secp256k1' }] }, ['C11! jwks.keys.0']],
    ['coordinates of another curve', { keys: [{ ...ecKey, crv: 'P-384' }] }, ['C11! jwks.keys.0']],
    ['an unknown type', { keys: [{ kty: 'XYZ', kid: 'a' }] }, ['C11! jwks.keys.0']],
    ['one kid twice', { keys: [ecKey, { ...okpKey, kid: 'b' }] }, ['C12! jwks.keys.1.kid']],
    ['a number for a kid', { keys: [{ ...ecKey, kid: 1 }] }, ['C12! jwks.keys.0.kid']],
    ['no kid among several', { keys: [ecKey, { ...okpKey, kid: undefined }] }, ['C12 jwks.keys.1']],
  ])('judges %s', (_what, keys, findings) => {
    expect(keysVerdict(keys)).toEqual(findings);
  });

  it('never shows key material', () => {
    const findings = checkClientMetadata({ ...web, jwks: { keys: [{ ...ecKey, d: 'PrivateScalar' }] } });
    expect(JSON.stringify(findings)).not.toContain('PrivateScalar');
  });
});

describe('RFC 9700 §4.11 dangerous schemes in any URI of a client', () => {
  const members = [
    'client_uri',
    'logo_uri',
    'policy_uri',
    'tos_uri',
    'jwks_uri',
    'sector_identifier_uri',
    'initiate_login_uri',
    'backchannel_logout_uri',
    'frontchannel_logout_uri',
    'backchannel_client_notification_endpoint',
  ];
  const lists = ['redirect_uris', 'post_logout_redirect_uris', 'request_uris', 'allowed_cors_origins'];

  it.each([...members, ...lists])('are refused in %s', (member) => {
    for (const uri of dangerousUris) {
      for (const applicationType of ['web', 'native'] as const) {
        const metadata = { ...spa, application_type: applicationType, [member]: lists.includes(member) ? [uri] : uri };
        const errors = checkClientMetadata(metadata).filter(
          ({ level, path }) => level === 'error' && path[0] === member,
        );
        expect([uri, errors.length > 0]).toEqual([uri, true]);
      }
    }
  });
});

describe('defaults for each kind of client', () => {
  const needed: Record<string, ClientMetadata> = {
    web: { redirect_uris: ['https://client.example/cb'] },
    spa: { redirect_uris: ['https://client.example/cb'] },
    native: { redirect_uris: ['http://127.0.0.1/cb', 'com.example.program:/cb'] },
    machine: { jwks: { keys: [ecKey] } },
    device: {},
    agent: { redirect_uris: ['https://client.example/cb'] },
  };

  it.each(applicationTypes)('are coherent for %s, and each has its reason', (applicationType) => {
    const { metadata, settings } = defaultsFor(applicationType);
    expect(verdict({ ...metadata, ...needed[applicationType] })).toEqual([]);
    expect(Object.fromEntries(settings.map(({ member, value }) => [member, value]))).toEqual(metadata);
    for (const { reason } of settings) expect(reason).toMatch(/^.{15,}\.$/u);
    expect(metadata.grant_types).not.toContain(grantTypes.implicit);
  });

  it('are new on each call', () => {
    (defaultsFor('web').metadata.grant_types as string[]).push('implicit');
    expect(defaultsFor('web').metadata.grant_types).toEqual(['authorization_code', 'refresh_token']);
  });
});
