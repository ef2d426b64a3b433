/** Looks at where this installation runs: through its public addresses, as a browser would. */
import 'server-only';
import { readHealthReport, type HealthReport } from '@gatehouse/contracts';
import type { EnvironmentCheck } from '../ui/first-steps';
import { adminFetch } from './admin-api';
import { consoleEnvironment } from './env';
import {
  type IssuerProbe,
  judgeAddresses,
  judgeClock,
  judgeCookies,
  judgeIssuer,
  judgeProxy,
  judgeReadiness,
  judgeTransport,
} from './environment-judgement';
import type { ConsoleSession } from './sessions';

const PATIENCE = 5_000;

/** What stands between the first owner and signing in. Strangers may see it before there is one: all of it is public. */
export async function issuerFaults(): Promise<EnvironmentCheck[]> {
  const { issuerUrl } = consoleEnvironment();
  return [judgeIssuer(issuerUrl, await probeIssuer(issuerUrl))].filter(({ level }) => level !== 'good');
}

/** @param headers of the request in hand; @param sessionId of the reader at the issuer */
export async function environmentChecks(
  headers: Headers,
  session: ConsoleSession,
  sessionId: string | null,
): Promise<EnvironmentCheck[]> {
  const { issuerUrl, consoleUrl } = consoleEnvironment();
  const [probe, report, ip] = await Promise.all([
    probeIssuer(issuerUrl),
    readReadiness(issuerUrl),
    ownAddress(session, sessionId),
  ]);
  const arrived = {
    host: headers.get('host'),
    forwardedHost: headers.get('x-forwarded-host'),
    forwardedProto: headers.get('x-forwarded-proto'),
  };
  return [
    judgeIssuer(issuerUrl, probe),
    judgeTransport(issuerUrl, consoleUrl),
    judgeProxy(consoleUrl, arrived),
    ...judgeAddresses(issuerUrl, ip),
    judgeClock(probe.kind === 'answered' ? probe.ahead : undefined),
    judgeCookies(consoleUrl),
    judgeReadiness(report),
  ];
}

function get(url: string): Promise<Response> {
  return fetch(url, { redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
}

async function probeIssuer(issuerUrl: string): Promise<IssuerProbe> {
  const begun = Date.now();
  try {
    const response = await get(`${issuerUrl}/.well-known/openid-configuration`);
    const between = (begun + Date.now()) / 2;
    const { status, headers } = response;
    const date = Date.parse(headers.get('date') ?? '');
    const document: unknown = await response.json().catch(() => undefined);
    return {
      kind: 'answered',
      status,
      location: status >= 300 && status < 400 ? headers.get('location') : null,
      issuer: status === 200 ? issuerOf(document) : undefined,
      // The header leaves out up to a second.
      ahead: Number.isNaN(date) ? undefined : date + 500 - between,
    };
  } catch (error) {
    return { kind: 'silent', code: codeOf(error) };
  }
}

function issuerOf(document: unknown): string | undefined {
  const issuer =
    typeof document === 'object' && document !== null && 'issuer' in document ? document.issuer : undefined;
  // It is shown, whoever wrote it.
  return typeof issuer === 'string' ? issuer.slice(0, 300) : undefined;
}

/** `fetch` hides what happened in the causes of its error. */
function codeOf(error: unknown): string {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth++) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return 'unknown';
}

async function readReadiness(issuerUrl: string): Promise<HealthReport | undefined> {
  try {
    return readHealthReport(await (await get(`${issuerUrl}/health/ready`)).json());
  } catch {
    return undefined;
  }
}

/** Where the reader signed in from, as the API saw it; null for whoever may not see sessions. */
async function ownAddress(session: ConsoleSession, sessionId: string | null): Promise<string | null> {
  if (sessionId === null) return null;
  try {
    const response = await adminFetch(session, `/admin/v1/sessions/${encodeURIComponent(sessionId)}`);
    if (!response.ok) return null;
    return ((await response.json()) as { ip: string | null }).ip;
  } catch {
    return null;
  }
}
