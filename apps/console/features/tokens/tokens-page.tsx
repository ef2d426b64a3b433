'use client';
/** The explorer: everything that was issued, to be found, explained and revoked. */
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { answer, api, type Shape } from '../../ui/admin-api';
import { DataTable } from '../../ui/data-table';
import { FilterBar, type Filters, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { type Search, SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { TOKEN_COLUMNS } from './token-columns';
import { onlyFilter, TOKEN_FILTERS } from './token-filters';
import styles from './tokens.module.css';

// The rows are on the screen first.
const FindBox = dynamic(() => import('./find-box').then((module) => module.FindBox), {
  ssr: false,
  loading: () => <div className={styles['box']} />,
});
const RevokeMatching = dynamic(() => import('./revoke-matching').then((module) => module.RevokeMatching), {
  ssr: false,
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
