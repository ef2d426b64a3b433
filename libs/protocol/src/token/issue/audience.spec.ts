import { api } from '../../../testing';
import { OAuthError } from '../../errors/oauth-error';
import { DEFAULT_OPTIONS } from '../../protocol-options';
import { apisOfScope, audienceOf } from './audience';

const options = { ...DEFAULT_OPTIONS, issuer: 'https://login.example' };
const orders = api();
const billing = api({
  identifier: 'https://api.example/billing',
  scopes: [{ name: 'billing:read', description: 'See bills' }],
  accessTokenLifetime: 120,
  signingAlgorithm: 'RS256',
});
const legacy = api({
  identifier: 'https://api.example/legacy',
  scopes: [{ name: 'legacy', description: 'Old things' }],
  accessTokenFormat: 'opaque',
});
const apis = [orders, billing, legacy];

const of = (scope: string[], resources: string[] = []) => audienceOf(scope, resources, apis, options);

describe('RFC 9068 §3 whom a token is for', () => {
  it('is the API that owns the scope', () => {
    expect(of(['openid', 'orders:read'])).toEqual({
      identifiers: [orders.identifier],
      scope: ['openid', 'orders:read'],
      format: 'jwt',
      algorithm: 'ES256',
      lifetime: 600,
    });
  });

  it('is every API that owns a word, with the shortest of their lives', () => {
    expect(of(['orders:read', 'billing:read', 'orders:write'])).toMatchObject({
      identifiers: [orders.identifier, billing.identifier],
      format: 'jwt',
      lifetime: 120,
    });
  });

  it('is a JWT only if every one of them reads JWTs', () => {
    expect(of(['orders:read', 'legacy'])).toMatchObject({ format: 'opaque' });
  });

  it('is the issuer, opaque, when no API is meant', () => {
    expect(of(['openid', 'profile'])).toMatchObject({
      identifiers: ['https://login.example'],
      scope: ['openid', 'profile'],
      format: 'opaque',
      lifetime: 600,
    });
  });

  it('names both owners of a word that two APIs share', () => {
    const other = api({ identifier: 'https://api.example/other' });
    expect(apisOfScope(['orders:read'], [orders, other])).toEqual([orders, other]);
  });
});

describe('RFC 8707 §2.2 named resources', () => {
  it('decide, whatever the scope reaches, and take only their own words', () => {
    expect(of(['openid', 'orders:read', 'billing:read'], [billing.identifier])).toMatchObject({
      identifiers: [billing.identifier],
      scope: ['openid', 'billing:read'],
      algorithm: 'RS256',
    });
  });

  it('drop words that no API owns', () => {
    expect(of(['gone', 'orders:read'])).toMatchObject({ scope: ['orders:read'] });
    expect(of(['gone'])).toMatchObject({ scope: [], identifiers: ['https://login.example'] });
  });

  it('are refused when they are gone', () => {
    expect(() => of(['orders:read'], ['https://api.example/gone'])).toThrow(OAuthError);
  });
});
