import { cookiePolicy, readCookie } from './cookies';

describe('cookiePolicy: RFC 6265bis §4.1.3', () => {
  it('locks the cookie to the host over https', () => {
    const policy = cookiePolicy('https://id.example.com');
    expect(policy.serialize('session', 'abc')).toBe(
      '__Host-gatehouse_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(policy.serialize('session', 'abc', { maxAge: 60.7 })).toContain('; Max-Age=60;');
    expect(policy.clear('session')).toBe(
      '__Host-gatehouse_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('takes another name on plain-http loopback', () => {
    const policy = cookiePolicy('http://localhost:4000');
    expect(policy.serialize('session', 'abc')).toBe('gatehouse_session=abc; Path=/; HttpOnly; SameSite=Lax');
    expect(policy.read('session', '__Host-gatehouse_session=evil; gatehouse_session=abc')).toBe('abc');
  });

  it.each(['a b', 'a;b', 'a,b', 'a"b', 'a\\b', 'a\r\nSet-Cookie: x=1', 'ü'])('refuses the value %j', (value) =>
    expect(() => cookiePolicy('https://id.example.com').serialize('session', value)).toThrow(TypeError),
  );
});

describe('readCookie', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['a=1', '1'],
    ['b=2; a=1', '1'],
    ['b=2;a=1', '1'],
    ['aa=2; a=1', '1'],
    ['a=x=y', 'x=y'],
    ['a=', undefined],
    ['a', undefined],
    ['a=1; a=1', '1'],
    ['a=1; a=2', undefined],
  ])('%s', (header, expected) => expect(readCookie(header, 'a')).toBe(expected));
});
