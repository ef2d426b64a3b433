/** What every room may want to know about the request it answers. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { newReference } from './references';

/** Characters of a User-Agent that are kept. */
const MAXIMUM_USER_AGENT = 512;

/**
 * The part of a request that the lean adapter fills in when it is born. A request that came another way (a test on plain
 * Express) gets it on first use.
 */
export interface TracedRequest extends IncomingMessage {
  /** Our name for it: in the answer's `X-Request-Id`, in the log, and as the reference of an error. Never from outside. */
  requestId?: string;
  /** `performance.now()` when its head was read. */
  receivedAt?: number;
  readonly ip?: string | undefined;
  readonly app?: { get(setting: string): unknown };
}

/** The reference of this request: 10 characters of Crockford's base 32. */
export function requestIdOf(request: TracedRequest): string {
  return (request.requestId ||= newReference());
}

/** The client's address, through as many proxies as `TRUST_PROXY` says: plain IPv4 or IPv6. */
export function clientAddressOf(request: TracedRequest): string {
  const peer = request.socket.remoteAddress ?? '';
  if (request.headers['x-forwarded-for'] === undefined) return plainAddress(peer);
  const claimed = plainAddress(withoutPort(request.ip ?? peer));
  // Even a trusted proxy may pass on a word such as "unknown".
  return isIP(claimed) === 0 ? plainAddress(peer) : claimed;
}

/** `User-Agent`, capped; undefined when absent. */
export function userAgentOf(request: IncomingMessage): string | undefined {
  const agent = request.headers['user-agent'];
  if (agent === undefined || agent === '') return undefined;
  return agent.length > MAXIMUM_USER_AGENT ? agent.slice(0, MAXIMUM_USER_AGENT) : agent;
}

/** Some proxies name the port too: `198.51.100.7:4444`, `[2001:db8::1]:4444`. RFC 7239 §6. */
function withoutPort(address: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/.exec(address) ?? [];
  return bracketed ?? dotted ?? address;
}

function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
