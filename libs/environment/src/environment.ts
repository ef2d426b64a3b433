/**
 * Every environment variable that Gatehouse reads, as text, with its rule. `read-environment.ts` collects the faults of
 * all of them at once; `.env.example` describes the same variables to people.
 */
import { ValidateBy } from 'class-validator';
import {
  anyText,
  configurationFile,
  consoleKey,
  databaseUrl,
  type EnvironmentRule,
  host,
  issuerUrl,
  logLevel,
  mailUrl,
  masterKey,
  redisUrl,
  trustProxy,
  webOrigin,
  wholeNumber,
  workers,
} from './environment-rules';

function Variable(rule: EnvironmentRule): PropertyDecorator {
  return ValidateBy({
    name: 'variable',
    validator: {
      validate: (value: string | undefined, its) => rule(value, its?.object as Environment) === undefined,
      defaultMessage: (its) => rule(its?.value as string | undefined, its?.object as Environment) ?? '',
    },
  });
}

export class Environment {
  @Variable(issuerUrl)
  ISSUER_URL?: string;

  @Variable(wholeNumber(0, 65_535, 'a TCP port (0 takes any free one)'))
  PORT?: string;

  @Variable(host)
  HOST?: string;

  @Variable(webOrigin)
  CONSOLE_URL?: string;

  @Variable(wholeNumber(0, 65_535, 'a TCP port'))
  CONSOLE_PORT?: string;

  @Variable(consoleKey)
  CONSOLE_KEY?: string;

  @Variable(wholeNumber(0, 65_535, 'a TCP port (0 starts no demo)'))
  DEMO_PORT?: string;

  @Variable(databaseUrl)
  DATABASE_URL?: string;

  @Variable(masterKey)
  MASTER_KEY?: string;

  @Variable(configurationFile)
  CONFIG_FILE?: string;

  @Variable(redisUrl)
  REDIS_URL?: string;

  @Variable(mailUrl)
  SMTP_URL?: string;

  @Variable(trustProxy)
  TRUST_PROXY?: string;

  @Variable(workers)
  WORKERS?: string;

  @Variable(logLevel)
  LOG_LEVEL?: string;

  @Variable(wholeNumber(0, 300, 'a number of seconds'))
  SHUTDOWN_DELAY?: string;

  @Variable(webOrigin)
  GATEHOUSE_URL?: string;

  @Variable(anyText)
  GATEHOUSE_CLIENT_ID?: string;

  @Variable(anyText)
  GATEHOUSE_CLIENT_SECRET?: string;

  /** Set by `npm start`, which prints the URLs itself. Not for people, so not in `.env.example`. */
  @Variable(wholeNumber(0, 1, 'a switch'))
  GATEHOUSE_STARTER?: string;
}

/** Names of all variables, in the order of the class. */
export const ENVIRONMENT_NAMES = [
  'ISSUER_URL',
  'PORT',
  'HOST',
  'CONSOLE_URL',
  'CONSOLE_PORT',
  'CONSOLE_KEY',
  'DEMO_PORT',
  'DATABASE_URL',
  'MASTER_KEY',
  'CONFIG_FILE',
  'REDIS_URL',
  'SMTP_URL',
  'TRUST_PROXY',
  'WORKERS',
  'LOG_LEVEL',
  'SHUTDOWN_DELAY',
  'GATEHOUSE_URL',
  'GATEHOUSE_CLIENT_ID',
  'GATEHOUSE_CLIENT_SECRET',
  'GATEHOUSE_STARTER',
] as const satisfies readonly (keyof Environment)[];

export type EnvironmentName = (typeof ENVIRONMENT_NAMES)[number];
