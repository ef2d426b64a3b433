import { dangerousUris } from '../../test-data/dangerous-uris';
import { redirectUriMutations } from '../../test-data/redirect-uri-mutations';
import { applicationTypes, type ApplicationType } from '../vocabulary';
import { checkRedirectUri } from './check-redirect-uri';
import { checkRedirectUris } from './check-redirect-uris';
import { uriParts } from './uri-parts';

/** `R05!` is an error, `R09` anything milder. */
function verdict(uri: string, applicationType: ApplicationType = 'web'): string[] {
  const marks = checkRedirectUri(uri, { applicationType }).map(
    ({ rule, level }) => rule + (level === 'error' ? '!' : ''),
  );
  return [...new Set(marks)].sort();
}

describe('RFC 9700 §4.1.3 what may be registered as a redirect URI', () => {
  // The verdict for every kind of client, and the one for native clients where it differs.
  const table: [uri: string, everyKind: string[], native?: string[]][] = [
    ['https://client.example/callback', []],
    ['https://client.example/', []],
    ['https://client.example:8443/a/b?tenant=1', []],
    ['http://localhost:3000/callback', [], ['R08']],
    ['http://127.0.0.1:3000/callback', []],
    ['http://[::1]/callback', []],
    ['https://192.0.2.1/callback', []],
    ['https://[2001:db8::1]/callback', []],
    ['', ['R01!']],
    ['/callback', ['R01!']],
    ['client.example/callback', ['R01!']],
    ['https:', ['R01!']],
    ['https:/client.example/callback', ['R01!']],
    ['https:///callback', ['R01!']],
    ['https://client.example:/callback', ['R01!']],
    ['https://client.example:0/callback', ['R01!']],
    ['https://client.example:65536/callback', ['R01!']],
    ['https://client..example/callback', ['R01!']],
    ['https://-client.example/callback', ['R01!']],
    ['https://2130706433/callback', ['R01!']],
    ['https://0x7f.1/callback', ['R01!']],
    ['https://0177.0.0.1/callback', ['R01!']],
    ['https://client.example/%zz', ['R01!']],
    ['https://client.example/%00', ['R01!']],
    ['https://client.example/<b>', ['R01!']],
    ['https://client.example/a[]', ['R01!']],
    ['https://[::1::2]/callback', ['R01!']],
    ['https://client%2eexample/callback', ['R01!']],
    ['https://client.example/callback#', ['R02!']],
    ['https://client.example/callback#top', ['R02!']],
    ['https://*.client.example/callback', ['R03!']],
    ['https://client.example/*', ['R03!']],
    ['https://user:password@client.example/callback', ['R04!']],
    ['https://@client.example/callback', ['R04!']],
    [' https://client.example/callback', ['R04!']],
    ['https://client.example/callback/ ', ['R04!', 'R09']],
    ['https://client.example/call back', ['R04!']],
    ['https://client.example/call\u200bback', ['R04!']],
    ['https://client.example\\@evil.example/callback', ['R04!']],
    ['javascript:alert(1)', ['R05!']],
    ['DATA:text/html,x', ['R05!']],
    ['java\nscript:alert(1)', ['R04!', 'R05!']],
    ['http://client.example/callback', ['R06!']],
    ['http://localhost.evil.example/callback', ['R06!']],
    ['http://127.0.0.2/callback', ['R06!']],
    ['myprogram:/callback', ['R07!', 'R12!'], ['R07!']],
    ['urn:ietf:wg:oauth:2.0:oob', ['R07!', 'R12!'], ['R07!']],
    ['com..example:/callback', ['R07!', 'R12!'], ['R07!']],
    ['com.example.program:/callback', ['R12!'], []],
    ['com.example.program://callback', ['R12!'], []],
    ['https://client.example', ['R09']],
    ['https://client.example/callback/', ['R09']],
    ['https://client.example/Callback', ['R09']],
    ['https://client.example//callback', ['R09']],
    ['https://client.example/a%2Fb', ['R09']],
    ['https://client.example/%63allback', ['R09']],
    ['https://Client.example/callback', ['R09']],
    ['HTTPS://client.example/callback', ['R09']],
    ['https://client.example./callback', ['R09']],
    ['http://[::0001]/callback', ['R06!', 'R09']],
    ['https://[2001:db8:0::1]/callback', ['R09']],
    ['https://client.example:443/callback', ['R09']],
    ['https://münchen.example/callback', ['R10!']],
    ['https://client.example/straße', ['R10!']],
    ['https://xn--mnchen-3ya.example/callback', ['R10']],
    ['https://client.example/callback?next=/home', ['R11']],
    ['https://client.example/callback?page=https%3A%2F%2Fevil.example', ['R11']],
    ['https://client.example/../callback', ['R14!']],
    ['https://client.example/%2e%2e/callback', ['R09', 'R14!']],
    ['https://client.example/%252e%252e/callback', ['R09', 'R14!']],
    ['https://client.example/..;/callback', ['R14!']],
    [`https://client.example/${'a'.repeat(2048)}`, ['R15!']],
    ['https://client.example/callback?state=1', ['R16']],
  ];

  it.each(table)('judges %p', (uri, everyKind, native = everyKind) => {
    for (const applicationType of applicationTypes) {
      expect([applicationType, verdict(uri, applicationType)]).toEqual([
        applicationType,
        applicationType === 'native' ? native : everyKind,
      ]);
    }
  });

  it('says what is wrong and what to do, at the given path', () => {
    for (const [uri] of table) {
      for (const finding of checkRedirectUri(uri, { applicationType: 'web', path: ['redirect_uris', 2] })) {
        expect(finding.path).toEqual(['redirect_uris', 2]);
        expect(finding.message).toMatch(/^.{15,}\.$/su);
        expect(finding.fix).toMatch(/\S/);
      }
    }
  });

  it('counts the character at which reading stopped', () => {
    expect(checkRedirectUri('https://client.example/a{b', { applicationType: 'web' })[0]?.message).toContain(
      'character 25',
    );
  });
});

