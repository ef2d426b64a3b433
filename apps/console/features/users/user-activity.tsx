'use client';
import Link from 'next/link';
import { Actor } from '../../ui/actor';
import { answer, api, type Shape } from '../../ui/admin-api';
import { StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, type FilterField, useFilters } from '../../ui/filter-bar';
import { SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { userKey, useUser } from './user-context';
import styles from './users.module.css';

type Event = Shape<'AuditEventAnswer'>;

const FILTERS: readonly FilterField[] = [
  {
    name: 'side',
    label: 'Show',
    kind: 'choice',
    options: [{ value: 'actor', label: 'Only what the user did as an admin' }],
  },
  {
    name: 'event',
    label: 'What happened',
    kind: 'choice',
    options: [
      { value: 'sign_in.*', label: 'Sign-ins' },
      { value: 'session.*', label: 'Sessions' },
      { value: 'consent.*', label: 'Consents' },
      { value: 'token.*', label: 'Tokens' },
      { value: 'account.*', label: 'Changes of the account' },
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
  column.accessor('title', {
    header: 'What happened',
    meta: { width: 'wide' },
    cell: ({ row: { original: event } }) => (
      <span className={styles['person']}>
        {event.title}
        <small dir="ltr">{event.event}</small>
      </span>
    ),
  }),
  column.accessor('outcome', {
    header: 'Outcome',
    meta: { width: 'tight' },
    cell: ({ row: { original: event } }) => <StateBadge state={event.outcome} />,
  }),
  column.accessor('actor', {
    header: 'By',
    cell: ({ row: { original: event } }) => <Actor {...event.actor} named />,
  }),
  column.accessor('client_id', {
    header: 'Client',
    meta: { minor: true },
    cell: ({ row: { original: event } }) => event.client_id ?? '–',
  }),
  column.accessor('ip', {
    header: 'IP address',
    meta: { minor: true },
    cell: ({ row: { original: event } }) => <span dir="ltr">{event.ip ?? '–'}</span>,
  }),
  column.accessor('at', {
    header: 'When',
    meta: { width: 'tight' },
    cell: ({ row: { original: event } }) => <Time at={event.at} />,
  }),
]);

/** What the audit log has of the user. */
export function UserActivity() {
  return (
    <Readable scope="audit:read">
      <Events />
    </Readable>
  );
}

function Events() {
  const { value: user } = useUser();
  const filters = useFilters(FILTERS);
  const { side, ...narrowed } = filters.values;
  const who = side === 'actor' ? 'actor' : 'subject';
  const pages = usePages([...userKey(user.id), 'activity', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/audit', {
        params: { query: { ...narrowed, [who]: user.id, ...(cursor && { cursor }) } as never },
        signal,
      }),
    ),
  );
  const search = useSearch(pages, JSON.stringify(filters.values));
  return (
    <>
      <div className={styles['tools']}>
        <FilterBar filters={filters} label="activity" />
        <Link href={`/audit?${who}=${user.id}`}>Open in the audit log</Link>
      </div>
      <SearchProgress search={search} what="events" />
      <DataTable
        label={`Activity of ${user.username}`}
        columns={COLUMNS}
        pages={search.pages}
        rowId={(event) => event.id}
        rowHref={(event) => `/audit?event=${event.id}`}
        empty={
          filters.count > 0 ? (
            <NoMatch what="events" onClear={filters.clear} />
          ) : (
            <EmptyState title="Nothing happened yet">
              <p>Sign-ins, consents and changes of the account appear here.</p>
            </EmptyState>
          )
        }
      />
    </>
  );
}
