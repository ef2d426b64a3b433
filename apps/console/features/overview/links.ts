/** The lists behind the figures, with the filters that find exactly what was counted. */
import { toPathId } from '../../ui/path-ids';
import type { Attention } from './figures';

export interface Span {
  readonly from: number;
  readonly to: number;
}

type Filters = Readonly<Record<string, string | number | null | undefined>>;

function withFilters(path: string, filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** Events in the audit log, whose page calls the kind of event `type`. */
export function auditHref(events: readonly string[], span: Span, more: Filters = {}): string {
  return withFilters('/audit', { type: events.join(','), ...more, from: span.from, to: span.to });
}

/** Tokens in the ledger that were issued in a span. */
export function tokensHref(grantType: string, { from, to }: Span): string {
  return withFilters('/tokens', { grant_type: grantType, issued_from: from, issued_to: to });
}

export const ACTIVE_SESSIONS = '/sessions?state=live';
export const ACTIVE_GRANTS = '/tokens?state=active';

/** What `check` cannot find: refusals of which the audit log has only the number. */
export const SUPPRESSED = 'suppressed';

const CLIENT_TABS: Readonly<Record<string, string>> = {
  client_grade: '/security',
  client_refusals: '/activity',
  secret_expires: '/credentials',
  secret_expired: '/credentials',
};

/** Where something that needs attention is put right. */
export function attentionHref({ kind, client_id: clientId, target }: Attention): string {
  if (clientId !== null) return `/clients/${toPathId(clientId)}${CLIENT_TABS[kind] ?? ''}`;
  return target.kind === 'signing_key' ? '/keys' : '/audit?verify=true';
}
