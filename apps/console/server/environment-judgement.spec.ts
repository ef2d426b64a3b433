import {
  judgeAddresses,
  judgeClock,
  judgeCookies,
  judgeIssuer,
  judgeProxy,
  judgeReadiness,
  judgeTransport,
} from './environment-judgement';

const ISSUER = 'https://id.example.com';
const CONSOLE = 'https://console.example.com';
const answered = { kind: 'answered', status: 200, location: null, issuer: ISSUER, ahead: 0 } as const;
const whole = ({ level, text, fix = '' }: { level: string; text: string; fix?: string }) => `${level} ${text} ${fix}`;

describe('OpenID Connect Discovery §4.3: the issuer at its public address', () => {
  it('is fine when it is equal byte for byte', () => {
    expect(judgeIssuer(ISSUER, answered).level).toBe('good');
  });

  it.each([
    ['http://id.example.com', ['bad', ISSUER, 'http://id.example.com', 'X-Forwarded-Proto: https', 'TRUST_PROXY=1']],
    [`${ISSUER}/`, ['bad', 'slash']],
    ['https://other.example.com', ['bad', 'https://other.example.com', 'Host', 'X-Forwarded-Proto']],
    ['not a URL', ['bad', 'not a URL', `ISSUER_URL=${ISSUER}`]],
  ])('says what to do about %s', (issuer, parts) => {
    const said = whole(judgeIssuer(ISSUER, { ...answered, issuer }));
    for (const part of parts) expect(said).toContain(part);
  });

  it.each([
    ['ENOTFOUND', 'DNS'],
    ['ECONNREFUSED', 'Nothing listens'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['UND_ERR_CONNECT_TIMEOUT', 'in time'],
  ])('says what %s means', (code, part) => {
    expect(whole(judgeIssuer(ISSUER, { kind: 'silent', code }))).toContain(part);
  });

  it('tells a redirect and a stranger from the API', () => {
    const redirected = { ...answered, status: 301, issuer: undefined, location: 'https://www.example.com/' };
    expect(whole(judgeIssuer(ISSUER, redirected))).toContain('https://www.example.com/');
    expect(whole(judgeIssuer(ISSUER, { ...answered, status: 502, issuer: undefined }))).toContain('answered 502');
  });
});

describe('the proxy in front of the console', () => {
  const arrived = { host: 'console.example.com', forwardedHost: null, forwardedProto: 'https' };

  it.each([
    [{}, 'good', ''],
    [{ forwardedProto: null }, 'doubt', 'X-Forwarded-Proto is missing'],
    [{ forwardedProto: 'http' }, 'doubt', 'X-Forwarded-Proto says http'],
    [{ forwardedProto: 'HTTPS, http' }, 'good', ''],
    [{ host: '127.0.0.1:4001' }, 'doubt', 'proxy_set_header Host'],
    [{ host: '127.0.0.1:4001', forwardedHost: 'console.example.com' }, 'good', ''],
  ])('%j', (headers, level, part) => {
    const check = judgeProxy(CONSOLE, { ...arrived, ...headers });
    expect(check.level).toBe(level);
    expect(whole(check)).toContain(part);
  });

  it('finds https in front of an http CONSOLE_URL', () => {
    const check = judgeProxy('http://console.example.com', arrived);
    expect(check.level).toBe('bad');
    expect(check.fix).toContain('CONSOLE_URL=https://console.example.com');
  });
});

describe('time, transport, cookies, database', () => {
  it.each([
    [0, 'good'],
    [-4_900, 'good'],
    [9_000, 'doubt'],
    [-90_000, 'bad'],
    [undefined, 'doubt'],
  ])('a clock that is %s ms ahead is %s', (ahead, level) => expect(judgeClock(ahead).level).toBe(level));

  it.each([
    [ISSUER, CONSOLE, 'good'],
    ['http://localhost:4000', 'http://127.0.0.1:4001', 'good'],
    ['http://[::1]:4000', CONSOLE, 'good'],
    ['http://id.example.com', CONSOLE, 'bad'],
    [ISSUER, 'http://192.0.2.7:4001', 'bad'],
  ])('%s with %s is %s', (issuer, consoleUrl, level) => expect(judgeTransport(issuer, consoleUrl).level).toBe(level));

  it('says what the cookie is', () => {
    expect(judgeCookies(CONSOLE).text).toContain('Secure');
    expect(judgeCookies('http://localhost:4001').level).toBe('good');
  });

  it('names what fails', () => {
    expect(judgeReadiness({ status: 'ready', checks: { database: 'ok' } }).level).toBe('good');
    const failing = judgeReadiness({ status: 'not_ready', checks: { database: 'failing', keys: 'ok' } });
    expect(failing).toMatchObject({ level: 'bad', text: 'Failing: database.' });
    expect(judgeReadiness(undefined).level).toBe('doubt');
  });

  it.each([
    [ISSUER, '203.0.113.9', 'good'],
    [ISSUER, '127.0.0.1', 'doubt'],
    ['http://localhost:4000', '127.0.0.1', 'good'],
  ])('people at %s who seem to come from %s: %s', (issuer, ip, level) => {
    expect(judgeAddresses(issuer, ip).map((check) => check.level)).toEqual([level]);
  });

  it('says nothing of addresses that it does not know', () => expect(judgeAddresses(ISSUER, null)).toEqual([]));
});
