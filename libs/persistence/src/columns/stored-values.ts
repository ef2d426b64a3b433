/** How values of records look in columns, and back. */
import { idFromBytes, idToBytes } from '@gatehouse/protocol';

export function idOrNull(id: string | null): Buffer | null {
  return id === null ? null : idToBytes(id);
}

export function textIdOrNull(bytes: Buffer | null): string | null {
  return bytes === null ? null : idFromBytes(bytes);
}

export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

const NO_STRINGS: readonly string[] = Object.freeze([]);

/** A list of strings as JSON. */
export function listToJson(list: readonly string[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

/** @throws SyntaxError when the column does not hold a JSON array */
export function listFromJson<T extends string = string>(json: string): readonly T[] {
  if (json === '[]') return NO_STRINGS as readonly T[];
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw new SyntaxError('a stored list is not a list');
  return value as T[];
}

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});

export function objectToJson(object: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(object);
}

/** @throws SyntaxError when the column does not hold a JSON object */
export function objectFromJson(json: string): Readonly<Record<string, unknown>> {
  if (json === '{}') return NOTHING;
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('a stored object is not an object');
  }
  return value as Record<string, unknown>;
}

const LONGEST_IP = 64;
const LONGEST_USER_AGENT = 512;

/** Addresses come from headers behind a proxy: never longer than the column. */
export function storedIp(ip: string | null): string | null {
  return ip === null ? null : ip.slice(0, LONGEST_IP);
}

/** A user agent may say what it likes; the start of it is enough. */
export function storedUserAgent(userAgent: string | null): string | null {
  return userAgent === null || userAgent.length <= LONGEST_USER_AGENT
    ? userAgent
    : userAgent.slice(0, LONGEST_USER_AGENT);
}

const LONGEST_SEARCH_KEY = 191;

/** A name as it is searched for: without regard to case, composition and width, and no longer than its column. */
export function searchKeyOf(name: string): string {
  const folded = [...name.normalize('NFKC').toLowerCase().trim()];
  return folded.slice(0, LONGEST_SEARCH_KEY).join('');
}
