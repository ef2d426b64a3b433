'use client';
import { NativeSelect } from '@mantine/core';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { answer, api, type Shape } from '../../ui/admin-api';
import { StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { useMay } from '../../ui/me';
import { toPathId } from '../../ui/path-ids';
import { EmptyState } from '../../ui/states';
import { usePages } from '../../ui/use-pages';
import { useApi } from './api-context';
import styles from './apis.module.css';

type Client = Shape<'ClientAnswer'>;

const column = columnsOf<Client>();
const COLUMNS = column.columns([
  column.accessor('client_name', {
    header: 'Client',
    meta: { width: 'wide' },
    cell: ({ row: { original: client } }) => (
      <span className={styles['name']}>
        {client.client_name || client.client_id}
        <small dir="ltr">{client.client_id}</small>
      </span>
    ),
  }),
  column.accessor('application_type', { header: 'Kind' }),
  column.accessor('state', {
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row: { original: client } }) => <StateBadge state={client.state} />,
  }),
  column.accessor('consent', {
    header: 'People are asked',
    cell: ({ row: { original: client } }) => whoIsAsked(client),
  }),
]);

function whoIsAsked({ consent, grant_types: grantTypes }: Client): string {
  if (grantTypes.every((type) => type === 'client_credentials')) return 'nobody: it acts for itself';
  return consent === 'skip' ? 'no: it skips the consent page' : 'yes';
}

/** Which clients may ask for a scope of this API. */
export function ApiClients() {
  const { value: current } = useApi();
  const [chosen, choose] = useQueryState('scope', parseAsString.withOptions({ history: 'push' }));
  const [first] = current.scopes;
  if (!first) {
    return (
      <EmptyState title="No scopes, so no clients">
        <p>Add a scope to this API. Clients that may ask for it appear here.</p>
      </EmptyState>
    );
  }
  const scope = current.scopes.find(({ name }) => name === chosen)?.name ?? first.name;
  return (
    <>
      <div className={styles['picker']}>
        <NativeSelect
          label="Scope"
          value={scope}
          onChange={(event) => void choose(event.currentTarget.value)}
          data={current.scopes.map(({ name }) => name)}
        />
      </div>
      <Holders key={scope} scope={scope} />
    </>
  );
}

function Holders({ scope }: { readonly scope: string }) {
  const mayReadTokens = useMay('tokens:read');
  const pages = usePages(['apis', 'holders', scope], (cursor, signal) =>
    answer(api.GET('/admin/v1/clients', { params: { query: { scope, ...(cursor && { cursor }) } as never }, signal })),
  );
  return (
    <>
      <DataTable
        label={`Clients that may ask for ${scope}`}
        columns={COLUMNS}
        pages={pages}
        rowId={(client) => client.client_id}
        rowHref={(client) => `/clients/${toPathId(client.client_id)}`}
        empty={
          <EmptyState title="No client may ask for it">
            <p>
              Give <code>{scope}</code> to a client on its page, under what it may access.
            </p>
          </EmptyState>
        }
      />
      {mayReadTokens && (
        <p>
          <Link href={`/tokens?scope=${encodeURIComponent(scope)}&state=active`}>Living tokens with {scope}</Link>: for
          whom, and when they were issued.
        </p>
      )}
    </>
  );
}
