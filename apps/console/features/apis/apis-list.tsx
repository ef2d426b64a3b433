'use client';
import { ActionButton } from '../../ui/action-button';
import { answer, api } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, type FilterField, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { duration } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { type Api, apiHref } from './api-context';
import styles from './apis.module.css';

const FILTERS: readonly FilterField[] = [
  { name: 'identifier', label: 'Find an API', kind: 'search', placeholder: 'The whole identifier' },
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'enabled', label: 'Enabled' },
      { value: 'disabled', label: 'Disabled' },
    ],
  },
];

const column = columnsOf<Api>();
const COLUMNS = column.columns([
  column.accessor('name', {
    header: 'API',
    meta: { width: 'wide' },
    cell: ({ row: { original: row } }) => (
      <span className={styles['name']}>
        {row.name}
        <small dir="ltr">{row.identifier}</small>
      </span>
    ),
  }),
  column.accessor('state', {
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row: { original: row } }) => (
      <span className={styles['acts']}>
        <StateBadge state={row.state} />
        {row.built_in && <Badge tone="note">built in</Badge>}
      </span>
    ),
  }),
  column.accessor('scopes', {
    header: 'Scopes',
    meta: { width: 'tight', align: 'end' },
    cell: ({ row: { original: row } }) => row.scopes.length,
  }),
  column.accessor('access_token_format', {
    header: 'Access tokens',
    cell: ({ row: { original: row } }) => (row.access_token_format === 'jwt' ? 'JWT' : 'Opaque'),
  }),
  column.accessor('access_token_lifetime', {
    header: 'Lifetime',
    meta: { width: 'tight' },
    cell: ({ row: { original: row } }) => duration(row.access_token_lifetime),
  }),
]);

/** Resource servers, and what clients can ask for at each. */
export function ApisList() {
  return (
    <>
      <PageHeader
        title="APIs & scopes"
        lead="An API is what access tokens are for. Its scopes are what clients can ask people to allow."
        actions={
          <ActionButton href="/apis/new" needs="clients:write">
            Add an API
          </ActionButton>
        }
      />
      <Readable scope="clients:read">
        <List />
      </Readable>
    </>
  );
}

function List() {
  const filters = useFilters(FILTERS);
  const pages = usePages(['apis', 'list', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/apis', {
        params: { query: { ...filters.values, ...(cursor && { cursor }) } as never },
        signal,
      }),
    ),
  );
  return (
    <>
      <FilterBar filters={filters} label="APIs" />
      <DataTable
        label="APIs"
        columns={COLUMNS}
        pages={pages}
        rowId={(row) => row.identifier}
        rowHref={(row) => apiHref(row.identifier)}
        empty={
          filters.count > 0 ? (
            <NoMatch what="APIs" onClear={filters.clear} />
          ) : (
            <EmptyState title="There are no APIs yet" />
          )
        }
      />
    </>
  );
}
