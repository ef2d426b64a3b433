'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import type { LineageToken } from '../../ui/lineage-model';

/** Read without asking; families that are larger go on when somebody wants to see more. */
const READ_AT_ONCE = 1_000;

export interface LineageState {
  /** The first page: sign-in, consent, approval and counts. */
  readonly facts: Shape<'LineageAnswer'> | undefined;
  readonly tokens: readonly LineageToken[];
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly isFetchingMore: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** The whole approval of a token, page after page. */
export function useLineage(tokenId: string): LineageState {
  const query = useInfiniteQuery({
    queryKey: ['lineage', tokenId],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/admin/v1/tokens/{token_id}/lineage', {
          params: {
            path: { token_id: tokenId },
            query: { limit: 200, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Shape<'LineageAnswer'>) => last.next ?? undefined,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const tokens = useMemo(() => data?.pages.flatMap((page) => page.tokens) ?? [], [data]);
  useEffect(() => {
    if (hasNextPage && !isFetching && tokens.length < READ_AT_ONCE) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, tokens.length]);
  return {
    facts: data?.pages[0],
    tokens,
    error: query.error,
    isLoading: query.isPending,
    isFetchingMore: query.isFetchingNextPage,
    hasMore: hasNextPage,
    loadMore: () => void fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
