import { readHealthReport } from '@gatehouse/contracts';

/** What the console can say about the API behind it; `failing` names what is wrong. */
export interface ApiState {
  readonly kind: 'ready' | 'not-ready' | 'unreachable';
  readonly failing: readonly string[];
}

/** Asks the API's readiness probe; never throws and never takes longer than two seconds. */
export async function readApiState(issuerUrl: string): Promise<ApiState> {
  try {
    const response = await fetch(`${issuerUrl}/health/ready`, { cache: 'no-store', signal: AbortSignal.timeout(2000) });
    const report = readHealthReport(await response.json());
    if (report === undefined) return { kind: 'unreachable', failing: [] };
    const failing = Object.keys(report.checks).filter((name) => report.checks[name] === 'failing');
    return { kind: report.status === 'ready' ? 'ready' : 'not-ready', failing };
  } catch {
    return { kind: 'unreachable', failing: [] };
  }
}
