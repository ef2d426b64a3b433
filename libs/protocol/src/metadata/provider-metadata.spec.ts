import { account, protocolContext } from '../../testing';
import { registeredResponseTypes } from '../authorize/response-types/registered-response-types';
import { registeredExtensions } from '../extensions/registered-extensions';
import { registeredGrants } from '../grants/registered-grants';
import { claimsOfScope } from '../userinfo/claims-of-scope';
import { ASSERTION_ALGORITHMS, OPENID_SCOPES } from '../vocabulary/words';
import { discoveryPaths } from './endpoint-paths';
import { type MetadataSources, providerMetadata } from './provider-metadata';

const sources: MetadataSources = {
  options: protocolContext().options,
  grants: registeredGrants,
  responseTypes: registeredResponseTypes,
  extensions: registeredExtensions,
  acrValues: ['urn:gatehouse:1fa'],
  uiLocales: ['en'],
};
const metadata = providerMetadata(sources);

describe('OpenID Connect Discovery §3, RFC 8414 §2 the discovery document', () => {
  it('has what is obligatory', () => {
    expect(metadata).toMatchObject({
      issuer: 'https://login.example',
      authorization_endpoint: 'https://login.example/oauth/authorize',
      token_endpoint: 'https://login.example/oauth/token',
      userinfo_endpoint: 'https://login.example/oauth/userinfo',
      introspection_endpoint: 'https://login.example/oauth/introspect',
      revocation_endpoint: 'https://login.example/oauth/revoke',
      revocation_feed_endpoint: 'https://login.example/oauth/revocations',
      end_session_endpoint: 'https://login.example/oauth/logout',
      jwks_uri: 'https://login.example/.well-known/jwks.json',
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    });
    expect(metadata['id_token_signing_alg_values_supported']).toContain('RS256');
    expect(metadata['scopes_supported']).toContain('openid');
  });

  it('spells out what would otherwise claim something else', () => {
    expect(metadata).toMatchObject({
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      require_request_uri_registration: false,
      claims_parameter_supported: false,
      claim_types_supported: ['normal'],
      display_values_supported: ['page'],
      prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    });
  });

  it('derives the rest from the registries: RFC 7636, RFC 9207', () => {
    expect(metadata).toMatchObject({
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
    const grown = providerMetadata({ ...sources, grants: [...registeredGrants, { type: 'urn:new' }] });
    expect(grown['grant_types_supported']).toContain('urn:new');
  });

  it('offers no algorithm without a key pair, and no introspection without a credential', () => {
    for (const [name, value] of Object.entries(metadata)) {
      if (/_alg_values_supported$/.test(name)) expect(`${value}`).not.toMatch(/none|HS\d/);
    }
    expect(metadata['introspection_endpoint_auth_methods_supported']).not.toContain('none');
  });

  it.each(['token', 'revocation', 'introspection'])(
    'says how a client authenticates at the %s endpoint',
    (endpoint) => {
      const methods = metadata[`${endpoint}_endpoint_auth_methods_supported`];
      // Left out it would mean client_secret_basic alone.
      expect(methods).toEqual(expect.arrayContaining(['client_secret_basic', 'client_secret_post', 'private_key_jwt']));
      // Obligatory beside private_key_jwt.
      expect(metadata[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toEqual([...ASSERTION_ALGORITHMS]);
    },
  );

  it('has neither empty lists (RFC 8414 §3.2) nor holes', () => {
    const sparse = providerMetadata({ ...sources, acrValues: [], uiLocales: [] });
    expect(sparse).not.toHaveProperty('acr_values_supported');
    expect(sparse).not.toHaveProperty('ui_locales_supported');
    for (const value of Object.values(metadata)) {
      expect(value).toBeDefined();
      expect(value).not.toBe('');
      expect(value).not.toEqual([]);
    }
  });

  it('lists every claim that UserInfo releases', () => {
    const claims = {
      ...account().claims,
      phone_number: '+1',
      address: { country: 'DE' },
      locale: 'en',
      middle_name: 'B',
    };
    for (const claim of Object.keys(claimsOfScope(account({ claims }), OPENID_SCOPES))) {
      expect(metadata['claims_supported']).toContain(claim);
    }
  });

  it('refuses an extension that claims what is taken', () => {
    const greedy = { name: 'greedy', metadata: () => ({ issuer: 'https://evil.example' }) };
    expect(() => providerMetadata({ ...sources, extensions: [greedy] })).toThrow(/greedy claims issuer/);
  });
});

describe('RFC 8414 §3.1, OpenID Connect Discovery §4 where the document is', () => {
  it('for an issuer that is an origin', () => {
    expect(discoveryPaths('https://login.example')).toEqual([
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
    ]);
  });

  it('for an issuer with a path: appended for one, inserted for the other, and both for those who insert always', () => {
    expect(discoveryPaths('https://login.example/tenant/')).toEqual([
      '/tenant/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/tenant',
      '/.well-known/openid-configuration/tenant',
    ]);
  });
});
