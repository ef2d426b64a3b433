import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './read-environment';

const KEY = Buffer.alloc(32, 7).toString('base64');
const MYSQL = 'mysql://gate:s%40crecy@db.internal:3307/gatehouse';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'environment-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sqlite = () => `sqlite:${folder}/records.sqlite`;
const faultsOf = (environment: Record<string, string>) =>
  readEnvironment({ DATABASE_URL: 'sqlite::memory:', MASTER_KEY: KEY, ...environment }).faults;

describe('defaults', () => {
  it('are those of the table', () => {
    const { settings, faults, warnings } = readEnvironment({ MASTER_KEY: KEY });
    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(settings).toMatchObject({
      issuer: { url: 'http://localhost:4000', secure: false },
      http: { host: '127.0.0.1', port: 4000, trustProxy: false },
      console: { url: 'http://localhost:4001', port: 4001 },
      demo: { port: 4002 },
      database: { kind: 'sqlite', file: './data/gatehouse.sqlite' },
      mail: { smtpUrl: undefined, outbox: 'data/outbox' },
      process: { workers: 1, shutdownDelay: 0, startedByStarter: false },
      logging: { level: 'info' },
      rateLimits: { redisUrl: undefined },
      configurationFile: undefined,
      dataDirectory: './data',
    });
    expect(settings?.keys.masterKey).toEqual(Buffer.alloc(32, 7));
  });

  it('follow the ports that were moved', () => {
    const { settings } = readEnvironment({ MASTER_KEY: KEY, PORT: '5000', CONSOLE_PORT: '5001' });
    expect(settings?.issuer.url).toBe('http://localhost:5000');
    expect(settings?.console.url).toBe('http://localhost:5001');
  });

  it('name no console on this machine for an issuer that is elsewhere', () => {
    const consoleOf = (more: Record<string, string>) =>
      readEnvironment({ MASTER_KEY: KEY, ISSUER_URL: 'https://id.example.com', ...more }).settings?.console;
    expect(consoleOf({})).toEqual({ url: undefined, port: 4001 });
    expect(consoleOf({ CONSOLE_URL: 'https://console.example.com' })?.url).toBe('https://console.example.com');
  });

  it('stand in for an empty variable too', () => {
    const { settings, faults } = readEnvironment({ MASTER_KEY: KEY, PORT: '', ISSUER_URL: ' ', WORKERS: '' });
    expect(faults).toEqual([]);
    expect(settings?.http.port).toBe(4000);
  });

  it('wait before closing only behind a proxy', () => {
    const delayWith = (more: Record<string, string>) =>
      readEnvironment({ MASTER_KEY: KEY, ...more }).settings?.process.shutdownDelay;
    expect(delayWith({ TRUST_PROXY: '1' })).toBe(3000);
    expect(delayWith({ TRUST_PROXY: '1', SHUTDOWN_DELAY: '0' })).toBe(0);
    expect(delayWith({ SHUTDOWN_DELAY: '5' })).toBe(5000);
  });
});

