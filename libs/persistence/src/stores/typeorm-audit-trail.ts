import { auditRecord, AuditTrail, type AuditEvent } from '@gatehouse/audit';
import { newAuditId } from '../audit/audit-id';
import type { PendingEvents } from '../audit/pending-events';
import type { Connection } from '../gateway/gateway';

export class TypeormAuditTrail extends AuditTrail {
  constructor(
    private readonly connection: Connection,
    private readonly pending: PendingEvents,
  ) {
    super();
  }

  override async append(...events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const records = events.map((event) => auditRecord(event, newAuditId(event.at)));
    await this.pending.write(this.connection, records);
  }
}
