/** What a stretch of the audit log adds to the counters: worked out by the database itself, in groups of equal events. */
import type { AuditEventRow } from '../entities/audit-event.entity';
import type { Connection } from '../gateway/gateway';
import { byIndex } from '../queries/index-hint';
import { HOUR, SERIES, seriesOf, SUPPRESSED, type Series } from './series';

export interface Count {
  /** When the hour began, epoch milliseconds. */
  readonly hour: number;
  readonly series: Series;
  /** Empty where none is named. */
  readonly clientId: string;
  readonly reason: string;
  readonly counted: number;
}

/** The newest verification of the log that the stretch tells of. */
export interface Verification {
  readonly at: number;
  readonly outcome: 'sound' | 'faulty';
}

export interface Stretch {
  readonly counts: readonly Count[];
  readonly verifications: readonly Verification[];
}

interface Group {
  readonly event: string;
  readonly hour: number;
  readonly client_id: string;
  readonly reason: string;
  readonly counted: number;
}

/** Events that are read themselves, since what they tell is in their detail. */
const READ = ['events.suppressed', 'audit.verified'];

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** The first token that an event names. That of a code or refresh token tells the grant type; the ledger has it anyway. */
const FIRST_TOKEN = `UNHEX(REPLACE(SUBSTR(e.detail, INSTR(e.detail, '"tokens":["') + 11, 36), '-', ''))`;

// A client that acts for itself has no family.
const REASON = `CASE
    WHEN e.event IN ('refresh_token.rotated', 'refresh_token.retried') THEN 'refresh_token'
    WHEN e.event <> 'token.issued' THEN COALESCE(e.failed_check, '')
    WHEN e.family_id IS NULL THEN 'client_credentials'
    ELSE COALESCE(t.grant_type, 'unknown')
  END`;

const groups = (index: string): string => `SELECT e.event, e.at - e.at % ${HOUR} AS hour,
    COALESCE(e.client_id, '') AS client_id, ${REASON} AS reason, COUNT(*) AS counted
  FROM audit_event e ${index}
  LEFT JOIN token t ON e.event = 'token.issued' AND e.family_id IS NOT NULL AND t.id = ${FIRST_TOKEN}
  WHERE e.seq > ? AND e.seq <= ? AND e.event IN (${quoted([...Object.values(SERIES).flat(), ...READ])})
  GROUP BY 1, 2, 3, 4`;

const details = (index: string): string => `SELECT e.event, e.at, e.outcome, e.detail
  FROM audit_event e ${index} WHERE e.seq > ? AND e.seq <= ? AND e.event IN (${quoted(READ)}) ORDER BY e.seq`;

/** Reads the events after one place of the log, up to and with another. */
export async function countStretch(reads: Connection, after: number, through: number): Promise<Stretch> {
  const index = byIndex(reads, 'audit_event_seq');
  const found = await reads.rows<Group>(groups(index), [after, through]);
  const counts = found.flatMap(({ event, hour, client_id, reason, counted }): Count[] => {
    const series = seriesOf(event);
    return series ? [{ hour: Number(hour), series, clientId: client_id, reason, counted: Number(counted) }] : [];
  });
  if (!found.some(({ event }) => READ.includes(event))) return { counts, verifications: [] };
  type Told = Pick<AuditEventRow, 'event' | 'at' | 'outcome' | 'detail'>;
  const told = await reads.rows<Told>(details(index), [after, through]);
  const suppressed = told.filter(({ event }) => event === 'events.suppressed');
  const verified = told.filter(({ event }) => event === 'audit.verified');
  return {
    counts: [...counts, ...suppressed.flatMap(suppressedCounts)],
    verifications: verified.flatMap(({ at, outcome, detail }) => verification(at, outcome, detail)),
  };
}

function suppressedCounts({ at, detail }: Pick<AuditEventRow, 'at' | 'detail'>): Count[] {
  const { counts } = parsed(detail);
  if (!Array.isArray(counts)) return [];
  return (counts as readonly Readonly<Record<string, unknown>>[]).flatMap((told): Count[] => {
    const { event, client_id: clientId, count } = told;
    const series = typeof event === 'string' ? seriesOf(event) : undefined;
    if (!series || typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1) return [];
    const client = typeof clientId === 'string' ? clientId.slice(0, 255) : '';
    return [{ hour: at - (at % HOUR), series, clientId: client, reason: SUPPRESSED, counted: count }];
  });
}

/** A verification that looked at a part of the log and found no fault says nothing of the rest. */
function verification(at: number, outcome: string, detail: string): Verification[] {
  if (outcome !== 'success') return [{ at, outcome: 'faulty' }];
  return parsed(detail)['next_after'] === null ? [{ at, outcome: 'sound' }] : [];
}

/** What somebody wrote into the table past us counts for nothing, and must not stop what comes after it. */
function parsed(detail: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(detail) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
