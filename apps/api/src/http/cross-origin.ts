/**
 * Cross-origin calls to endpoints that scripts of other sites use directly: token, revocation, UserInfo. Any origin may
 * call, because nothing here rests on cookies: credentials are never allowed, and who calls is proven by what they send.
 * Before the client is known, nobody could tell which origins are its own. Fetch §3.2.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from './answers';
import type { HeaderList } from './security-headers';

/** Seconds; browsers cap it themselves. */
const MAX_AGE = '7200';

/** Lets scripts read the answer, errors too. Costs nothing where no browser asks. */
export function allowAnyOrigin(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate');
}

/** Answers a preflight. @param methods such as `POST` or `GET, POST` */
export function answerPreflight(response: ServerResponse, methods: string, headers: HeaderList): void {
  sendEmpty(response, 204, [
    ...headers,
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Allow-Methods',
    methods,
    'Access-Control-Allow-Headers',
    'Authorization, Content-Type',
    'Access-Control-Max-Age',
    MAX_AGE,
  ]);
}