describe('faults', () => {
  it('are all listed at once, in the order of the variables, one line each', () => {
    const { settings, faults } = readEnvironment({
      LOG_LEVEL: 'loud',
      WORKERS: '2',
      PORT: '70000',
      ISSUER_URL: 'http://id.example.com',
      DATABASE_URL: 'sqlite:',
      MASTER_KEY: 'short',
    });
    expect(settings).toBeUndefined();
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'ISSUER_URL',
      'PORT',
      'DATABASE_URL',
      'MASTER_KEY',
      'LOG_LEVEL',
    ]);
    for (const fault of faults) expect(fault).not.toContain('\n');
  });

  it.each([
    ['https://id.example.com', undefined],
    ['https://id.example.com:8443', undefined],
    ['http://localhost:4000', undefined],
    ['http://127.0.0.1:4000', undefined],
    ['http://[::1]:4000', undefined],
    ['http://gate.localhost', undefined],
    ['http://id.example.com', /plain http/],
    ['http://localhost.example.com', /plain http/],
    ['http://127.example.com', /plain http/],
    ['https://id.example.com/', /canonical form.*https:\/\/id\.example\.com\.$/],
    ['https://ID.example.com', /canonical form/],
    ['https://id.example.com:443', /canonical form/],
    ['https://id.example.com/tenant', /has a path/],
    ['https://id.example.com?x=1', /has a path, a query/],
    ['https://id.example.com#', /fragment/],
    ['https://someone:pass@id.example.com', /user name/],
    ['id.example.com', /not an https URL/],
    ['ftp://id.example.com', /not an https URL/],
  ])('ISSUER_URL=%s', (value, expected) => {
    const faults = faultsOf({ ISSUER_URL: value });
    if (expected === undefined) expect(faults).toEqual([]);
    else expect(faults).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    'postgres://u:hunter2@h/d',
    'mysql://u:hunter2@h',
    'mysql://:hunter2@h/d',
    'mysql://u:hunter2@h/a/b',
    'mysql://u:hunter2%zz@h/d',
    'hunter2',
  ])('DATABASE_URL=%s is refused without repeating a password', (value) => {
    const faults = faultsOf({ DATABASE_URL: value });
    expect(faults).toEqual([expect.stringMatching(/^DATABASE_URL: .*mysql:\/\/user:password@host/)]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('MASTER_KEY is required with MySQL and never repeated', () => {
    expect(readEnvironment({ DATABASE_URL: MYSQL }).faults).toEqual([expect.stringMatching(/^MASTER_KEY: .*required/)]);
    const faults = faultsOf({ MASTER_KEY: `${KEY}AAAA` });
    expect(faults).toEqual([expect.stringMatching(/^MASTER_KEY: .*32 bytes/)]);
    expect(faults.join()).not.toContain(KEY);
  });

  it('CONSOLE_KEY is optional, 32 bytes, and never repeated', () => {
    const { settings, faults } = readEnvironment({
      MASTER_KEY: KEY,
      CONSOLE_KEY: Buffer.alloc(32, 9).toString('base64'),
    });
    expect(faults).toEqual([]);
    expect(settings?.console.key).toEqual(Buffer.alloc(32, 9));
    const short = Buffer.alloc(31, 9).toString('base64');
    expect(faultsOf({ CONSOLE_KEY: short })).toEqual([expect.stringMatching(/^CONSOLE_KEY: .*32 bytes/)]);
    expect(faultsOf({ CONSOLE_KEY: short }).join()).not.toContain(short);
    expect(readEnvironment({ MASTER_KEY: KEY }).settings?.console.key).toBeUndefined();
  });

  it('PORT=0 says nothing about the issuer', () => {
    expect(faultsOf({ PORT: '0' })).toEqual([expect.stringMatching(/^ISSUER_URL: .*PORT=0/)]);
    expect(faultsOf({ PORT: '0', ISSUER_URL: 'http://localhost:4000' })).toEqual([]);
  });

  it('WORKERS above 1 is for MySQL', () => {
    expect(faultsOf({ WORKERS: '2' })).toEqual([expect.stringMatching(/^WORKERS: .*SQLite/)]);
    expect(faultsOf({ WORKERS: '2', DATABASE_URL: MYSQL })).toEqual([]);
  });

  it.each([
    ['1', 1],
    ['off', false],
    ['0', false],
    ['10.0.0.0/8, loopback,::1', ['10.0.0.0/8', 'loopback', '::1']],
  ])('TRUST_PROXY=%s', (value, expected) => {
    const { settings } = readEnvironment({ MASTER_KEY: KEY, TRUST_PROXY: value });
    expect(settings?.http.trustProxy).toEqual(expected);
  });

  it.each(['true', '10.0.0.0/33', '10.0.0.0/0', '10.0.0', 'proxy.example.com', '1,,2', '-1'])(
    'TRUST_PROXY=%s is refused',
    (value) =>
      expect(faultsOf({ TRUST_PROXY: value })).toEqual([expect.stringMatching(/^TRUST_PROXY: .*Give the number/)]),
  );

  it('CONFIG_FILE must be a readable file', () => {
    const file = join(folder, 'gatehouse.yaml');
    expect(faultsOf({ CONFIG_FILE: file })).toEqual([expect.stringContaining('does not exist')]);
    expect(faultsOf({ CONFIG_FILE: folder })).toEqual([expect.stringContaining('not a file')]);
    writeFileSync(file, 'version: 1\n');
    expect(faultsOf({ CONFIG_FILE: file })).toEqual([]);
  });
});

describe('the master key of an SQLite installation', () => {
  it('is made once, beside the database, for its owner alone', () => {
    const first = readEnvironment({ DATABASE_URL: sqlite() }).settings?.keys.masterKey;
    const path = join(folder, 'master.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(first).toHaveLength(32);
    expect(readEnvironment({ DATABASE_URL: sqlite() }).settings?.keys.masterKey).toEqual(first);
    expect(readFileSync(path, 'utf8').trim()).toBe(first?.toString('base64'));
  });

  it('is not made while anything else is wrong', () => {
    expect(readEnvironment({ DATABASE_URL: sqlite(), PORT: 'x' }).settings).toBeUndefined();
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
  });

  it('is never replaced when it cannot be understood', () => {
    writeFileSync(join(folder, 'master.key'), 'spoilt', { mode: 0o600 });
    expect(readEnvironment({ DATABASE_URL: sqlite() }).faults).toEqual([
      expect.stringMatching(/^MASTER_KEY: .*backup/),
    ]);
    expect(readFileSync(join(folder, 'master.key'), 'utf8')).toBe('spoilt');
  });

  it('warns when others may read it', () => {
    readEnvironment({ DATABASE_URL: sqlite() });
    chmodSync(join(folder, 'master.key'), 0o644);
    expect(readEnvironment({ DATABASE_URL: sqlite() }).warnings).toEqual([expect.stringContaining('chmod 600')]);
  });

  it('says so when it cannot be kept', () => {
    writeFileSync(join(folder, 'occupied'), '');
    const { faults } = readEnvironment({ DATABASE_URL: `sqlite:${folder}/occupied/x.sqlite` });
    expect(faults).toEqual([expect.stringMatching(/^MASTER_KEY: .*cannot be made/)]);
  });
});

describe('warnings', () => {
  const warningsOf = (environment: Record<string, string>) =>
    readEnvironment({ MASTER_KEY: KEY, ...environment }).warnings;

  it('name a variable that was probably meant', () => {
    expect(warningsOf({ DATABSE_URL: 'x' })).toEqual([expect.stringContaining('Did you mean DATABASE_URL?')]);
    expect(warningsOf({ LOGLEVEL: 'x' })).toEqual([expect.stringContaining('Did you mean LOG_LEVEL?')]);
    expect(warningsOf({ isuser_url: 'x' })).toEqual([expect.stringContaining('Did you mean ISSUER_URL?')]);
    expect(warningsOf({ GATEHOUSE_COLOUR: 'x' })).toEqual([expect.stringContaining('GATEHOUSE_COLOUR')]);
  });

  it('ask for the proxy of an https issuer', () => {
    const ISSUER_URL = 'https://id.example.com';
    const asked = [expect.stringMatching(/^TRUST_PROXY: .*Set TRUST_PROXY=1\.$/)];
    expect(warningsOf({ ISSUER_URL })).toEqual(asked);
    expect(warningsOf({ ISSUER_URL, TRUST_PROXY: 'off' })).toEqual(asked);
    expect(warningsOf({ ISSUER_URL, TRUST_PROXY: '1' })).toEqual([]);
    expect(warningsOf({ ISSUER_URL: 'http://localhost:4000' })).toEqual([]);
  });

  it('say that a console key is of no use where nobody says where the console is', () => {
    const more = { ISSUER_URL: 'https://id.example.com', TRUST_PROXY: '1', CONSOLE_KEY: KEY };
    expect(warningsOf(more)).toEqual([expect.stringMatching(/^CONSOLE_KEY: .*Set CONSOLE_URL\.$/)]);
    expect(warningsOf({ ...more, CONSOLE_URL: 'https://console.example.com' })).toEqual([]);
    expect(warningsOf({ CONSOLE_KEY: KEY })).toEqual([]);
  });

  it('tell what is not used yet', () => {
    expect(warningsOf({ REDIS_URL: 'redis://host', SMTP_URL: 'smtp://host' })).toEqual([
      expect.stringMatching(/^REDIS_URL: .*not use it yet; .*in the database/),
      expect.stringMatching(/^SMTP_URL: .*not use it yet; no mail/),
    ]);
  });

  it('leave the rest of an environment alone', () => {
    expect(
      warningsOf({ POST: '1', HOSTNAME: 'x', PATH: '/bin', HOME: '/', PWD: '/', TERM: 'x', npm_config_x: '1' }),
    ).toEqual([]);
  });
});
