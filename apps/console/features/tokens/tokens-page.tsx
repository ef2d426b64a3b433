'use client';
/** The explorer: everything that was issued, to be found, explained and revoked. */
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, type Shape } from '../../ui/admin-api';
import { DataTable } from '../../ui/data-table';
import { FilterBar, type Filters, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { type Search, SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { TOKEN_COLUMNS } from './token-columns';
import { onlyFilter, revocationFilter, TOKEN_FILTERS } from './token-filters';
import styles from './tokens.module.css';

// The rows are on the screen first.
const FindBox = dynamic(() => import('./find-box').then((module) => module.FindBox), {
  ssr: false,
  loading: () => <div className={styles['box']} />,
});
// Loaded when somebody opens a token.
const TokenDrawer = dynamic(() => import('./token-drawer').then((module) => module.TokenDrawer), { ssr: false });

export function TokensPage() {
  const filters = useFilters(TOKEN_FILTERS);
  return (
    <>
      <PageHeader
        title="Tokens"
        lead="Every code and token that was issued, alive or not. The tokens themselves are never stored."
        actions={<RevokeMatching filters={filters} />}
      />
      <Readable scope="tokens:read">
        <Explorer filters={filters} />
      </Readable>
    </>
  );
}

function Explorer({ filters }: { readonly filters: Filters }) {
  const [open, setOpen] = useQueryState('open', parseAsString.withOptions({ history: 'push', scroll: false }));
  const show = (token: Shape<'TokenAnswer'>) => {
    filters.set(onlyFilter({ token_id: token.id }));
    void setOpen(token.id);
  };
  const key = JSON.stringify(filters.values);
  const pages = usePages(['tokens', 'list', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/tokens', {
        // What stands in the address is text of any kind; the API judges it.
        params: { query: { ...filters.values, ...(cursor === undefined ? {} : { cursor }) } as never },
        signal,
      }),
    ),
  );
  const search = useSearch(pages, key);
  return (
    <>
      <FilterBar filters={filters} label="tokens">
        <FindBox onFilter={filters.set} onFound={show} />
      </FilterBar>
      <SearchProgress search={search} what="tokens" />
      {(pages.rows.length > 0 || !search.isSearching) && (
        <DataTable
          label="Tokens"
          columns={TOKEN_COLUMNS}
          pages={search.pages}
          rowId={(token) => token.id}
          onOpen={(token) => void setOpen(token.id)}
          selectedId={open ?? undefined}
          empty={<Nothing filters={filters} search={search} />}
        />
      )}
      {open !== null && <TokenDrawer id={open} onClose={() => void setOpen(null)} />}
    </>
  );
}

function Nothing<Row>({ filters, search }: { readonly filters: Filters; readonly search: Search<Row> }) {
  if (search.isStopped) {
    return (
      <EmptyState title="Nothing found so far">
        <p>
          Everything since <Time at={search.pages.searchedBackTo} full /> was looked at. Older tokens were not.
        </p>
      </EmptyState>
    );
  }
  if (filters.count > 0) return <NoMatch what="tokens" onClear={filters.clear} />;
  return (
    <EmptyState title="Nothing was issued yet">
      <p>
        Codes and tokens appear here as soon as a client gets its first one. Run a sign-in in the playground to see it.
      </p>
    </EmptyState>
  );
}

/** Revokes everything that the filters match, wherever the list stands. */
function RevokeMatching({ filters }: { readonly filters: Filters }) {
  const [open, setOpen] = useState(false);
  const filter = revocationFilter(filters.values);
  const none = Object.keys(filter).length === 0 ? 'Set a filter first: this would end every token.' : undefined;
  return (
    <>
      <ActionButton needs="tokens:revoke" variant="default" unavailable={none} onClick={() => setOpen(true)}>
        Revoke all that match …
      </ActionButton>
      {open && (
        <RevokeDialog
          event={{ event: 'filter', filter }}
          title="Revoke all tokens that match the filters"
          onClose={() => setOpen(false)}
        >
          <FilterWords filters={filters} />
        </RevokeDialog>
      )}
    </>
  );
}

function FilterWords({ filters }: { readonly filters: Filters }) {
  const set = filters.fields.filter(({ name }) => name !== 'sort' && filters.values[name] !== undefined);
  return (
    <p>
      Where{' '}
      {set.map(({ name, label, kind }, index) => (
        <span key={name}>
          {index > 0 && ' and '}
          {label.toLowerCase()} is{' '}
          {kind === 'time' ? <Time at={Number(filters.values[name])} full /> : <strong>{filters.values[name]}</strong>}
        </span>
      ))}
      . A code or refresh token among them takes its whole approval along; the preview counts that too.
    </p>
  );
}
