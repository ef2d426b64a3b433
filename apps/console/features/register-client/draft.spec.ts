import { applicationTypes, checkClientMetadata, hasErrors, lintClient } from '@gatehouse/client-rules';
import { bodyOf, FORGOTTEN_WITH_KIND, metadataOf, scopesOf, type Draft } from './draft';
import { faultsOf } from './faults';
import { KINDS } from './kinds';
import { reviewRows } from './review-rows';

const KEY = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), kid: 'k', use: 'sig', alg: 'ES256' };
const EMPTY = {
  ...FORGOTTEN_WITH_KIND,
  kind: null,
  name: '',
  uri: [],
  method: 'private_key_jwt',
} as unknown as Draft;

const draftOf = (kind: Draft['kind'], more: Partial<Draft> = {}): Draft => {
  const uri = kind === 'native' ? ['http://127.0.0.1/callback'] : ['https://client.example/callback'];
  return { ...EMPTY, kind, name: ' Example ', uri, ...(kind === 'machine' ? { scope: 'orders:read' } : {}), ...more };
};

describe('a draft', () => {
  it('knows every kind', () => {
    expect(KINDS.map(({ type }) => type).sort()).toEqual([...applicationTypes].sort());
  });

  it.each(applicationTypes)('W1 with defaults is coherent and has grade A: %s', (kind) => {
    const metadata = metadataOf(draftOf(kind), KEY);
    expect(checkClientMetadata(metadata).filter(({ level }) => level === 'error')).toEqual([]);
    expect(lintClient(metadata, { production: true }).grade).toBe('A');
    for (const step of [1, 2, 3]) expect(faultsOf(step, draftOf(kind))).toEqual({});
  });

  it('W2 gives a single-page application no way to implicit, password, a secret or no PKCE', () => {
    const overrides = reviewRows(draftOf('spa'), metadataOf(draftOf('spa'))).flatMap(({ override }) => override ?? []);
    expect(overrides.map(({ name }) => name)).toEqual([
      'refresh',
      'consent',
      'refresh_token_rotation',
      'access_token_lifetime',
      'refresh_token_lifetime',
      'refresh_token_idle_lifetime',
    ]);
    expect(bodyOf(draftOf('spa', { method: 'client_secret_basic' }))).not.toHaveProperty('token_endpoint_auth_method');
  });

  it('sends only what was chosen, and nothing of a grant that was left out', () => {
    expect(bodyOf(draftOf('web'), KEY)).toEqual({
      client_name: 'Example',
      application_type: 'web',
      redirect_uris: ['https://client.example/callback'],
      scope: 'openid profile email',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [KEY] },
      token_endpoint_auth_signing_alg: 'ES256',
    });
    const without = bodyOf(draftOf('web', { refresh: 'off', refresh_token_lifetime: 900, access_token_lifetime: 60 }));
    expect(without).toMatchObject({ grant_types: ['authorization_code'], access_token_lifetime: 60 });
    expect(without).not.toHaveProperty('refresh_token_lifetime');
    expect(bodyOf(EMPTY)).toBeUndefined();
  });

  it('begins with the scopes of its kind, until somebody chooses others, or none', () => {
    expect(scopesOf({ kind: 'web', scope: null })).toEqual(['openid', 'profile', 'email']);
    expect(scopesOf({ kind: 'machine', scope: null })).toEqual([]);
    expect(scopesOf({ kind: 'web', scope: '' })).toEqual([]);
  });

  it('says what is missing, screen by screen', () => {
    expect(faultsOf(1, EMPTY)).toEqual({ name: expect.any(String), kind: expect.any(String) });
    expect(faultsOf(2, draftOf('web', { uri: [] }))).toEqual({ uri: expect.any(String) });
    expect(faultsOf(2, draftOf('web', { uri: ['https://*.example/'] }))).toEqual({ uri: expect.any(String) });
    expect(faultsOf(3, draftOf('machine', { scope: '' }))).toEqual({ scope: expect.any(String) });
    expect(hasErrors(checkClientMetadata(metadataOf(draftOf('web', { uri: ['https://*.example/'] }), KEY)))).toBe(true);
  });
});
