import { redirectUriMutations } from '../../test-data/redirect-uri-mutations';
import { applicationTypes } from '../vocabulary';
import { matchRedirectUri } from './match-redirect-uri';

const registeredUris = [
  'https://client.example/callback',
  'https://client.example',
  'https://client.example/',
  'https://client.example:8443/a/b/callback?tenant=1&mode=x',
  'http://localhost:3000/callback',
  'http://127.0.0.1/callback',
  'http://127.0.0.1:51000/callback?tenant=1',
  'http://[::1]/callback',
];

describe('RFC 9700 §2.1 exact comparison of redirect URIs', () => {
  it.each(registeredUris)('finds %s itself, for every kind of client', (uri) => {
    for (const applicationType of applicationTypes) {
      const registered = ['https://other.example/callback', uri];
      expect(matchRedirectUri({ registered, presented: uri, applicationType })).toBe(uri);
    }
  });

  it.each(registeredUris)('has at least 150 mutations of %s, each with its own name and text', (uri) => {
    const mutations = redirectUriMutations(uri);
    expect(mutations.length).toBeGreaterThanOrEqual(150);
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
    expect(new Set([uri, ...mutations.map((mutation) => mutation.uri)]).size).toBe(mutations.length + 1);
  });

  it.each(registeredUris)('refuses every mutation of %s for clients that are not native', (uri) => {
    for (const applicationType of applicationTypes.filter((type) => type !== 'native')) {
      const matched = redirectUriMutations(uri).filter(
        (mutation) => matchRedirectUri({ registered: [uri], presented: mutation.uri, applicationType }) !== undefined,
      );
      expect(matched).toEqual([]);
    }
  });

  it('finds nothing where nothing is registered', () => {
    expect(matchRedirectUri({ registered: [], presented: '', applicationType: 'native' })).toBeUndefined();
  });
});

describe('RFC 8252 §7.3 loopback addresses of native clients', () => {
  const match = (registered: string, presented: string) =>
    matchRedirectUri({ registered: [registered], presented, applicationType: 'native' });

  it.each(registeredUris.filter((uri) => !/127\.0\.0\.1|\[::1\]/.test(uri)))('gives %s no latitude', (uri) => {
    expect(redirectUriMutations(uri).filter((mutation) => match(uri, mutation.uri) !== undefined)).toEqual([]);
  });

  it.each(registeredUris.filter((uri) => /127\.0\.0\.1|\[::1\]/.test(uri)))(
    'lets the port of %s vary, and nothing else',
    (uri) => {
      const mutations = redirectUriMutations(uri);
      const matched = mutations.filter((mutation) => match(uri, mutation.uri) === uri);
      expect(matched.map(({ name }) => name)).toEqual(
        mutations.filter((m) => m.changesPortOnly).map(({ name }) => name),
      );
      expect(matched.length).toBeGreaterThanOrEqual(4);
    },
  );

  it('takes the registered port off as well', () => {
    expect(match('http://127.0.0.1:8080/cb', 'http://127.0.0.1:51004/cb')).toBe('http://127.0.0.1:8080/cb');
    expect(match('http://[::1]:8080/cb?a=b', 'http://[::1]/cb?a=b')).toBe('http://[::1]:8080/cb?a=b');
    expect(match('http://127.0.0.1', 'http://127.0.0.1:9')).toBe('http://127.0.0.1');
  });

  it.each([
    ['localhost for the literal', 'http://127.0.0.1/cb', 'http://localhost:1/cb'],
    ['the literal for localhost', 'http://localhost/cb', 'http://127.0.0.1:1/cb'],
    ['a port for localhost', 'http://localhost/cb', 'http://localhost:1/cb'],
    ['IPv6 for IPv4', 'http://127.0.0.1/cb', 'http://[::1]:1/cb'],
    ['https', 'https://127.0.0.1/cb', 'https://127.0.0.1:1/cb'],
    ['user information', 'http://127.0.0.1/cb', 'http://127.0.0.1:80@evil.example/cb'],
    ['a longer host', 'http://127.0.0.1/cb', 'http://127.0.0.1.evil.example/cb'],
    ['a port of letters', 'http://127.0.0.1/cb', 'http://127.0.0.1:8o/cb'],
    ['a line break behind the port', 'http://127.0.0.1/cb', 'http://127.0.0.1:80\n/cb'],
    ['a line break at the end', 'http://127.0.0.1/cb', 'http://127.0.0.1:80/cb\n'],
    ['a port inside a longer host', 'http://127.0.0.1.evil.example/cb', 'http://127.0.0.1:80.evil.example/cb'],
    ['another loopback address', 'http://127.0.0.1/cb', 'http://127.0.0.2/cb'],
  ])('refuses %s', (_what, registered, presented) => {
    expect(match(registered, presented)).toBeUndefined();
  });
});
