'use client';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, type Shape } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, type FilterField, useFilters } from '../../ui/filter-bar';
import { toPathId } from '../../ui/path-ids';
import { EmptyState, NoMatch } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { userKey, useRefusal, useUser } from './user-context';
import styles from './users.module.css';

type Consent = Shape<'ConsentAnswer'>;

const FILTERS: readonly FilterField[] = [
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'live', label: 'Live' },
      { value: 'revoked', label: 'Revoked' },
    ],
  },
];

const column = columnsOf<Consent>();

// Loaded when somebody asks for it.
const RevokeDialog = dynamic(() => import('../../ui/revoke-dialog').then((module) => module.RevokeDialog), {
  ssr: false,
});

/** What the user agreed to: which client may do what in their name. */
export function ConnectedClients() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const filters = useFilters(FILTERS);
  const [revoking, setRevoking] = useState<Consent>();
  const pages = usePages([...userKey(user.id), 'consents', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/consents', {
        params: { query: { ...filters.values, user_id: user.id, ...(cursor && { cursor }) } as never },
        signal,
      }),
    ),
  );
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('client_id', { header: 'Client' }),
        column.accessor('scope', {
          header: 'May use',
          meta: { width: 'wide' },
          cell: ({ row: { original: consent } }) => (
            <span className={styles['person']}>
              <span className={styles['words']}>
                {consent.scope.map((word) => (
                  // Those of an API stand behind its identifier.
                  <Badge key={word}>{word.split(' ').at(-1)}</Badge>
                ))}
                {consent.scope.length === 0 && <span className={styles['soft']}>nothing in particular</span>}
              </span>
              {consent.resources.length > 0 && <small dir="ltr">{consent.resources.join(', ')}</small>}
            </span>
          ),
        }),
        column.accessor('state', {
          header: 'State',
          meta: { width: 'tight' },
          cell: ({ row: { original: consent } }) => (
            <span className={styles['words']}>
              <StateBadge state={consent.state} />
              {consent.revoked_at !== null && <Time at={consent.revoked_at} />}
            </span>
          ),
        }),
        column.accessor('created_at', {
          header: 'First allowed',
          meta: { width: 'tight', minor: true },
          cell: ({ row: { original: consent } }) => <Time at={consent.created_at} />,
        }),
        column.accessor('updated_at', {
          header: 'Last allowed',
          meta: { width: 'tight' },
          cell: ({ row: { original: consent } }) => <Time at={consent.updated_at} />,
        }),
        column.display({
          id: 'revoke',
          header: 'Action',
          meta: { width: 'tight', align: 'end' },
          cell: ({ row: { original: consent } }) => (
            <ActionButton
              variant="default"
              size="compact-xs"
              needs="tokens:revoke"
              unavailable={refusal ?? (consent.state === 'live' ? undefined : 'It was withdrawn already.')}
              onClick={() => setRevoking(consent)}
            >
              Revoke
            </ActionButton>
          ),
        }),
      ]),
    [refusal],
  );
  return (
    <>
      <FilterBar filters={filters} label="connected clients" />
      <DataTable
        label={`Clients that ${user.username} allows`}
        columns={columns}
        pages={pages}
        rowId={(consent) => consent.id}
        rowHref={(consent) => `/clients/${toPathId(consent.client_id)}`}
        empty={
          filters.count > 0 ? (
            <NoMatch what="connected clients" onClear={filters.clear} />
          ) : (
            <EmptyState title="No connected clients">
              <p>
                A client appears here when the user allows it something on the consent page. Clients that are registered
                to skip that page do not.
              </p>
            </EmptyState>
          )
        }
      />
      {revoking && (
        <RevokeDialog
          title={`Revoke what ${user.username} allows ${revoking.client_id}`}
          event={{ event: 'consent', consent_id: revoking.id }}
          confirm="Revoke"
          onClose={() => setRevoking(undefined)}
        >
          <p className={styles['flat']}>
            Everything that the client got under this consent ends. It has to ask the user again.
          </p>
        </RevokeDialog>
      )}
    </>
  );
}
