import { Query } from '@nestjs/common';
import {
  type CappedCount,
  type ClientCounts,
  Persistence,
  SERIES,
  SERIES_NAMES,
  type Series,
  type SeriesReport,
  type StatisticReport,
} from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { statsRange } from './stats-range';
import {
  type ClientRefusalsAnswer,
  CurrentStatsAnswer,
  StatsAnswer,
  type StatsCountsAnswer,
  StatsQuery,
  type StatsReasonAnswer,
  type StatsSeriesAnswer,
} from './stats.dto';

const SCOPE = 'audit:read';
/** Reasons of a series, and clients, that an answer names. */
const RANKED = 20;
/** Milliseconds for which what is there now counts as now. */
const GOOD_FOR = 5_000;

const NOTHING: SeriesReport & { readonly reasons: ReadonlyMap<string, SeriesReport> } = {
  total: 0,
  previousTotal: 0,
  points: [],
  reasons: new Map(),
};

/** `/admin/v1/stats`: how often what happened, counted from the audit log; and how much there is now. */
@AdminController('stats')
export class StatsController {
  private current: { readonly at: number; readonly answer: Promise<CurrentStatsAnswer> } | undefined;

  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Read how often what happened',
    description:
      'Counted from the audit log in the background, seconds behind. Each series with its reasons and the total of the range before, and the clients that were refused most.',
    scope: SCOPE,
    answers: { 200: StatsAnswer },
  })
  async read(@Query() query: StatsQuery): Promise<StatsAnswer> {
    const now = this.clock.now();
    const { from, to, step } = statsRange(query, now);
    const { statistics } = this.persistence;
    const asOf = await statistics.countedUpTo(now);
    const report = await statistics.report({ from, to }, step);
    const clients = (await statistics.clients({ from, to })).filter(({ refused }) => refused > 0).slice(0, RANKED);
    return {
      from,
      to,
      step,
      as_of: asOf,
      starts: [...report.starts],
      series: SERIES_NAMES.map((series) => seriesAnswer(series, report)),
      refusals_by_client: (await Promise.all(clients.map((client) => this.refusalsAnswer(client)))).flat(),
    };
  }

  @AdminRoute({
    method: 'GET',
    path: 'now',
    summary: 'Read how much there is now',
    description: 'Counts stop at a thousand, and after looking at a bounded number of rows: `capped` says so.',
    scope: SCOPE,
    answers: { 200: CurrentStatsAnswer },
  })
  now(): Promise<CurrentStatsAnswer> {
    const at = this.clock.now();
    if (!this.current || at - this.current.at >= GOOD_FOR) {
      const answer = this.count(at);
      this.current = { at, answer };
      answer.catch(() => (this.current = undefined));
    }
    return this.current.answer;
  }

  private async count(at: number): Promise<CurrentStatsAnswer> {
    const { sessions, families, clients, accounts } = await this.persistence.statistics.current(at);
    const copy = ({ count, capped }: CappedCount) => ({ count, capped });
    return {
      at,
      active_sessions: copy(sessions),
      active_grants: copy(families),
      clients: copy(clients),
      users: copy(accounts),
    };
  }

  private async refusalsAnswer({
    clientId,
    others,
    refused,
    issued,
    top,
  }: ClientCounts): Promise<ClientRefusalsAnswer[]> {
    if (!top) return [];
    const client = clientId === null ? undefined : await this.persistence.clients.find(clientId);
    const { series, reason, counted } = top;
    return [
      {
        client_id: clientId,
        client_name: client?.clientName ?? null,
        others,
        refused,
        issued,
        top: { series, events: [...SERIES[series]], reason, count: counted },
      },
    ];
  }
}

function seriesAnswer(series: Series, report: StatisticReport): StatsSeriesAnswer {
  const found = report.series.get(series) ?? NOTHING;
  const length = report.starts.length;
  const reasons = [...found.reasons]
    .map(([reason, sum]): StatsReasonAnswer => ({ reason, ...countsAnswer(sum, length) }))
    .sort((left, right) => right.total - left.total || (left.reason < right.reason ? -1 : 1))
    .slice(0, RANKED);
  return { series, events: [...SERIES[series]], ...countsAnswer(found, length), reasons };
}

function countsAnswer({ total, previousTotal, points }: SeriesReport, length: number): StatsCountsAnswer {
  return {
    total,
    previous_total: previousTotal,
    points: Array.from({ length }, (_, index) => points[index] ?? 0),
  };
}
