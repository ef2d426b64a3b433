import type { ServerResponse } from 'node:http';
import { requestIdOf, type TracedRequest } from './request-context';
import { NO_CONTENT_POLICY } from './security-headers';

const DEFAULTS: readonly (readonly [string, string])[] = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Content-Security-Policy', NO_CONTENT_POLICY],
];

/**
 * Makes an answer safe that nobody gave headers to: the request's id, and the strictest of each kind unless the answer
 * says otherwise. So a controller that just returns a value cannot be cached, sniffed or framed.
 */
export function addDefaultHeaders(response: ServerResponse): void {
  response.setHeader('X-Request-Id', requestIdOf(response.req as TracedRequest));
  for (const [name, value] of DEFAULTS) {
    if (!response.hasHeader(name)) response.setHeader(name, value);
  }
}
