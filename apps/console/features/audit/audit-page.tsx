'use client';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { answer, api } from '../../ui/admin-api';
import { DataTable } from '../../ui/data-table';
import { FilterBar, useFilters } from '../../ui/filter-bar';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, NoMatch, Readable } from '../../ui/states';
import { type Pages, usePages } from '../../ui/use-pages';
import { auditHref, type AuditEvent, filterQuery } from './audit-api';
import { AUDIT_COLUMNS } from './audit-columns';
import { AUDIT_FIELDS } from './audit-filters';
import styles from './audit.module.css';
import { isEventWord } from './event-sentences';
import { IntegrityLine } from './integrity-line';
import { QueryBox } from './query-box';
import { SavedViews } from './saved-views';
import { TailBar, usePauses } from './tail-bar';
import { useTail } from './use-tail';

// Fetched when somebody opens them: the list has to be there first.
const EventDrawer = dynamic(() => import('./event-drawer').then((module) => module.EventDrawer), { ssr: false });
const ExportDialog = dynamic(() => import('./export-dialog').then((module) => module.ExportDialog), { ssr: false });
const IntegrityDrawer = dynamic(() => import('./integrity').then((module) => module.IntegrityDrawer), { ssr: false });

const ON = parseAsStringLiteral(['1']);
const PAGE = { event: parseAsString, verify: ON, live: ON };

export function AuditPage() {
  const [exporting, setExporting] = useState(false);
  const filters = useFilters(AUDIT_FIELDS);
  const [page, setPage] = useQueryStates(PAGE, { history: 'push', scroll: false });
  const { values, set } = filters;
  const opened = page.event ?? undefined;
  useEffect(() => {
    // A link from elsewhere may speak as the API does, which calls the kind of event `event`.
    if (opened === undefined || !opened.split(',').every(isEventWord)) return;
    void setPage({ event: null }, { history: 'replace' });
    set({ type: opened });
  }, [opened, set, setPage]);
  const isEvent = opened !== undefined && !opened.split(',').every(isEventWord);
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="Everything that happened: sign-ins, tokens, changes and refusals. It can be added to, never edited unseen."
        actions={
          <>
            <Button
              variant="default"
              aria-pressed={page.live !== null}
              onClick={() => void setPage({ live: page.live ? null : '1' }, { history: 'replace' })}
            >
              {page.live ? 'Stop following' : 'Follow live'}
            </Button>
            <Button variant="default" onClick={() => setExporting(true)}>
              Export
            </Button>
          </>
        }
      />
      <Readable scope="audit:read">
        <IntegrityLine onOpen={() => void setPage({ verify: '1' })} />
        <SavedViews filters={values} count={filters.count} />
        <FilterBar filters={filters} label="the audit log">
          <QueryBox onFilters={set} />
        </FilterBar>
        <EventList
          values={values}
          live={page.live !== null}
          opened={isEvent ? opened : undefined}
          onOpen={(id) => void setPage({ event: id })}
          onClear={filters.clear}
        />
        {page.verify && (
          <IntegrityDrawer
            onClose={() => void setPage({ verify: null })}
            eventHref={(id) => auditHref({ ...values, verify: '1', event: id })}
          />
        )}
        {isEvent && <EventDrawer key={opened} id={opened} onClose={() => void setPage({ event: null })} />}
        {exporting && <ExportDialog filters={values} onClose={() => setExporting(false)} />}
      </Readable>
    </>
  );
}

interface EventListProps {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly live: boolean;
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
}

function EventList({ values, live, opened, onOpen, onClear }: EventListProps) {
  const queries = useQueryClient();
  const query = filterQuery(values);
  const pages = usePages<AuditEvent>(['audit', query], async (cursor, signal) => {
    const search = filterQuery(values, { limit: '50', ...(cursor === undefined ? {} : { cursor }) });
    return answer(api.GET('/admin/v1/audit', { querySerializer: () => search, signal }));
  });
  const pauses = usePauses(opened !== undefined);
  const onGap = useCallback(() => void queries.invalidateQueries({ queryKey: ['audit', query] }), [queries, query]);
  const tail = useTail({ live, paused: pauses.reason !== undefined, query, onGap });
  const { shown } = tail.buffer;
  const merged = useMemo<Pages<AuditEvent>>(() => {
    const listed = new Set(pages.rows.map(({ id }) => id));
    return { ...pages, rows: [...shown.filter(({ id }) => !listed.has(id)), ...pages.rows] };
  }, [pages, shown]);
  const isFiltered = Object.keys(values).length > 0;
  return (
    <>
      {live && <TailBar tail={tail} pauses={pauses} />}
      <div className={styles['list']} {...(live ? pauses.whileReading : {})}>
        <DataTable
          label="Audit events"
          columns={AUDIT_COLUMNS}
          pages={merged}
          rowId={({ id }) => id}
          onOpen={({ id }) => onOpen(id)}
          selectedId={opened}
          empty={
            isFiltered ? (
              <NoMatch what="events" onClear={onClear} />
            ) : (
              <EmptyState title="Nothing has happened yet">
                <p>The first sign-in, token or change appears here by itself.</p>
              </EmptyState>
            )
          }
        />
      </div>
    </>
  );
}
