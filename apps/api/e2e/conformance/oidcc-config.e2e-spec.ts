/** `oidcc-config-certification-test-plan`: the discovery document and the key set. */
import { DATABASES } from '../support/instance';
import { runningInstances } from './support/running-instances';

const instanceOf = runningInstances();

/** Members that a suite knows, of OpenID Connect Discovery §3, RFC 8414 §2, RP-Initiated Logout §2.1, RFC 9207 §3. */
const KNOWN = [
  // Ours alone: docs/adr/0012-revocation-feed.md. RFC 8414 §2 lets others be ignored.
  'revocation_feed_endpoint',
  ...['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'end_session_endpoint'],
  ...['introspection_endpoint', 'revocation_endpoint', 'scopes_supported', 'response_types_supported'],
  ...['response_modes_supported', 'grant_types_supported', 'subject_types_supported', 'acr_values_supported'],
  ...['id_token_signing_alg_values_supported', 'token_endpoint_auth_methods_supported', 'claim_types_supported'],
  ...['token_endpoint_auth_signing_alg_values_supported', 'introspection_endpoint_auth_methods_supported'],
  ...['introspection_endpoint_auth_signing_alg_values_supported', 'revocation_endpoint_auth_methods_supported'],
  ...['revocation_endpoint_auth_signing_alg_values_supported', 'claims_supported', 'claims_parameter_supported'],
  ...['request_parameter_supported', 'request_uri_parameter_supported', 'require_request_uri_registration'],
  ...['code_challenge_methods_supported', 'authorization_response_iss_parameter_supported', 'prompt_values_supported'],
  ...['ui_locales_supported', 'display_values_supported'],
];

describe.each(DATABASES)('oidcc-config-certification-test-plan [%s]', (database) => {
  it('oidcc-discovery-endpoint-verification', async () => {
    const { issuer } = instanceOf(database);
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const metadata = (await response.json()) as Record<string, unknown>;

    expect(metadata['issuer']).toBe(issuer);
    expect(new URL(issuer)).toMatchObject({ search: '', hash: '' });
    for (const [name, value] of Object.entries(metadata)) {
      // The instance under test is on loopback; behind https the same origin has https.
      if (/_endpoint$|_uri$/.test(name)) expect(new URL(String(value)).origin).toBe(issuer);
      if (/_supported$/.test(name)) expect(Array.isArray(value) || typeof value === 'boolean').toBe(true);
      if (Array.isArray(value)) {
        expect(value.length).toBeGreaterThan(0);
        expect(new Set(value).size).toBe(value.length);
        for (const item of value) expect(item).toEqual(expect.stringMatching(/^\S+$/));
      }
    }
    expect(Object.keys(metadata).filter((name) => !KNOWN.includes(name))).toEqual([]);
    expect(metadata).toMatchObject({
      response_types_supported: expect.arrayContaining(['code']),
      grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token']),
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']),
      scopes_supported: expect.arrayContaining(['openid']),
      claims_supported: expect.arrayContaining(['sub']),
      code_challenge_methods_supported: ['S256'],
      response_modes_supported: expect.arrayContaining(['query', 'fragment', 'form_post']),
      authorization_response_iss_parameter_supported: true,
      // Their absence would mean true, or nothing at all.
      request_uri_parameter_supported: false,
      request_parameter_supported: false,
      claims_parameter_supported: false,
    });
    for (const name of Object.keys(metadata).filter((member) => member.includes('signing_alg_values'))) {
      expect(metadata[name]).not.toContain('none');
    }
    const locales = metadata['ui_locales_supported'] as string[];
    expect(Intl.getCanonicalLocales(locales)).toEqual(locales);
  });

  it('the key set: public, distinct, and of both kinds', async () => {
    const { issuer } = instanceOf(database);
    const response = await fetch(`${issuer}/.well-known/jwks.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/(jwk-set\+)?json$/);
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys.map(({ kty }) => kty)).toEqual(expect.arrayContaining(['RSA', 'EC']));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key).toMatchObject({
        kid: expect.stringMatching(/./),
        use: 'sig',
        alg: expect.stringMatching(/^(RS|ES)256$/),
      });
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) expect(key).not.toHaveProperty(secret);
      if (key['kty'] === 'RSA') expect(Buffer.from(key['n'] ?? '', 'base64url').length).toBeGreaterThanOrEqual(256);
      else expect(key['crv']).toBe('P-256');
    }
  });
});
