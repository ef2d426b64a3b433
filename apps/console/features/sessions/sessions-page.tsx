'use client';
/** Signed-in browsers, those that ended included. */
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api } from '../../ui/admin-api';
import { DataTable } from '../../ui/data-table';
import { FilterBar, type Filters, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { SearchProgress, useSearch } from '../../ui/search-progress';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { type Pages, usePages } from '../../ui/use-pages';
import { SESSION_COLUMNS, type Session } from './session-columns';
import { SESSION_FILTERS } from './session-filters';
import styles from './sessions.module.css';

// The rows are on the screen first.
const FindBox = dynamic(() => import('./find-box').then((module) => module.FindBox), {
  ssr: false,
  loading: () => <div className={styles['find']} />,
});
const EndSessionsDialog = dynamic(() => import('./end-sessions-dialog').then((module) => module.EndSessionsDialog), {
  ssr: false,
});

export function SessionsPage() {
  const filters = useFilters(SESSION_FILTERS);
  return (
    <>
      <PageHeader
        title="Sessions"
        lead="Browsers in which somebody signed in. What ended stays in the list, with the reason."
        actions={<EndMatching filters={filters} />}
      />
      <Readable scope="users:read">
        <List filters={filters} />
      </Readable>
    </>
  );
}

function List({ filters }: { readonly filters: Filters }) {
  const pages = usePages(['sessions', 'list', filters.values], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/sessions', {
        // What stands in the address is text of any kind; the API judges it.
        params: { query: { ...filters.values, ...(cursor === undefined ? {} : { cursor }) } as never },
        signal,
      }),
    ),
  );
  useFresh(pages);
  const search = useSearch(pages, JSON.stringify(filters.values));
  return (
    <>
      <FilterBar filters={filters} label="sessions">
        <FindBox onFilter={filters.set} />
      </FilterBar>
      <SearchProgress search={search} what="sessions" />
      {(pages.rows.length > 0 || !search.isSearching) && (
        <DataTable
          label="Sessions"
          columns={SESSION_COLUMNS}
          pages={search.pages}
          rowId={(session) => session.id}
          rowHref={(session) => `/sessions/${session.id}`}
          empty={
            search.isStopped ? (
              <EmptyState title="Nothing found so far">
                <p>
                  Everything since <Time at={pages.searchedBackTo} full /> was looked at. Older sessions were not.
                </p>
              </EmptyState>
            ) : filters.count > 0 ? (
              <NoMatch what="sessions" onClear={filters.clear} />
            ) : (
              <EmptyState title="Nobody has signed in yet">
                <p>A session begins when somebody signs in to any client.</p>
              </EmptyState>
            )
          }
        />
      )}
    </>
  );
}

/** Rows that are read again by themselves; more would be asked for over and over. */
const KEPT_FRESH = 50;
const EVERY = 4_000;

/** What somebody else ends shows by itself, while the list is short and looked at. */
function useFresh(pages: Pages<Session>): void {
  const { retry, rows, isFetching } = pages;
  const calm = rows.length <= KEPT_FRESH && !isFetching;
  useEffect(() => {
    if (!calm) return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') retry();
    }, EVERY);
    return () => clearTimeout(timer);
    // `retry` is made anew with every render; the timer begins again when an answer came.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [calm, rows]);
}

function EndMatching({ filters }: { readonly filters: Filters }) {
  const [open, setOpen] = useState(false);
  const none = filters.count === 0 ? 'Set a filter first: this would sign everybody out.' : undefined;
  return (
    <>
      <ActionButton needs="tokens:revoke" variant="default" unavailable={none} onClick={() => setOpen(true)}>
        End all that match …
      </ActionButton>
      {open && <EndSessionsDialog filters={filters.values} onClose={() => setOpen(false)} />}
    </>
  );
}
