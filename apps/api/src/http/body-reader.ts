/**
 * The only reader of request bodies: small, capped and strict. It runs where a controller asks for it, after everything
 * that can refuse a request without its body. RFC 6749 §3.2, RFC 9110 §8.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type FormParameters, parseForm } from './form-parameters';
import { MalformedRequest } from './malformed-request';

/** Bytes; a longer body is answered with 413. */
export const MAXIMUM_BODY = 65_536;

const MAXIMUM_DEPTH = 32;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

export interface BodyOptions {
  /** Bytes; default 64 KiB. */
  readonly maximum?: number;
}

/**
 * Reads a form body. With `optional` a request without any body gives an empty list (UserInfo by POST, for one).
 * @throws MalformedRequest 400 (encoding, too many parameters), 413 (size), 415 (content type or content encoding)
 */
export async function readForm(
  request: IncomingMessage,
  options: BodyOptions & { readonly optional?: boolean } = {},
): Promise<FormParameters> {
  if (options.optional === true && !hasBody(request)) return [];
  requireContentType(request, FORM);
  const body = await readBody(request, options.maximum ?? MAXIMUM_BODY);
  return parseForm(toText(body));
}

/**
 * Reads a JSON body; undefined when it is empty.
 * @throws MalformedRequest 400 (encoding, syntax), 413 (size), 415 (content type or content encoding)
 */
export async function readJson(
  request: IncomingMessage,
  options: BodyOptions & { readonly alsoContentTypes?: readonly string[] } = {},
): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  requireContentType(request, JSON_TYPE, options.alsoContentTypes);
  const text = toText(await readBody(request, options.maximum ?? MAXIMUM_BODY));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedRequest(400, 'bad_json', 'the body is not JSON');
  }
  checkShape(value);
  return value;
}

/**
 * Parameters of the query, from the raw URL and with the strictness of a form body.
 * @throws MalformedRequest (400)
 */
export function queryParameters(request: IncomingMessage & { readonly originalUrl?: string }): FormParameters {
  const url = request.originalUrl ?? request.url ?? '';
  const start = url.indexOf('?');
  if (start === -1) return [];
  const query = url.slice(start + 1);
  // A URL is ASCII (RFC 3986 §2); the HTTP parser hands other bytes on as Latin-1.
  if (/[^\x21-\x7e]/.test(query)) throw new MalformedRequest(400, 'bad_encoding', 'the query is not percent-encoded');
  return parseForm(query);
}

/** Whether the request announces a body: RFC 9112 §6.3. */
export function hasBody(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true;
  const length = request.headers['content-length'];
  return length !== undefined && length !== '0';
}

function requireContentType(request: IncomingMessage, expected: string, others: readonly string[] = []): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new MalformedRequest(415, 'unsupported_content_encoding', 'the body must not be compressed');
  }
  const type = request.headers['content-type'];
  if (type === expected) return;
  if (type === undefined) {
    throw new MalformedRequest(415, 'unsupported_content_type', `the content type must be ${expected}`);
  }
  const [media = '', ...parameters] = type.split(';');
  const named = media.trim().toLowerCase();
  if (named !== expected && !others.includes(named)) {
    throw new MalformedRequest(415, 'unsupported_content_type', `the content type must be ${expected}`);
  }
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    if (name.trim().toLowerCase() !== 'charset') continue;
    // ASCII is a part of UTF-8; anything else would be read wrongly.
    if (!/^(utf-?8|us-ascii)$/i.test(value.trim().replace(/^"(.*)"$/, '$1'))) {
      throw new MalformedRequest(415, 'unsupported_content_type', 'the charset must be utf-8');
    }
  }
}

function readBody(request: IncomingMessage, maximum: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const declared = request.headers['content-length'];
    if (declared !== undefined && Number(declared) > maximum) {
      reject(tooLarge(maximum));
      return;
    }
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let size = 0;
    let settled = false;
    request.on('data', (chunk: Buffer) => {
      // After a refusal the flow goes on and is dropped, so that the answer reaches a client that is still sending.
      if (settled) return;
      size += chunk.length;
      if (size > maximum) {
        settled = true;
        first = rest = undefined;
        reject(tooLarge(maximum));
      } else if (first === undefined) first = chunk;
      else (rest ??= []).push(chunk);
    });
    request.on('end', () => {
      settled = true;
      if (first === undefined) resolve(Buffer.alloc(0));
      else resolve(rest === undefined ? first : Buffer.concat([first, ...rest], size));
    });
    const interrupted = () => {
      if (!settled) reject(new MalformedRequest(400, 'body_interrupted', 'the body was cut short'));
      settled = true;
    };
    request.on('error', interrupted);
    request.on('close', interrupted);
  });
}

function tooLarge(maximum: number): MalformedRequest {
  return new MalformedRequest(413, 'body_too_large', `the body is longer than ${maximum} bytes`);
}

function toText(body: Buffer): string {
  if (isAscii(body)) return body.toString('latin1');
  if (!isUtf8(body)) throw new MalformedRequest(400, 'bad_encoding', 'the body is not UTF-8');
  return body.toString('utf8');
}

/** Refuses what would trip whoever walks through the value: a member that reaches a prototype, or endless nesting. */
function checkShape(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAXIMUM_DEPTH) throw new MalformedRequest(400, 'bad_json', 'the body is nested too deeply');
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      if (Object.hasOwn(item, '__proto__')) {
        throw new MalformedRequest(400, 'bad_json', 'the body has a member named __proto__');
      }
      for (const member of Object.values(item)) if (typeof member === 'object') next.push(member);
    }
    level = next;
  }
}
