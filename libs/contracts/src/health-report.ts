/**
 * What `GET /health/ready` answers, with 200 when the API takes requests and 503 when it does not. `checks` names each
 * thing without which requests would fail, such as `database`.
 */
export interface HealthReport {
  readonly status: 'ready' | 'not_ready';
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>;
}

/** Reads a body of `GET /health/ready`; undefined when it is something else, such as a proxy's error page. */
export function readHealthReport(body: unknown): HealthReport | undefined {
  if (typeof body !== 'object' || body === null || !('status' in body) || !('checks' in body)) return undefined;
  const { status, checks } = body;
  if (status !== 'ready' && status !== 'not_ready') return undefined;
  if (typeof checks !== 'object' || checks === null) return undefined;
  const known = Object.entries(checks).flatMap(([name, value]: [string, unknown]) =>
    value === 'ok' || value === 'failing' ? [[name, value] as const] : [],
  );
  return { status, checks: Object.fromEntries(known) };
}