describe('RFC 9700 §4.11 schemes that run or open something', () => {
  it.each(dangerousUris)('refuses %p for every kind of client', (uri) => {
    for (const applicationType of applicationTypes) {
      expect(checkRedirectUri(uri, { applicationType }).some(({ level }) => level === 'error')).toBe(true);
    }
  });
});

describe('replacements offered for a redirect URI', () => {
  it.each([
    ['R02', 'https://client.example/cb#top', 'https://client.example/cb'],
    ['R04', ' https://client.example/cb\n', 'https://client.example/cb'],
    ['R04', 'https://user@client.example/cb', 'https://client.example/cb'],
    ['R06', 'http://client.example/cb', 'https://client.example/cb'],
    ['R08', 'http://localhost:3000/cb', 'http://127.0.0.1:3000/cb'],
    ['R09', 'https://client.example', 'https://client.example/'],
    ['R09', 'https://client.example/cb/?a=b', 'https://client.example/cb?a=b'],
    ['R09', 'https://client.example/Cb/%2F?a=B', 'https://client.example/cb/%2F?a=B'],
    ['R09', 'https://client.example//a///b', 'https://client.example/a/b'],
    ['R09', 'https://client.example/%63b', 'https://client.example/cb'],
    ['R09', 'https://CLIENT.example/cb', 'https://client.example/cb'],
    ['R09', 'https://client.example:443/cb', 'https://client.example/cb'],
    ['R10', 'https://bücher.example/cb', 'https://xn--bcher-kva.example/cb'],
  ])('%s turns %p into %p', (rule, uri, replacement) => {
    const findings = checkRedirectUri(uri, { applicationType: 'native' }).filter((finding) => finding.rule === rule);
    expect(findings.map((finding) => finding.replacement)).toContain(replacement);
  });

  it('shows people what a punycode host looks like, and whether it can be confused', () => {
    const message = (uri: string) =>
      checkRedirectUri(uri, { applicationType: 'web' }).find(({ rule }) => rule === 'R10')?.message;
    expect(message('https://xn--bcher-kva.example/cb')).toContain('bücher.example');
    expect(message('https://xn--bcher-kva.example/cb')).not.toContain('confused');
    // “аррӏе” in Cyrillic letters.
    expect(message('https://xn--80ak6aa92e.example/cb')).toContain('confused');
  });

  it('warns about an https URI of a native client only when its association file is known to be missing', () => {
    const rules = (hasAssociationFile?: boolean) =>
      checkRedirectUri('https://client.example/cb', {
        applicationType: 'native',
        ...(hasAssociationFile !== undefined && { hasAssociationFile }),
      }).map(({ rule }) => rule);
    expect(rules(false)).toEqual(['R12']);
    expect(rules(true)).toEqual([]);
    expect(rules()).toEqual([]);
  });
});

describe('a list of redirect URIs', () => {
  const day = 86_400_000;

  it('names duplicates, plain or after normalisation (R13)', () => {
    const uris = ['https://a.example/cb', 'https://b.example/cb', 'https://a.example/cb', 'https://A.example:443/cb/'];
    const findings = checkRedirectUris(uris, { applicationType: 'web', path: ['redirect_uris'] });
    expect(findings.filter(({ rule }) => rule === 'R13').map(({ path, level }) => [path.at(-1), level])).toEqual([
      [2, 'info'],
      [3, 'info'],
    ]);
  });

  it('names those that nobody used for 60 days (R13)', () => {
    const uris = ['https://a.example/cb', 'https://b.example/cb'];
    const lastUsedAt = { 'https://a.example/cb': 40 * day, 'https://b.example/cb': 39 * day };
    const findings = checkRedirectUris(uris, { applicationType: 'web', lastUsedAt, now: 100 * day });
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['R13', [1]]]);
  });
});

describe('a redirect URI that may be registered', () => {
  it('means the same host and path to a browser as it does here', () => {
    const candidates = [
      ...redirectUriMutations('https://client.example/callback'),
      ...redirectUriMutations('http://127.0.0.1:8080/callback?tenant=1'),
    ]
      .map(({ uri }) => uri)
      .filter((uri) => !checkRedirectUri(uri, { applicationType: 'web' }).some(({ level }) => level === 'error'));
    expect(candidates.length).toBeGreaterThan(40);
    for (const uri of candidates) {
      const { hostname, pathname, username } = new URL(uri);
      const parts = uriParts(uri);
      expect([pathname, username]).toEqual([parts.path || '/', '']);
      if (hostname !== parts.host?.toLowerCase()) expect([uri, verdict(uri)]).toEqual([uri, ['R09']]);
    }
  });
});

describe('any text at all', () => {
  it('gets an answer, never an exception', () => {
    for (const uri of redirectUriMutations('https://client.example/callback').map((mutation) => mutation.uri)) {
      for (const applicationType of applicationTypes) {
        expect(Array.isArray(checkRedirectUri(uri, { applicationType }))).toBe(true);
      }
    }
  });
});
