/**
 * Counts and durations of answers by route. Kept as plain numbers and turned into Prometheus samples only when asked
 * for, because a labelled observation of the client library costs more than the whole budget of a request.
 */
import type { ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { TracedRequest } from '../request-context';

/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const REQUESTS = 'gatehouse_http_requests_total';
const DURATION = 'gatehouse_http_request_duration_seconds';

interface Sample {
  readonly labels: Record<string, string | number>;
  readonly value: number;
  readonly metricName?: string;
}

class RouteMetrics {
  /** Answers by status, at the index of the status. */
  readonly counts = new Map<number, { answers: number }>();
  readonly buckets = new Float64Array(BUCKETS.length + 1);
  sum = 0;

  constructor(
    readonly route: string,
    readonly method: string,
  ) {}

  record(status: number, seconds: number): void {
    const count = this.counts.get(status);
    if (count === undefined) this.counts.set(status, { answers: 1 });
    else count.answers++;
    this.sum += seconds;
    let index = 0;
    while (index < BUCKETS.length && seconds > (BUCKETS[index] ?? 0)) index++;
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
  }
}

export class RequestMetrics {
  /** By Express's route object (one for each pattern and method), then by method: a HEAD uses the route of its GET. */
  private readonly byRoute = new Map<unknown, Map<string, RouteMetrics>>();

  constructor(registry: Registry) {
    registry.registerMetric(this.requests() as never);
    registry.registerMetric(this.durations() as never);
  }

  /** @param duration milliseconds */
  record(request: TracedRequest, response: ServerResponse, duration: number): void {
    const { route } = request as { readonly route?: { readonly path?: unknown } };
    const method = request.method ?? '';
    let methods = this.byRoute.get(route);
    if (methods === undefined) this.byRoute.set(route, (methods = new Map()));
    let metrics = methods.get(method);
    if (metrics === undefined) {
      // A made-up method must not make a new series.
      const label = METHODS.has(method) ? method : 'other';
      metrics = methods.get(label) ?? new RouteMetrics(typeof route?.path === 'string' ? route.path : 'none', label);
      methods.set(label, metrics);
    }
    metrics.record(response.writableFinished ? response.statusCode : 499, duration / 1000);
  }

  private *all(): Generator<RouteMetrics> {
    for (const methods of this.byRoute.values()) yield* methods.values();
  }

  private requests() {
    const get = () => {
      const values: Sample[] = [];
      for (const { route, method, counts } of this.all()) {
        for (const [status, { answers }] of counts) values.push({ labels: { route, method, status }, value: answers });
      }
      return {
        name: REQUESTS,
        help: 'Answers by route, method and status.',
        type: 'counter',
        aggregator: 'sum',
        values,
      };
    };
    return { name: REQUESTS, get };
  }

  private durations() {
    const get = () => {
      const values: Sample[] = [];
      for (const { route, method, buckets, sum } of this.all()) {
        let below = 0;
        buckets.forEach((answers, index) => {
          below += answers;
          const le = BUCKETS[index] ?? '+Inf';
          values.push({ labels: { le, route, method }, value: below, metricName: `${DURATION}_bucket` });
        });
        values.push({ labels: { route, method }, value: sum, metricName: `${DURATION}_sum` });
        values.push({ labels: { route, method }, value: below, metricName: `${DURATION}_count` });
      }
      const help = "Time from a request's head to the end of its answer.";
      return { name: DURATION, help, type: 'histogram', aggregator: 'sum', values };
    };
    return { name: DURATION, get };
  }
}
