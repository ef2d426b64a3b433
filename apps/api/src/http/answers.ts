/** Writes an answer with one `writeHead` and one `end`. A client that has gone away is no error. */
import { type IncomingMessage, ServerResponse } from 'node:http';
import { requestIdOf, type TracedRequest } from './request-context';
import type { HeaderList } from './security-headers';

/**
 * Node's own, past the lean response's: these answers bring their headers with them.
 */
const writeHead = ServerResponse.prototype.writeHead as (
  this: ServerResponse,
  status: number,
  headers: string[],
) => ServerResponse;

/** Sends prepared bytes or a value as JSON. @param headers from `SecurityHeaders`, plus what the answer adds */
export function sendJson(
  response: ServerResponse<IncomingMessage>,
  status: number,
  body: Buffer | object,
  headers: HeaderList,
): void {
  send(response, status, Buffer.isBuffer(body) ? body : JSON.stringify(body), headers);
}

/** Sends an HTML page. */
export function sendPage(response: ServerResponse, status: number, html: string, headers: HeaderList): void {
  send(response, status, html, headers);
}

/** Sends a status without a body. */
export function sendEmpty(response: ServerResponse, status: number, headers: HeaderList): void {
  send(response, status, '', headers);
}

/**
 * Sends the browser elsewhere with 303, so that a form's content is never posted on. RFC 9700 §4.12.
 * @param location already a valid URI; a CR, LF or NUL in it is refused by Node
 */
export function sendRedirect(response: ServerResponse, location: string, headers: HeaderList): void {
  send(response, 303, '', [...headers, 'Location', location]);
}

function send(response: ServerResponse, status: number, body: string | Buffer, headers: HeaderList): void {
  // Something answered already, or there is nobody left to answer.
  if (response.headersSent || response.destroyed) return;
  if ((response as { isLeaving?: boolean }).isLeaving === true) response.shouldKeepAlive = false;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const list = headers.slice();
  list.push('X-Request-Id', requestIdOf(response.req as TracedRequest));
  if (status !== 204 && status !== 304) list.push('Content-Length', `${length}`);
  writeHead.call(response, status, list);
  response.end(body);
}
