'use client';
/** Every client, with all the filters that the admin API has; several can be disabled or deleted at once. */
import { useMemo } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api } from '../../ui/admin-api';
import { DataTable } from '../../ui/data-table';
import { FilterBar, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { clientHref } from '../../ui/use-client';
import { usePages } from '../../ui/use-pages';
import { BulkBar } from './bulk-bar';
import { CLIENT_FILTERS, clientQuery } from './client-filters';
import { CLIENTS_KEY } from './clients-key';
import { clientColumns, type Client } from './columns';
import { SelectionProvider } from './selection';

const REGISTER = (
  <ActionButton href="/clients/new" needs="clients:write">
    Register a client
  </ActionButton>
);

export function ClientsList() {
  return (
    <>
      <PageHeader
        title="Clients"
        lead="Everything that may ask Gatehouse for tokens: applications, machines and agents."
        actions={REGISTER}
      />
      <Readable scope="clients:read">
        <SelectionProvider>
          <List />
        </SelectionProvider>
      </Readable>
    </>
  );
}

function List() {
  const filters = useFilters(CLIENT_FILTERS);
  const { values } = filters;
  const pages = usePages<Client>([CLIENTS_KEY, values], (cursor, signal) => {
    const query = { ...clientQuery(values), limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    return answer(api.GET('/admin/v1/clients', { params: { query }, signal }));
  });
  const search = values['search'] ?? '';
  const columns = useMemo(() => clientColumns(search), [search]);
  return (
    <>
      <FilterBar filters={filters} label="clients" />
      <DataTable
        label="Clients"
        columns={columns}
        pages={pages}
        rowId={({ client_id: id }) => id}
        rowHref={({ client_id: id }) => clientHref(id)}
        empty={
          filters.count > 0 ? (
            <NoMatch what="clients" onClear={filters.clear} />
          ) : (
            <EmptyState title="No clients yet" action={REGISTER}>
              <p>
                A client is an application, machine or agent that gets tokens here. Registering one takes four short
                screens, and each safe setting says why it is so.
              </p>
            </EmptyState>
          )
        }
      />
      <BulkBar />
    </>
  );
}
