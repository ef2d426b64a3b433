'use client';
/** A list of the admin API, page after page by its cursor. Rows that are on the screen stay while others are fetched. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  /** Of a search that reads only so much at a time: how far back it got. */
  readonly searched_back_to?: number | null;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** Nothing was fetched yet. */
  readonly isLoading: boolean;
  /** What is shown belongs to earlier filters, or a further page is on its way. */
  readonly isFetching: boolean;
  readonly isFetchingMore: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  /** How far back the search got when it stopped for having read enough; null when it was not stopped. */
  readonly searchedBackTo: number | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** @param key names the list and its filters; @param load one page, from a cursor on */
export function usePages<Row>(
  key: readonly unknown[],
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
  options: { readonly enabled?: boolean; readonly refetchInterval?: number } = {},
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Row>) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    rows,
    isLoading: query.isPending,
    isFetching: query.isFetching,
    isFetchingMore: query.isFetchingNextPage,
    error: query.error,
    hasMore: query.hasNextPage,
    searchedBackTo: query.data?.pages.at(-1)?.searched_back_to ?? null,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
