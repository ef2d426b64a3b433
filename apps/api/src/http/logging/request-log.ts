import type { ServerResponse } from 'node:http';
import { clientAddressOf, type TracedRequest } from '../request-context';
import { pathOf } from '../request-target';
import { withoutTokens } from './redaction';

/** Characters of a path that matched no route; what an attacker sends is kept short. */
const MAXIMUM_PATH = 120;

/**
 * One line for one answer: what was asked by route, never the path's parameters, the query, a header or a body. Put
 * together by hand, because it is the one line on the token path: everything in it is a number, a name of ours, or quoted.
 */
export class RequestLog {
  private readonly quotedRoutes = new Map<string, string>();
  private millisecond = 0;
  private time = '';

  /** @param write takes one whole line of JSON with its line end */
  constructor(private readonly write: (line: string) => void) {}

  /** @param duration milliseconds */
  answered(request: TracedRequest, response: ServerResponse, duration: number): void {
    // Nobody was left to read it when the connection closed first.
    const status = response.writableFinished ? response.statusCode : 499;
    this.write(
      `{"level":"info","time":"${this.now()}","pid":${process.pid},"requestId":"${request.requestId ?? ''}"` +
        `,"method":"${request.method ?? ''}",${this.whereOf(request)},"status":${status}` +
        `,"duration":${Math.round(duration * 100) / 100},"address":"${clientAddressOf(request)}","message":"answered"}\n`,
    );
  }

  private whereOf(request: TracedRequest): string {
    const route = routeOf(request);
    if (route === undefined) {
      const path = pathOf(request.url ?? '').slice(0, MAXIMUM_PATH);
      return `"path":${withoutTokens(JSON.stringify(path))}`;
    }
    let quoted = this.quotedRoutes.get(route);
    if (quoted === undefined) this.quotedRoutes.set(route, (quoted = `"route":${JSON.stringify(route)}`));
    return quoted;
  }

  private now(): string {
    const now = Date.now();
    if (now !== this.millisecond) {
      this.millisecond = now;
      this.time = new Date(now).toISOString();
    }
    return this.time;
  }
}

/** The pattern of the route that answered, such as `/oauth/register/:client_id`; undefined when none did. */
function routeOf(request: TracedRequest): string | undefined {
  const path = (request as { readonly route?: { readonly path?: unknown } }).route?.path;
  return typeof path === 'string' ? path : undefined;
}
