/** The words in which the admin API speaks of the audit log. */
import type { AdminApiPaths } from '@gatehouse/contracts';
import type { Shape } from '../../ui/admin-api';

export type AuditEvent = Shape<'AuditEventAnswer'>;

type Query = NonNullable<AdminApiPaths['/admin/v1/audit']['get']['parameters']['query']>;
/** An event id, or `client.*` for every id that begins with `client.`. */
export type EventWord = NonNullable<Query['event']>[number];
export type EventId = Exclude<EventWord, `${string}.*`>;

/** Filters as they stand in the address; `type` is what the API calls `event`, which here is the opened one. */
export type AuditFilters = Readonly<Record<string, string | undefined>>;

/** The filters as the API takes them: for a list, a stream or an export. */
export function filterQuery(filters: AuditFilters, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name === 'type' ? 'event' : name, value);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.toString();
}

/** A link into the log, such as to everything that mentions an id. */
export function auditHref(filters: AuditFilters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `/audit?${query.toString()}`;
}
