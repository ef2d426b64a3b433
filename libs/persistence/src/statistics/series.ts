/** What is counted, from which audit events. A reason is the check that refused, or the grant type of what was issued. */
import type { AuditEventId } from '@gatehouse/audit';

export const SERIES = {
  sign_ins_succeeded: ['sign_in.succeeded'],
  sign_ins_failed: ['sign_in.failed'],
  sign_in_locks: ['sign_in.locked'],
  // Answers of the token endpoint, whatever number of tokens each holds.
  tokens_issued: ['token.issued', 'refresh_token.rotated', 'refresh_token.retried'],
  token_refusals: ['token.refused'],
  authorization_refusals: ['authorization.refused'],
  // At introspection and revocation. At the token endpoint it is a refusal with a reason of its own.
  client_authentication_failures: ['client_authentication.failed'],
  refresh_reuse: ['refresh_token.reused'],
  revocations: ['token.revoked', 'revocation.committed'],
} as const satisfies Readonly<Record<string, readonly AuditEventId[]>>;

export type Series = keyof typeof SERIES;
export const SERIES_NAMES = Object.keys(SERIES) as readonly Series[];

/** What clients did wrong: the series by which they are ranked. */
export const REFUSALS = [
  'token_refusals',
  'authorization_refusals',
  'client_authentication_failures',
] as const satisfies readonly Series[];
export type RefusalSeries = (typeof REFUSALS)[number];

const SERIES_OF = new Map<string, Series>(
  SERIES_NAMES.flatMap((series) => SERIES[series].map((event): [string, Series] => [event, series])),
);

/** Where an event counts; undefined where it does not. */
export function seriesOf(event: string): Series | undefined {
  return SERIES_OF.get(event);
}

/** Refusals of which the audit log has only the number: why each was refused is not known. */
export const SUPPRESSED = 'suppressed';

/** In place of a client id once a bucket has no room for more clients; no client can be called so. */
export const OTHER_CLIENTS = '\u2026';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What a row sums up. Whole days are there so that long spans are read from few rows. */
export const GRAINS = ['hour', 'day', 'client_hour', 'client_day'] as const;
export type Grain = (typeof GRAINS)[number];
