'use client';
/**
 * A list that may be long: rows come page after page and only those on the screen are in the document. On a phone each
 * row is a card. `j` and `k` walk over the rows, Enter opens one (shell/shortcuts).
 */
import { Button } from '@mantine/core';
import { type ColumnDef, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import Link from 'next/link';
import { lazy, type ReactNode, type Ref, Suspense, useEffect, useRef } from 'react';
import styles from './data-table.module.css';
import { LoadFailed, RowsSkeleton } from './states';
import type { Pages } from './use-pages';

// Only long lists need it.
const VirtualRows = lazy(() => import('./virtual-rows').then((module) => ({ default: module.VirtualRows })));

/** Up to this many rows all of them are in the document. */
const FEW_ROWS = 120;

const features = tableFeatures({});

/** What a column may say beside TanStack's own words. */
export interface ColumnLook {
  /** `tight` columns are as wide as their content, `wide` ones take what is left. */
  readonly width?: 'tight' | 'wide';
  readonly align?: 'end';
  /** Left out on a phone. */
  readonly minor?: boolean;
}

export type Columns<Row extends object> = ColumnDef<typeof features, Row, unknown>[];

/** Builds columns: `columnsOf<ClientAnswer>()`, then `.accessor` and `.display`; the look goes into `meta`. */
export function columnsOf<Row extends object>() {
  return createColumnHelper<typeof features, Row>();
}

export interface DataTableProps<Row extends object> {
  /** Names the table for screen readers, such as `Clients`. */
  readonly label: string;
  /** Made once, outside of the component or in a memo. The first column names the row and becomes its link. */
  readonly columns: Columns<Row>;
  readonly pages: Pages<Row>;
  readonly rowId: (row: Row) => string;
  /** Where a row leads. */
  readonly rowHref?: (row: Row) => string;
  /** Or what opening it does, such as showing a drawer. */
  readonly onOpen?: (row: Row) => void;
  /** The row whose drawer is open. */
  readonly selectedId?: string | undefined;
  /** Shown when there is nothing: see `EmptyState` and `NoMatch`. */
  readonly empty: ReactNode;
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, pages, rowId, empty } = props;
  const table = useTable({ features, columns, data: pages.rows as Row[], getRowId: rowId });
  const rows = table.getRowModel().rows;
  const { hasMore, isFetchingMore, loadMore } = pages;
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!foot.current || !hasMore || isFetchingMore) return;
    // The next page is on its way before the end of this one is in sight.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: '800px',
    });
    observer.observe(foot.current);
    return () => observer.disconnect();
  }, [hasMore, isFetchingMore, loadMore]);

  if (pages.error && rows.length === 0) return <LoadFailed error={pages.error} onRetry={pages.retry} />;
  if (pages.isLoading) return <RowsSkeleton label={`Loading: ${label}`} columns={columns.length} />;
  if (rows.length === 0 && !hasMore) return <>{empty}</>;

  const look = (id: string): ColumnLook => (table.getColumn(id)?.columnDef.meta ?? {}) as ColumnLook;
  const renderRow = (index: number, ref?: Ref<HTMLTableRowElement>): ReactNode => {
    const row = rows[index];
    if (!row) return null;
    return (
      <tr
        key={row.id}
        ref={ref}
        data-index={index}
        aria-rowindex={index + 2}
        data-selected={props.selectedId === row.id || undefined}
        className={props.rowHref || props.onOpen ? styles['opens'] : undefined}
      >
        {row.getAllCells().map((cell, position) => {
          const { width, align, minor } = look(cell.column.id);
          const header = cell.column.columnDef.header;
          const content = <table.FlexRender cell={cell} />;
          return (
            <td
              key={cell.id}
              data-label={typeof header === 'string' ? header : undefined}
              data-width={width}
              data-align={align}
              data-minor={minor}
            >
              {position === 0 ? <RowLink {...props} row={row.original} content={content} /> : content}
            </td>
          );
        })}
      </tr>
    );
  };
  const firstRows = <tbody>{rows.slice(0, FEW_ROWS).map((_row, index) => renderRow(index))}</tbody>;
  return (
    <div className={styles['frame']} aria-busy={pages.isFetching}>
      <table className={styles['table']} aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const { width, align, minor } = look(header.column.id);
                return (
                  <th key={header.id} scope="col" data-width={width} data-align={align} data-minor={minor}>
                    {header.isPlaceholder ? null : <table.FlexRender header={header} />}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        {rows.length <= FEW_ROWS ? (
          firstRows
        ) : (
          <Suspense fallback={firstRows}>
            <VirtualRows count={rows.length} columns={columns.length} rowId={(index) => rows[index]?.id ?? ''}>
              {renderRow}
            </VirtualRows>
          </Suspense>
        )}
      </table>
      {(hasMore || pages.error) && (
        <div ref={foot} className={styles['more']}>
          {pages.error ? (
            <LoadFailed error={pages.error} onRetry={pages.retry} />
          ) : (
            <Button variant="default" size="xs" loading={isFetchingMore} onClick={loadMore}>
              Load more
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function RowLink<Row extends object>({
  row,
  content,
  rowHref,
  onOpen,
}: Pick<DataTableProps<Row>, 'rowHref' | 'onOpen'> & { readonly row: Row; readonly content: ReactNode }) {
  if (rowHref) {
    return (
      <Link className={styles['link']} href={rowHref(row)} prefetch={false} data-row-link>
        {content}
      </Link>
    );
  }
  if (!onOpen) return <>{content}</>;
  return (
    <button type="button" className={styles['link']} onClick={() => onOpen(row)} data-row-link>
      {content}
    </button>
  );
}
