import { redirectUriMutations } from '../../test-data/redirect-uri-mutations';
import { differenceOfUris, explainRedirectUriMismatch, nearestRedirectUri } from './difference-of-uris';

/** `[-expected-]` and `{+received+}`. */
function marked(expected: string, received: string): string {
  const marks = { equal: ['', ''], expected: ['[-', '-]'], received: ['{+', '+}'] } as const;
  return differenceOfUris(expected, received)
    .segments.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1])
    .join('');
}

describe('the difference between a registered and a received redirect URI', () => {
  const base = 'https://client.example/callback';

  it.each([
    ['trailing-slash', base, `${base}/`, 'https://client.example/callback{+/+}', /ends in a slash/],
    ['trailing-slash', `${base}/`, base, 'https://client.example/callback[-/-]', /registered path ends in a slash/],
    [
      'scheme',
      base,
      'http://client.example/callback',
      'http[-s-]://client.example/callback',
      /“http” was sent, “https” is registered/,
    ],
    [
      'port',
      base,
      'https://client.example:8443/callback',
      'https://client.example{+:8443+}/callback',
      /port “8443”.*no port/,
    ],
    ['case', base, 'https://client.example/Callback', 'https://client.example/[-c-]{+C+}allback', /capital letters/],
    [
      'case',
      base,
      'https://Client.example/callback',
      'https://[-c-]{+C+}lient.example/callback',
      /host.*capital letters/,
    ],
    [
      'host',
      'http://localhost/cb',
      'http://127.0.0.1/cb',
      'http://[-localhost-]{+127.0.0.1+}/cb',
      /both mean this machine/,
    ],
    ['host', base, 'https://www.client.example/callback', 'https://{+www.+}client.example/callback', /www/],
    [
      'host',
      base,
      'https://client.example.evil.example/callback',
      undefined,
      /Another host was sent: “client.example.evil.example”/,
    ],
    ['host', base, 'https://client.example./callback', 'https://client.example{+.+}/callback', /dot at the end/],
    ['path', base, `${base}/extra`, 'https://client.example/callback{+/extra+}', /goes on with “\/extra”/],
    ['path', base, 'https://client.example/a/../callback', undefined, /leads elsewhere/],
    ['path', base, 'https://client.example//callback', 'https://client.example/{+/+}callback', /number of slashes/],
    [
      'path',
      base,
      'https://client.example/signin',
      undefined,
      /Another path was sent: “\/signin” instead of “\/callback”/,
    ],
    [
      'encoding',
      base,
      'https://client.example/%63allback',
      'https://client.example/[-c-]{+%63+}allback',
      /percent-encoded/,
    ],
    ['query', base, `${base}?a=b`, 'https://client.example/callback{+?a=b+}', /query was added: “\?a=b”/],
    ['query', `${base}?a=b`, base, 'https://client.example/callback[-?a=b-]', /is missing/],
    ['query-order', `${base}?a=1&b=2`, `${base}?b=2&a=1`, undefined, /another order/],
    ['fragment', base, `${base}#x`, 'https://client.example/callback{+#x+}', /fragment/],
    ['user-information', base, 'https://client.example@evil.example/callback', undefined, /real host is what follows/],
    ['whitespace', base, `${base}\n`, 'https://client.example/callback{+\n+}', /line break/],
  ])('is called %s: %p, %p', (kind, expected, received, segments, explanation) => {
    const difference = differenceOfUris(expected, received);
    expect(difference.kinds[0]).toBe(kind);
    expect(difference.explanation).toMatch(explanation);
    expect(difference.explanation).toMatch(/^[^\n]*\.$/s);
    if (segments !== undefined) expect(marked(expected, received)).toBe(segments);
  });

  it('is nothing for equal URIs', () => {
    expect(differenceOfUris(base, base)).toEqual({
      segments: [{ kind: 'equal', text: base }],
      kinds: [],
      explanation: 'The two URIs are the same.',
      truncated: false,
    });
  });

  it('names further differences after the first', () => {
    const { kinds, explanation } = differenceOfUris(base, 'http://client.example:80/callback/');
    expect(kinds).toEqual(['scheme', 'port', 'trailing-slash']);
    expect(explanation).toContain('port, trailing slash');
  });

  it.each([base, 'https://client.example:8443/a/b?tenant=1&mode=x', 'http://127.0.0.1/cb'])(
    'can be put together again for every mutation of %s',
    (uri) => {
      for (const mutation of redirectUriMutations(uri)) {
        const { segments, kinds, explanation, truncated } = differenceOfUris(uri, mutation.uri);
        const join = (without: string) =>
          segments
            .filter(({ kind }) => kind !== without)
            .map(({ text }) => text)
            .join('');
        expect(join('received')).toBe(uri);
        expect(join('expected')).toBe(truncated ? mutation.uri.slice(0, 2048) : mutation.uri);
        expect(kinds.length).toBeGreaterThan(0);
        expect(explanation).not.toBe('');
      }
    },
  );

  it('stays small for hostile input', () => {
    const { segments, truncated } = differenceOfUris(
      `https://client.example/${'ab'.repeat(1000)}`,
      `https://client.example/${'ba'.repeat(100_000)}`,
    );
    expect(truncated).toBe(true);
    expect(segments.map(({ text }) => text).join('').length).toBeLessThan(5000);
  });
});

describe('the nearest registered redirect URI', () => {
  const registered = [
    'https://staging.client.example/callback',
    'https://client.example/callback',
    'http://localhost:3000/callback',
  ];

  it.each([
    ['https://client.example/callback/', 'https://client.example/callback'],
    ['http://client.example/callback', 'https://client.example/callback'],
    ['https://staging.client.example/cb', 'https://staging.client.example/callback'],
    ['http://localhost:3001/callback', 'http://localhost:3000/callback'],
    ['http://127.0.0.1:3000/callback', 'http://localhost:3000/callback'],
  ])('for %s is %s', (received, nearest) => {
    expect(nearestRedirectUri(registered, received)).toBe(nearest);
    expect(explainRedirectUriMismatch({ registered, received })).toMatchObject({ nearest });
  });

  it('is nothing where nothing is registered', () => {
    expect(explainRedirectUriMismatch({ registered: [], received: 'https://client.example/' })).toBeUndefined();
  });
});
