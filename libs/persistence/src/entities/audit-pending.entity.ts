import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** Events that wait for their places in the chain: those of one transaction, or of several that shared a commit. */
export interface AuditPendingRow {
  /** Of the first of them. */
  id: Buffer;
  records: string;
}

export function auditPendingEntity(columns: Columns): EntitySchema<AuditPendingRow> {
  return new EntitySchema<AuditPendingRow>({
    name: 'audit_pending',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      records: { ...columns.json },
    },
  });
}
