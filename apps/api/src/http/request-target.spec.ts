import { isPlainPath, pathOf, toOriginForm } from './request-target';

describe('isPlainPath: one reading for proxy, guard and router', () => {
  it.each([
    '/',
    '/oauth/token',
    '/oauth/token?x=;%2f//..',
    '/admin/v1/clients/a%20b',
    '/.well-known/jwks.json',
    '/a/b/',
    '/a.b/c..d',
    '/~x:@!$',
  ])('takes %s', (target) => expect(isPlainPath(target)).toBe(true));

  it.each([
    '//oauth/token',
    '/oauth//token',
    '/oauth/./token',
    '/oauth/../admin',
    '/oauth/..',
    '/oauth/.',
    '/oauth/token;a=b',
    '/oauth;x/token',
    '/oauth%2ftoken',
    '/oauth%2Ftoken',
    '/%2e%2e/admin',
    '/oauth/%2E/token',
    '/oauth%5ctoken',
    '/oauth\\token',
    '/oauth/token%00',
    '/oauth/token%0d%0a',
    '/oauth/%zz',
    '/oauth/%',
    '/oauth/tokän',
    '*',
    'oauth/token',
    '',
  ])('refuses %s', (target) => expect(isPlainPath(target)).toBe(false));
});

describe('toOriginForm: RFC 9112 §3.2.2', () => {
  it.each([
    ['http://any.example/oauth/token?x=1', '/oauth/token?x=1'],
    ['HTTPS://any.example', '/'],
    ['http://any.example?x=1', '/?x=1'],
    ['/oauth/token', '/oauth/token'],
    ['*', '*'],
    ['ftp://any.example/x', 'ftp://any.example/x'],
  ])('%s', (target, expected) => expect(toOriginForm(target)).toBe(expected));

  it('leaves the query out of a path', () => expect(pathOf('/a?b?c')).toBe('/a'));
});
