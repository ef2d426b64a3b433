import { openLog } from './log';
import { withoutSecrets, withoutTokens } from './redaction';

const OURS = 'gh_rt_0123456789abcdefghijklmnopqrstuvwxyz_-0123456789';
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const JWE = 'eyJhbGciOiJSU0EifQ.a2V5.aXY.dGV4dA.dGFn';

function logged(write: (log: ReturnType<typeof openLog>['log']) => void, pretty = false): string {
  const lines: string[] = [];
  const { log } = openLog({ level: 'debug', pretty, destination: { write: (line) => void lines.push(line) } });
  write(log);
  return lines.join('');
}

describe('withoutTokens', () => {
  it.each([OURS, JWT, JWE, `${JWT.slice(0, JWT.lastIndexOf('.'))}.`])('removes %s wherever it stands', (token) => {
    for (const text of [token, `Bearer ${token}`, `"${token}"`, `a=${token}&b`, `x\\n${token}\\n`]) {
      expect(withoutTokens(text)).toBe(text.replace(token, '[redacted]'));
    }
  });

  it('removes the query and the fragment of a URL', () => {
    expect(withoutTokens('to https://app.example/cb?code=abc&state=x failed')).toBe(
      'to https://app.example/cb?[redacted] failed',
    );
    expect(withoutTokens('"https://app.example/cb#access_token=abc"')).toBe('"https://app.example/cb?[redacted]"');
  });

  it('leaves other text alone', () => {
    for (const text of ['client web refused', 'gh_', 'eyJ', 'https://app.example/cb'])
      expect(withoutTokens(text)).toBe(text);
  });
});

describe('withoutSecrets', () => {
  it('goes by key, at any depth and in any spelling', () => {
    expect(
      withoutSecrets({
        clientId: 'web',
        client_secret: 'x',
        nested: [{ 'Set-Cookie': 'x', codeVerifier: 'x', Password: 'x', scope: 'a' }],
        code: undefined,
      }),
    ).toEqual({
      clientId: 'web',
      client_secret: '[redacted]',
      nested: [{ 'Set-Cookie': '[redacted]', codeVerifier: '[redacted]', Password: '[redacted]', scope: 'a' }],
      code: undefined,
    });
  });

  it('never writes bytes, and ends at a cycle', () => {
    const cycle: Record<string, unknown> = { bytes: Buffer.from('x') };
    cycle['self'] = cycle;
    expect(JSON.stringify(withoutSecrets(cycle))).toContain('[redacted]');
  });
});

describe('the log', () => {
  it('tells of an error its type, words, code, places and cause, and nothing it carries', () => {
    const error = Object.assign(new Error(`INSERT failed for ${OURS}`, { cause: new Error('socket closed') }), {
      code: 'ER_DUP_ENTRY',
      parameters: ['hunter2'],
      query: 'INSERT hunter2',
    });
    const line = JSON.parse(logged((log) => log.error({ error }, 'query failed'))) as {
      error: Record<string, unknown>;
    };
    expect(line).toMatchObject({
      level: 'error',
      message: 'query failed',
      error: {
        type: 'Error',
        message: 'INSERT failed for [redacted]',
        code: 'ER_DUP_ENTRY',
        cause: { message: 'socket closed' },
      },
    });
    expect(line.error['stack']).toEqual(expect.arrayContaining([expect.stringMatching(/^at /)]));
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  const EVIL = 'a\r\nb\u001b[2Jc\u0000';

  it('is one line for each entry, whatever is in it', () => {
    const text = logged((log) => log.info({ who: EVIL }, EVIL));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    for (const control of ['\r', '\u001b', '\0']) expect(text).not.toContain(control);
    expect((JSON.parse(text) as { who: string }).who).toBe(EVIL);
  });

  it('lets nothing from outside begin a line or steer a terminal', () => {
    const text = logged((log) => log.warn({ who: EVIL, error: new Error(EVIL) }, `${EVIL} ${OURS}`), true);
    const [first, ...more] = text.trimEnd().split('\n');
    expect(first).toContain('a\\r\\nb');
    for (const line of more) expect(line).toMatch(/^ {4}/);
    for (const control of ['\r', '\u001b[2J', '\0']) expect(text).not.toContain(control);
    expect(text).not.toContain(OURS);
  });

  it('is silent when told to be', () => {
    const lines: string[] = [];
    openLog({ level: 'silent', destination: { write: (line) => void lines.push(line) } }).log.fatal({}, 'x');
    expect(lines).toEqual([]);
  });
});
