import { protocolContext } from '../../testing';
import { TokenEndpoint } from '../token/token.endpoint';
import type { Extension } from './extension';
import { refuseDoubleClaims } from './refuse-double-claims';
import { registeredExtensions } from './registered-extensions';

const { options } = protocolContext();

describe('extensions may only add', () => {
  it('holds for the registered ones', () => {
    expect(() => refuseDoubleClaims(registeredExtensions, options)).not.toThrow();
    expect(registeredExtensions.map((extension) => extension.name)).toEqual([
      'rfc7636-pkce',
      'rfc8707-resource-indicators',
      'rfc9207-issuer-identification',
    ]);
  });

  it.each<[string, Extension, Extension]>([
    ['a name', { name: 'a' }, { name: 'a' }],
    [
      'an authorization parameter',
      { name: 'a', authorizeParameters: ['p'] },
      { name: 'b', authorizeParameters: ['p'] },
    ],
    ['a token parameter', { name: 'a', tokenParameters: ['p'] }, { name: 'b', tokenParameters: ['p'] }],
    ['a metadata member', { name: 'a', metadata: () => ({ m: 1 }) }, { name: 'b', metadata: () => ({ m: 2 }) }],
  ])('refuses two that claim %s, at start', (_name, one, other) => {
    expect(() => refuseDoubleClaims([one, other], options)).toThrow(/two extensions claim .*: a and/);
    expect(() => new TokenEndpoint(protocolContext(), [], [one, other])).toThrow();
  });

  it('lets one extension read the same parameter at both endpoints', () => {
    const one: Extension = { name: 'a', authorizeParameters: ['p'], tokenParameters: ['p'] };
    expect(() => refuseDoubleClaims([one, { name: 'b', tokenParameters: ['q'] }], options)).not.toThrow();
  });
});
