/** Reads the counters. Every read is a span of the primary key; how long it is does not hang on how much happened. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from '../gateway/gateway';
import { ofClients, piecesOf, type Span, spansOf, startsOf, type TimeRange } from './spans';
import { DAY, OTHER_CLIENTS, REFUSALS, type RefusalSeries, type Series } from './series';

export interface SeriesReport {
  readonly total: number;
  /** In the range of the same length before. */
  readonly previousTotal: number;
  /** For each start of the report. */
  readonly points: readonly number[];
}

export interface StatisticReport {
  /** When each hour or day begins, epoch milliseconds. */
  readonly starts: readonly number[];
  /** What did not occur is not in it. By series, and by series and reason where there is one. */
  readonly series: ReadonlyMap<Series, SeriesReport & { readonly reasons: ReadonlyMap<string, SeriesReport> }>;
}

/** Hours or days of one statement: some thousand rows. */
const AT_ONCE = 100;
const AT_ONCE_OF_CLIENTS = 4;

/** What one client did. */
export interface ClientCounts {
  /** Null for those that name none. */
  readonly clientId: string | null;
  /** Clients for which there was no room of their own, together. */
  readonly others: boolean;
  readonly refused: number;
  readonly issued: number;
  /** The most frequent reason; undefined when nothing was refused. */
  readonly top: { readonly series: RefusalSeries; readonly reason: string; readonly counted: number } | undefined;
}

interface CountedRow {
  readonly start: number;
  readonly series: Series;
  readonly reason: string;
  readonly counted: number;
}

const ROWS = 'SELECT start, series, reason, counted FROM statistic WHERE grain = ? AND start >= ? AND start < ?';
const SUMS = `SELECT 0 AS start, series, reason, SUM(counted) AS counted FROM statistic
  WHERE grain = ? AND start >= ? AND start < ? GROUP BY series, reason`;
const OF_CLIENTS = `SELECT client_id, series, reason, SUM(counted) AS counted FROM statistic
  WHERE grain = ? AND start >= ? AND start < ? AND series IN (${[...REFUSALS, 'tokens_issued'].map((name) => `'${name}'`).join(', ')})
  GROUP BY client_id, series, reason`;

/** @param range at most some weeks by the hour, some months by the day */
export async function readReport(reads: Connection, range: TimeRange, step: 'hour' | 'day'): Promise<StatisticReport> {
  const starts = startsOf(range, step);
  const place = new Map(starts.map((start, index) => [start, index]));
  const report = new Report(starts.length);
  const hours: readonly Span[] = [{ grain: 'hour', ...range }];
  for (const span of (step === 'hour' ? hours : spansOf(range)).flatMap((each) => piecesOf(each, AT_ONCE))) {
    await nextTurn();
    for (const row of await reads.rows<CountedRow>(ROWS, [span.grain, span.from, span.to])) {
      const start = step === 'hour' ? row.start : Math.max(range.from, row.start - (row.start % DAY));
      report.add(row, place.get(start) ?? 0);
    }
  }
  const before = { from: range.from - (range.to - range.from), to: range.from };
  for (const { grain, from, to } of spansOf(before).flatMap((each) => piecesOf(each, AT_ONCE))) {
    for (const row of await reads.rows<CountedRow>(SUMS, [grain, from, to])) report.addPrevious(row);
  }
  return { starts, series: report.series };
}

/** Every client that did something in a range, most refusals first. */
export async function readClients(reads: Connection, range: TimeRange): Promise<readonly ClientCounts[]> {
  type Row = Omit<CountedRow, 'start'> & { readonly client_id: string };
  const clients = new Map<string, ClientSum>();
  for (const { grain, from, to } of spansOf(range).flatMap((each) => piecesOf(each, AT_ONCE_OF_CLIENTS))) {
    await nextTurn();
    for (const row of await reads.rows<Row>(OF_CLIENTS, [ofClients(grain), from, to])) {
      const client = clients.get(row.client_id) ?? new ClientSum(row.client_id);
      clients.set(row.client_id, client);
      client.add(row.series, row.reason, Number(row.counted));
    }
  }
  return [...clients.values()].map((client) => client.counts()).sort(byRefusals);
}

function byRefusals(left: ClientCounts, right: ClientCounts): number {
  return right.refused - left.refused || ((left.clientId ?? '') < (right.clientId ?? '') ? -1 : 1);
}

class Sum implements SeriesReport {
  total = 0;
  previousTotal = 0;
  readonly points: number[];
  readonly reasons = new Map<string, Sum>();

  constructor(private readonly length: number) {
    this.points = Array.from({ length }, () => 0);
  }

  add(counted: number, place: number): void {
    this.total += counted;
    this.points[place] = (this.points[place] ?? 0) + counted;
  }

  reason(name: string): Sum {
    const reason = this.reasons.get(name) ?? new Sum(this.length);
    this.reasons.set(name, reason);
    return reason;
  }
}

class Report {
  readonly series = new Map<Series, Sum>();

  constructor(private readonly length: number) {}

  add(row: CountedRow, place: number): void {
    for (const sum of this.sumsOf(row)) sum.add(Number(row.counted), place);
  }

  addPrevious(row: CountedRow): void {
    for (const sum of this.sumsOf(row)) sum.previousTotal += Number(row.counted);
  }

  private sumsOf({ series, reason }: CountedRow): readonly Sum[] {
    const sum = this.series.get(series) ?? new Sum(this.length);
    this.series.set(series, sum);
    return reason === '' ? [sum] : [sum, sum.reason(reason)];
  }
}

class ClientSum {
  private refused = 0;
  private issued = 0;
  private readonly reasons = new Map<string, { series: RefusalSeries; reason: string; counted: number }>();

  constructor(private readonly clientId: string) {}

  add(series: Series, reason: string, counted: number): void {
    if (series === 'tokens_issued') {
      this.issued += counted;
      return;
    }
    this.refused += counted;
    const name = `${series} ${reason}`;
    const known = this.reasons.get(name) ?? { series: series as RefusalSeries, reason, counted: 0 };
    known.counted += counted;
    this.reasons.set(name, known);
  }

  counts(): ClientCounts {
    const [top] = [...this.reasons.values()].sort(
      (left, right) => right.counted - left.counted || (left.reason < right.reason ? -1 : 1),
    );
    const others = this.clientId === OTHER_CLIENTS;
    const clientId = this.clientId === '' || others ? null : this.clientId;
    return { clientId, others, refused: this.refused, issued: this.issued, top };
  }
}
