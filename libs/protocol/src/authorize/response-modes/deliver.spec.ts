import { deliver } from './deliver';

const state = `a&b=c#d?e f+g%20"'<é☃`;

describe('RFC 6749 §4.1.2 response in the query', () => {
  it.each([
    ['https://shop.example/cb', 'https://shop.example/cb?code=1'],
    ['https://shop.example/cb?', 'https://shop.example/cb?code=1'],
    ['https://shop.example/cb?a=b', 'https://shop.example/cb?a=b&code=1'],
    ['https://shop.example/cb?a=b&', 'https://shop.example/cb?a=b&code=1'],
    ['https://shop.example/cb?a=%2F+x&A', 'https://shop.example/cb?a=%2F+x&A&code=1'],
    ['HTTPS://Shop.example', 'HTTPS://Shop.example?code=1'],
    ['com.example.app:/cb', 'com.example.app:/cb?code=1'],
    ['http://127.0.0.1:5000/', 'http://127.0.0.1:5000/?code=1'],
  ])('is added to %s, whose bytes stay (§3.1.2)', (redirectUri, location) => {
    expect(deliver({ mode: 'query', redirectUri, parameters: { code: '1' } })).toEqual({ kind: 'redirect', location });
  });

  it.each(['query', 'fragment'] as const)('carries every character of state (%s)', (mode) => {
    const delivery = deliver({ mode, redirectUri: 'https://shop.example/cb?x=1', parameters: { state } });
    if (delivery.kind !== 'redirect') throw new Error('expected a redirect');
    expect(delivery.location).toMatch(/^[\x21-\x7e]+$/);
    const url = new URL(delivery.location);
    const sent = mode === 'query' ? url.searchParams : new URLSearchParams(url.hash.slice(1));
    expect(sent.get('state')).toBe(state);
    expect(url.searchParams.get('x')).toBe('1');
    expect(url.origin + url.pathname).toBe('https://shop.example/cb');
  });
});

describe('OAuth 2.0 Multiple Response Types §2.1 response in the fragment', () => {
  it('leaves the query alone', () => {
    const delivery = deliver({
      mode: 'fragment',
      redirectUri: 'https://shop.example/cb?a=b',
      parameters: { code: '1' },
    });
    expect(delivery).toEqual({ kind: 'redirect', location: 'https://shop.example/cb?a=b#code=1' });
  });
});

describe('OAuth 2.0 Form Post Response Mode §2', () => {
  it('puts nothing into the address', () => {
    const parameters = { code: '1', state };
    expect(deliver({ mode: 'form_post', redirectUri: 'https://shop.example/cb?a=b', parameters })).toEqual({
      kind: 'form_post',
      action: 'https://shop.example/cb?a=b',
      fields: parameters,
    });
  });
});
