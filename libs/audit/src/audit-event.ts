/** What is worth auditing, as the code that does it reports it. */
import type { AuditEventId } from './audit-events';

export const AUDIT_OUTCOMES = ['success', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export const AUDIT_ACTOR_KINDS = ['person', 'client', 'operator', 'system', 'anonymous'] as const;

/** Who did it. `operator` is whoever runs commands on the server; `system` is Gatehouse itself. */
export interface AuditActor {
  readonly kind: (typeof AUDIT_ACTOR_KINDS)[number];
  /** Account id or client id; null where there is none. */
  readonly id: string | null;
}

/** What it was done to, such as `{ kind: 'client', id: 'web' }`. */
export interface AuditTarget {
  readonly kind: string;
  readonly id: string;
}

export interface AuditEvent {
  readonly id: AuditEventId;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Left out = as the catalogue of events says. */
  readonly outcome?: AuditOutcome;
  /** Left out = the client or subject of the event, whichever the catalogue names. */
  readonly actor?: AuditActor;
  readonly target?: AuditTarget;
  readonly clientId?: string;
  readonly subject?: string;
  readonly familyId?: string;
  readonly sessionId?: string;
  readonly ip?: string | null;
  readonly userAgent?: string | null;
  /** Short stable name of the check that refused. */
  readonly check?: string;
  /** What the person or the log saw. */
  readonly reference?: string;
  /** Ids, counts, and what changed (`before`, `after`); never a token, a secret or a password. JSON values only. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
