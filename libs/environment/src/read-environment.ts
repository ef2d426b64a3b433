/**
 * From the environment to typed settings, or to the list of everything that is wrong with it. Runs before Nest and the
 * database are even loaded, so that a bad environment is refused at once.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { validateSync } from 'class-validator';
import { DEFAULT_DATABASE_URL, parseDatabaseUrl } from './database-url';
import { Environment, ENVIRONMENT_NAMES, type EnvironmentName } from './environment';
import { decodeKey, type LogLevel } from './environment-rules';
import { readMasterKey, readOrCreateMasterKey } from './master-key';
import { misspeltNames } from './misspelt-names';
import { parseTrustProxy } from './network-names';
import { Settings } from './settings';

export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

export interface EnvironmentReading {
  /** Undefined when there are faults. */
  readonly settings: Settings | undefined;
  /** One line each: the variable, what is wrong, what to do. */
  readonly faults: readonly string[];
  /** One line each; they do not stop the start. */
  readonly warnings: readonly string[];
}

/** A process's environment, completed by a `.env` file in the working directory if there is one. */
export function withEnvironmentFile(environment: EnvironmentSource): EnvironmentSource {
  try {
    return { ...parseEnv(readFileSync('.env', 'utf8')), ...environment };
  } catch {
    return environment;
  }
}

export interface ReadEnvironmentOptions {
  /** Whether an SQLite installation without a master key is given one (the default). Without, that is a fault. */
  readonly makeMasterKey?: boolean;
}

/**
 * Reads and checks every variable. Makes the master key's file for an SQLite installation that has none, once everything
 * else is right.
 */
export function readEnvironment(
  source: EnvironmentSource,
  { makeMasterKey = true }: ReadEnvironmentOptions = {},
): EnvironmentReading {
  const environment = new Environment();
  for (const name of ENVIRONMENT_NAMES) {
    const value = source[name]?.trim();
    // Compose files and shells pass an unset variable as an empty one.
    if (value !== undefined && value !== '') environment[name] = value;
  }
  const warnings = [
    ...misspeltNames(Object.keys(source), ENVIRONMENT_NAMES),
    ...unusedSettings(environment),
    ...missingProxy(environment),
    ...unknownConsole(environment),
  ];
  const faults = validateSync(environment).flatMap(({ property, constraints }) =>
    Object.values(constraints ?? {}).map((fault) => `${property}: ${fault}`),
  );
  if (faults.length > 0) return { settings: undefined, faults: inOrder(faults), warnings };
  try {
    const { settings, warning } = toSettings(environment, makeMasterKey);
    return { settings, faults: [], warnings: warning === undefined ? warnings : [...warnings, warning] };
  } catch (error) {
    return { settings: undefined, faults: [`MASTER_KEY: ${(error as Error).message}`], warnings };
  }
}

function toSettings(
  environment: Environment,
  makeMasterKey: boolean,
): { readonly settings: Settings; readonly warning: string | undefined } {
  const database = parseDatabaseUrl(environment.DATABASE_URL ?? DEFAULT_DATABASE_URL);
  const trustProxy = parseTrustProxy(environment.TRUST_PROXY);
  if ('fault' in database || (typeof trustProxy === 'object' && 'fault' in trustProxy)) {
    throw new TypeError('settings are made only of a checked environment');
  }
  const inFile = database.kind === 'sqlite' && database.file !== ':memory:';
  const dataDirectory = inFile ? dirname(database.file) : './data';
  const { key, warning } = masterKeyOf(environment, dataDirectory, makeMasterKey);
  const port = numberOr(environment.PORT, 4000);
  const consolePort = numberOr(environment.CONSOLE_PORT, 4001);
  const issuer = environment.ISSUER_URL ?? `http://localhost:${port}`;
  const secure = issuer.startsWith('https:');
  // Behind a public issuer, an address on this machine would be a dead link for everybody.
  const defaultConsole = secure ? undefined : `http://localhost:${consolePort}`;
  const defaultDelay = trustProxy === false ? 0 : 3;
  const settings = new Settings(
    { url: issuer, secure },
    { host: environment.HOST ?? '127.0.0.1', port, trustProxy },
    {
      url: environment.CONSOLE_URL ?? defaultConsole,
      port: consolePort,
      key: environment.CONSOLE_KEY === undefined ? undefined : decodeKey(environment.CONSOLE_KEY),
    },
    { port: numberOr(environment.DEMO_PORT, 4002) },
    database,
    { masterKey: key },
    { smtpUrl: environment.SMTP_URL, outbox: join(dataDirectory, 'outbox') },
    {
      workers: numberOr(environment.WORKERS, 1),
      shutdownDelay: numberOr(environment.SHUTDOWN_DELAY, defaultDelay) * 1000,
      startedByStarter: environment.GATEHOUSE_STARTER === '1',
    },
    { level: (environment.LOG_LEVEL ?? 'info') as LogLevel },
    { redisUrl: environment.REDIS_URL },
    environment.CONFIG_FILE,
    dataDirectory,
  );
  return { settings, warning };
}

function masterKeyOf(
  environment: Environment,
  dataDirectory: string,
  make: boolean,
): { key: Buffer; warning?: string | undefined } {
  const given = environment.MASTER_KEY === undefined ? undefined : decodeKey(environment.MASTER_KEY);
  if (given !== undefined) return { key: given };
  const path = join(dataDirectory, 'master.key');
  return make ? readOrCreateMasterKey(path) : readMasterKey(path);
}

function numberOr(value: string | undefined, byDefault: number): number {
  return value === undefined ? byDefault : Number(value);
}

function unusedSettings(environment: Environment): string[] {
  const unused = (name: EnvironmentName, instead: string) =>
    environment[name] === undefined ? [] : [`${name}: This version does not use it yet; ${instead}.`];
  return [
    ...unused('REDIS_URL', 'sign-in attempts are counted in the database, for all processes together'),
    ...unused('SMTP_URL', 'no mail is sent or written'),
  ];
}

function missingProxy({ ISSUER_URL, TRUST_PROXY }: Environment): string[] {
  if (!ISSUER_URL?.startsWith('https:') || parseTrustProxy(TRUST_PROXY) !== false) return [];
  return [
    'TRUST_PROXY: The issuer is https but no proxy is trusted; if a proxy stands in front, everybody counts as one ' +
      'address. Set TRUST_PROXY=1.',
  ];
}

function unknownConsole({ ISSUER_URL, CONSOLE_URL, CONSOLE_KEY }: Environment): string[] {
  if (CONSOLE_KEY === undefined || CONSOLE_URL !== undefined || !ISSUER_URL?.startsWith('https:')) return [];
  return ['CONSOLE_KEY: It is of no use, because nobody says where the console is. Set CONSOLE_URL.'];
}

function inOrder(faults: readonly string[]): string[] {
  const place = (fault: string) => ENVIRONMENT_NAMES.indexOf(fault.slice(0, fault.indexOf(':')) as EnvironmentName);
  return [...faults].sort((left, right) => place(left) - place(right));
}
