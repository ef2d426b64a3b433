'use client';
import { answer, api } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { FilterBar, useFilters, type FilterField } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { ENDPOINTS, type Failure } from './failure-words';
import { ReferenceBox } from './reference-box';

const FIELDS: readonly FilterField[] = [
  { name: 'client_id', label: 'Client', kind: 'text', placeholder: 'Client id' },
  {
    name: 'endpoint',
    label: 'Endpoint',
    kind: 'choice',
    options: Object.entries(ENDPOINTS).map(([value, label]) => ({ value, label })),
  },
  { name: 'check', label: 'Check', kind: 'text', placeholder: 'redirect_uri.unregistered' },
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'until', label: 'Until', kind: 'time' },
];

const column = columnsOf<Failure>();
const COLUMNS = column.columns([
  column.accessor('title', { header: 'What was wrong', meta: { width: 'wide' } }),
  column.accessor('reference', {
    header: 'Reference',
    cell: ({ getValue }) => <code>{getValue()}</code>,
    meta: { width: 'tight' },
  }),
  column.accessor('endpoint', {
    header: 'Endpoint',
    cell: ({ getValue }) => <Badge>{ENDPOINTS[getValue()]}</Badge>,
    meta: { width: 'tight' },
  }),
  column.accessor((failure) => failure.client_id ?? failure.claimed_client_id ?? '', {
    id: 'client',
    header: 'Client',
    cell: ({ row: { original } }) =>
      original.client_id ??
      (original.claimed_client_id ? `“${original.claimed_client_id}”, not registered` : 'none named'),
  }),
  column.accessor('ip', {
    header: 'Address',
    cell: ({ getValue }) => getValue() ?? '–',
    meta: { minor: true, width: 'tight' },
  }),
  column.accessor('at', {
    header: 'When',
    cell: ({ getValue }) => <Time at={getValue()} />,
    meta: { width: 'tight' },
  }),
]);

/** Every request that was refused and is still kept, the newest first. */
export function FailuresList() {
  return (
    <>
      <PageHeader
        title="Failures"
        lead="Requests that were refused. Everyone who was refused saw a reference: enter it, and see which check failed and how to put it right."
      />
      <Readable scope="clients:read">
        <ReferenceBox />
        <List />
      </Readable>
    </>
  );
}

function List() {
  const filters = useFilters(FIELDS);
  const { from, until, endpoint, ...rest } = filters.values;
  const pages = usePages(['failures', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/failures', {
        params: {
          query: {
            ...rest,
            ...(endpoint === undefined ? {} : { endpoint: endpoint as Failure['endpoint'] }),
            ...(from === undefined ? {} : { from: Number(from) }),
            ...(until === undefined ? {} : { until: Number(until) }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        },
        signal,
      }),
    ),
  );
  return (
    <>
      <FilterBar filters={filters} label="failures" />
      <DataTable
        label="Failures"
        columns={COLUMNS}
        pages={pages}
        rowId={({ reference }) => reference}
        rowHref={({ reference }) => `/errors/${reference}`}
        empty={
          filters.count > 0 ? (
            <NoMatch what="failures" onClear={filters.clear} />
          ) : (
            <EmptyState title="Nothing was refused">
              <p>When a client or a person is refused, the reason appears here within a second.</p>
            </EmptyState>
          )
        }
      />
    </>
  );
}
