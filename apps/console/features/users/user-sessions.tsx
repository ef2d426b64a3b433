'use client';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, type Shape } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { deviceName } from '../../ui/device';
import { FilterBar, type FilterField, useFilters } from '../../ui/filter-bar';
import { methodName, sessionEnd } from '../../ui/session-words';
import { Note } from '../../ui/problem-alert';
import { SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { userKey, useRefusal, useUser } from './user-context';
import styles from './users.module.css';

type Session = Shape<'SessionAnswer'>;

const FILTERS: readonly FilterField[] = [
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'live', label: 'Live' },
      { value: 'ended', label: 'Ended' },
      { value: 'expired', label: 'Expired' },
    ],
  },
  { name: 'ip', label: 'IP address', kind: 'text' },
  { name: 'started_from', label: 'Started from', kind: 'time' },
  { name: 'started_to', label: 'Started until', kind: 'time' },
];

const column = columnsOf<Session>();

// Loaded when somebody asks for it.
const RevokeDialog = dynamic(() => import('../../ui/revoke-dialog').then((module) => module.RevokeDialog), {
  ssr: false,
});

/** Browsers in which the user is or was signed in. */
export function UserSessions() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const filters = useFilters(FILTERS);
  const [ending, setEnding] = useState<Session | 'all'>();
  const listed = usePages([...userKey(user.id), 'sessions', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/sessions', {
        params: { query: { ...filters.values, user_id: user.id, ...(cursor && { cursor }) } as never },
        signal,
      }),
    ),
  );
  const search = useSearch(listed, JSON.stringify(filters.values));
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('started_at', {
          header: 'Started',
          cell: ({ row: { original: session } }) => <Time at={session.started_at} />,
        }),
        column.accessor('state', {
          header: 'State',
          cell: ({ row: { original: session } }) => (
            <span className={styles['words']}>
              <StateBadge state={session.state} />
              {session.own && <Badge tone="note">yours, this browser</Badge>}
              {session.end_reason !== null && <span className={styles['soft']}>{sessionEnd(session.end_reason)}</span>}
            </span>
          ),
        }),
        column.accessor('user_agent', {
          header: 'Browser',
          meta: { width: 'wide' },
          cell: ({ row: { original: session } }) => (
            <span title={session.user_agent ?? ''}>{deviceName(session.user_agent)}</span>
          ),
        }),
        column.accessor('ip', {
          header: 'IP address',
          cell: ({ row: { original: session } }) => <span dir="ltr">{session.ip ?? 'not known'}</span>,
        }),
        column.accessor('amr', {
          header: 'Signed in with',
          meta: { minor: true },
          cell: ({ row: { original: session } }) => session.amr.map(methodName).join(', ') || 'not known',
        }),
        column.accessor('last_seen_at', {
          header: 'Last seen',
          meta: { width: 'tight' },
          cell: ({ row: { original: session } }) => <Time at={session.last_seen_at} />,
        }),
        column.display({
          id: 'end',
          header: 'Action',
          meta: { width: 'tight', align: 'end' },
          cell: ({ row: { original: session } }) => (
            <ActionButton
              variant="default"
              size="compact-xs"
              needs="tokens:revoke"
              unavailable={refusal ?? (session.state === 'live' ? undefined : 'This session is over already.')}
              onClick={() => setEnding(session)}
            >
              End
            </ActionButton>
          ),
        }),
      ]),
    [refusal],
  );
  const own = ending === 'all' ? listed.rows.some((session) => session.own) : ending?.own;
  return (
    <>
      <div className={styles['tools']}>
        <FilterBar filters={filters} label="sessions" />
        <ActionButton
          variant="default"
          className={styles['danger']}
          needs="tokens:revoke"
          unavailable={refusal}
          onClick={() => setEnding('all')}
        >
          Sign out everywhere
        </ActionButton>
      </div>
      <SearchProgress search={search} what="sessions" />
      <DataTable
        label={`Sessions of ${user.username}`}
        columns={columns}
        pages={search.pages}
        rowId={(session) => session.id}
        rowHref={(session) => `/sessions/${session.id}`}
        empty={
          filters.count > 0 ? (
            <NoMatch what="sessions" onClear={filters.clear} />
          ) : (
            <EmptyState title="No sessions">
              <p>The user has not signed in yet, or it was so long ago that the session was swept away.</p>
            </EmptyState>
          )
        }
      />
      {ending !== undefined && (
        <RevokeDialog
          title={ending === 'all' ? `Sign ${user.username} out everywhere` : `End a session of ${user.username}`}
          event={ending === 'all' ? { event: 'user', user_id: user.id } : { event: 'session', session_id: ending.id }}
          confirm={ending === 'all' ? 'Sign out everywhere' : 'End session'}
          onClose={() => setEnding(undefined)}
        >
          {own === true && (
            <Note tone="doubt" title="This is the session that you use now">
              You are signed out of this console with it.
            </Note>
          )}
          <p className={styles['flat']}>
            {ending === 'all'
              ? 'Every browser is signed out, and everything that was issued for this user ends, also what clients keep for later. What the user agreed to stays.'
              : 'The browser is signed out, and everything that was approved in this session ends, also what clients keep for later.'}
          </p>
        </RevokeDialog>
      )}
    </>
  );
}
