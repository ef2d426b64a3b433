/**
 * The rules of single variables. Each answers undefined, or one line: what is wrong, then what to do. No line repeats a
 * value that may hold a secret.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseDatabaseUrl } from './database-url';
import { isLoopbackHost, parseTrustProxy } from './network-names';

/** What is wrong with a value and what to do about it, in one line; undefined when it is right. */
export type EnvironmentRule = (
  value: string | undefined,
  environment: { readonly DATABASE_URL?: string; readonly PORT?: string },
) => string | undefined;

/** A whole number from `minimum` to `maximum`. @param meaning what the number is, with its article */
export function wholeNumber(minimum: number, maximum: number, meaning: string): EnvironmentRule {
  return (value) => {
    if (value === undefined || (/^\d{1,6}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum)) {
      return undefined;
    }
    return `${shown(value)} is not ${meaning}. Give a whole number from ${minimum} to ${maximum}.`;
  };
}

/** RFC 8414 §2: https, no query, no fragment. Gatehouse serves the root of a host, so no path either. */
export const issuerUrl: EnvironmentRule = (value, { PORT }) => {
  if (value === undefined && PORT !== undefined && Number(PORT) === 0) {
    return 'It is not set, and with PORT=0 it cannot follow from the port. Give one such as http://localhost:4000.';
  }
  return originFault(value, 'https://id.example.com');
};

export const webOrigin: EnvironmentRule = (value) => originFault(value, 'https://console.example.com');

function originFault(value: string | undefined, example: string): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return `${shown(value)} is not an https URL. Give one such as ${example}.`;
  }
  if (url.username !== '' || url.password !== '')
    return `It holds a user name or a password. Give it without, such as ${example}.`;
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return `${shown(value)} is plain http on a host that is not this machine. Use https; http is for localhost only.`;
  }
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/' || /[?#]/.test(value)) {
    return `${shown(value)} has a path, a query or a fragment. Give the origin alone: ${url.origin}.`;
  }
  if (value !== url.origin) {
    // It is compared byte for byte by every client, so it has to be in the one canonical form.
    return `${shown(value)} is not in canonical form (lower case, no trailing slash, no default port). Write ${url.origin}.`;
  }
  return undefined;
}

export const host: EnvironmentRule = (value) => {
  if (value === undefined || isIP(value) !== 0) return undefined;
  if (/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value)) return undefined;
  return `${shown(value)} is not an address to listen on. Give an IP address or a host name, such as 127.0.0.1 or 0.0.0.0.`;
};

/** Text that only somebody else can judge, such as credentials. It is never repeated. */
export const anyText: EnvironmentRule = (value) =>
  value === undefined || /^[\x20-\x7e]{1,512}$/.test(value)
    ? undefined
    : 'It has characters that cannot be in it, or too many of them. Copy it again.';

export const databaseUrl: EnvironmentRule = (value) => {
  const parsed = parseDatabaseUrl(value);
  return 'fault' in parsed ? parsed.fault : undefined;
};

/** Required where the database does not live beside the process; D-01. */
export const masterKey: EnvironmentRule = (value, environment) => {
  if (value === undefined) {
    const database = parseDatabaseUrl(environment.DATABASE_URL);
    if ('fault' in database || database.kind === 'sqlite') return undefined;
    return 'It is required with a MySQL database and is not set. Make one with: openssl rand -base64 32';
  }
  return keyFault(value);
};

export const consoleKey: EnvironmentRule = (value) => (value === undefined ? undefined : keyFault(value));

function keyFault(value: string): string | undefined {
  return decodeKey(value) === undefined
    ? 'It is not 32 bytes in base64. Make one with: openssl rand -base64 32'
    : undefined;
}

/** The 32 bytes of a key in base64 or base64url, or undefined. */
export function decodeKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, 'base64');
  return key.length === 32 ? key : undefined;
}

export const configurationFile: EnvironmentRule = (value) => {
  if (value === undefined) return undefined;
  try {
    if (!statSync(value).isFile())
      return `${shown(value)} is not a file. Give the path of a gatehouse.yaml, or unset it.`;
    accessSync(value, constants.R_OK);
    return undefined;
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    return denied
      ? `${shown(value)} may not be read by this user. Change its owner or its mode.`
      : `${shown(value)} does not exist. Give the path of a gatehouse.yaml, or unset it.`;
  }
};

export const redisUrl: EnvironmentRule = (value) =>
  schemeFault(value, ['redis:', 'rediss:'], 'redis://host:6379 or rediss://host:6380');

export const mailUrl: EnvironmentRule = (value) =>
  schemeFault(value, ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com');

function schemeFault(value: string | undefined, schemes: readonly string[], example: string): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && schemes.includes(url.protocol) && url.hostname !== '') return undefined;
  return `It is not a URL of the form ${example}. Percent-encode special characters in the password.`;
}

export const trustProxy: EnvironmentRule = (value) => {
  const parsed = parseTrustProxy(value);
  return typeof parsed === 'object' && 'fault' in parsed ? parsed.fault : undefined;
};

export const workers: EnvironmentRule = (value, environment) => {
  const fault = wholeNumber(1, 256, 'a number of processes')(value, environment);
  if (fault !== undefined || value === undefined || Number(value) === 1) return fault;
  const database = parseDatabaseUrl(environment.DATABASE_URL);
  if ('fault' in database || database.kind === 'mysql') return undefined;
  return `${value} processes cannot share an SQLite file. Set it to 1, or point DATABASE_URL at a MySQL database.`;
};

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

export const logLevel: EnvironmentRule = (value) =>
  value === undefined || (LEVELS as readonly string[]).includes(value)
    ? undefined
    : `${shown(value)} is not a level. Give one of ${LEVELS.join(', ')}.`;

/** A value in quotes, capped, without control characters and without the password of a URL. */
function shown(value: string): string {
  const harmless = value.replace(/\/\/[^/@]*@/, '//…@').replace(/[^\x20-\x7e]/g, '?');
  return JSON.stringify(harmless.length > 80 ? `${harmless.slice(0, 80)}…` : harmless);
}
