'use client';
import Link from 'next/link';
import { Actor } from '../../ui/actor';
import { answer, api, type Shape } from '../../ui/admin-api';
import { StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, useFilters, type FilterField, type FilterValues } from '../../ui/filter-bar';
import { SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch } from '../../ui/states';
import { Time } from '../../ui/time';
import { clientKey, useLoadedClient } from '../../ui/use-client';
import { usePages } from '../../ui/use-pages';
import styles from './activity.module.css';

type Event = Shape<'AuditEventAnswer'>;

/** Their names are those of the admin API. */
const FILTERS: readonly FilterField[] = [
  {
    name: 'event',
    label: 'What happened',
    kind: 'choice',
    options: [
      { value: 'client.*,client_secret.*', label: 'Changes of the client' },
      { value: 'authorization.*', label: 'Authorizations' },
      { value: 'token.*', label: 'Tokens' },
      { value: 'refresh_token.*', label: 'Refreshes' },
      { value: 'consent.*', label: 'Consents' },
      { value: 'revocation.*', label: 'Revocations' },
    ],
  },
  {
    name: 'outcome',
    label: 'Outcome',
    kind: 'choice',
    options: [
      { value: 'success', label: 'Success' },
      { value: 'refused', label: 'Refused' },
    ],
  },
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'Until', kind: 'time' },
];

const column = columnsOf<Event>();
const COLUMNS = column.columns([
  column.display({
    id: 'title',
    header: 'What happened',
    meta: { width: 'wide' },
    cell: ({ row: { original: event } }) => event.title,
  }),
  column.display({
    id: 'outcome',
    header: 'Outcome',
    meta: { width: 'tight' },
    cell: ({ row: { original: event } }) => <StateBadge state={event.outcome} />,
  }),
  column.display({ id: 'by', header: 'By', cell: ({ row: { original: event } }) => <Actor {...event.actor} /> }),
  column.display({
    id: 'ip',
    header: 'Address',
    meta: { minor: true, width: 'tight' },
    cell: ({ row: { original: event } }) => <span dir="ltr">{event.ip ?? '–'}</span>,
  }),
  column.display({
    id: 'reference',
    header: 'Reference',
    meta: { width: 'tight' },
    cell: ({ row: { original: event } }) =>
      event.reference === null ? (
        '–'
      ) : (
        <Link href={`/errors/${event.reference}`} prefetch={false}>
          <code>{event.reference}</code>
        </Link>
      ),
  }),
  column.display({
    id: 'at',
    header: 'When',
    meta: { width: 'tight' },
    cell: ({ row: { original: event } }) => <Time at={event.at} />,
  }),
]);

/** The same search on the page of the audit log, which calls the kind of event `type`. */
function auditFilters(clientId: string, { event, ...others }: FilterValues): string {
  const values = { client_id: clientId, ...others, ...(event === undefined ? {} : { type: event }) };
  return new URLSearchParams(values as Record<string, string>).toString();
}

/** The newest that the audit log has of the client: the danger zone below stays in reach. A row opens its event there. */
export function ClientEvents() {
  const { client, clientId } = useLoadedClient();
  const filters = useFilters(FILTERS);
  const narrowed = JSON.stringify(filters.values);
  const pages = usePages([...clientKey(clientId), 'activity', narrowed], (cursor, signal) => {
    const query = { ...filters.values, client_id: clientId, limit: '50', ...(cursor === undefined ? {} : { cursor }) };
    const search = new URLSearchParams(query as Record<string, string>).toString();
    return answer(api.GET('/admin/v1/audit', { querySerializer: () => search, signal }));
  });
  const search = useSearch(pages, narrowed);
  const about = `client_id=${encodeURIComponent(clientId)}`;
  return (
    <section aria-label="Activity">
      <nav className={styles['links']} aria-label="More about this client">
        <Link href={`/tokens?${about}`} prefetch={false}>
          Tokens
        </Link>
        <Link href={`/errors?${about}`} prefetch={false}>
          Refused requests
        </Link>
        <Link href={`/audit?${about}`} prefetch={false}>
          Audit log
        </Link>
      </nav>
      <FilterBar filters={filters} label="activity" />
      <SearchProgress search={search} what="events" />
      <div className={styles['events']}>
        <DataTable
          label={`Activity of ${client.client_name}`}
          columns={COLUMNS}
          pages={{ ...search.pages, hasMore: false }}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/audit?${about}&event=${id}`}
          empty={
            filters.count > 0 ? (
              <NoMatch what="events" onClear={filters.clear} />
            ) : (
              <EmptyState title="Nothing happened yet">
                <p>Sign-ins, tokens, refusals and changes of this client appear here.</p>
              </EmptyState>
            )
          }
        />
        {pages.hasMore && !search.isSearching && (
          <p className={styles['older']}>
            These are the newest.{' '}
            <Link href={`/audit?${auditFilters(clientId, filters.values)}`} prefetch={false}>
              Older ones in the audit log
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}
