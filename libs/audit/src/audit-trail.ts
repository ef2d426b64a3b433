/** Where audit events are written: in the transaction of what they record. */
import type { AuditEvent } from './audit-event';

export abstract class AuditTrail {
  /** Appends in order; stored if and only if the transaction commits. */
  abstract append(...events: readonly AuditEvent[]): Promise<void>;
}
