'use client';
/** What the overview shows, asked again every half minute: counting in the background is seconds behind. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../ui/admin-api';
import { beginOf, type RangeName } from './range';

export type Stats = Shape<'StatsAnswer'>;
export type Series = Shape<'StatsSeriesAnswer'>;
export type ClientRefusals = Shape<'ClientRefusalsAnswer'>;
export type Attention = Shape<'AttentionItemAnswer'>;

const OFTEN = 30_000;

/** Figures of a range. Cards that ask for the same range share one request. */
export function useStats(range: RangeName) {
  return useQuery({
    queryKey: ['stats', range],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/stats', { params: { query: { from: beginOf(range, Date.now()) } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: OFTEN,
  });
}

/** How much there is at this moment. */
export function useCurrent() {
  return useQuery({
    queryKey: ['stats', 'now'],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/stats/now', { signal })),
    refetchInterval: OFTEN,
  });
}

export function useAttention() {
  return useQuery({
    queryKey: ['attention'],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/attention', { signal })),
    refetchInterval: OFTEN,
  });
}

/** A series by its name; the API answers with every series, also when nothing happened. */
export function seriesOf({ series, starts }: Stats, name: Series['series']): Series {
  const nothing = { total: 0, previous_total: 0, points: starts.map(() => 0) };
  return series.find((one) => one.series === name) ?? { series: name, events: [], reasons: [], ...nothing };
}
