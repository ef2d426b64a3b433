/** How many sign-ins of a client came without PKCE, of those that the audit log tells about. RFC 7636. */
import type { Shape } from './admin-api';

type Event = Shape<'AuditEventAnswer'>;

export interface PkceTraffic {
  /** Approvals of which the log says whether they used PKCE. */
  readonly known: number;
  /** Those that would have been refused. */
  readonly without: number;
  /** The newest of them. */
  readonly last: Event | undefined;
}

/** @param events `authorization.granted`, the newest first */
export function pkceTrafficOf(events: readonly Event[]): PkceTraffic {
  const bindingsOf = ({ detail }: Event) => (Array.isArray(detail['bindings']) ? detail['bindings'] : undefined);
  const known = events.filter((event) => bindingsOf(event) !== undefined);
  const without = known.filter((event) => !bindingsOf(event)?.includes('pkce'));
  return { known: known.length, without: without.length, last: without[0] };
}
