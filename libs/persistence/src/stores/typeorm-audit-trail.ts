import type { KeyObject } from 'node:crypto';
import { auditRecord, AuditTrail, type AuditEvent } from '@gatehouse/audit';
import { newAuditId } from '../audit/audit-id';
import { insertPending } from '../audit/audit-rows';
import type { Connection } from '../gateway/gateway';

/** Gives the key under which rows are proven; asked for each use, as it is known only after the database is open. */
export type AuditKey = () => KeyObject;

export class TypeormAuditTrail extends AuditTrail {
  constructor(
    private readonly connection: Connection,
    private readonly key: AuditKey,
  ) {
    super();
  }

  override async append(...events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const records = events.map((event) => auditRecord(event, newAuditId(event.at)));
    await insertPending(this.connection, records, this.key());
  }
}
