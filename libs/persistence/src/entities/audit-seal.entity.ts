import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** The place of an event in the chain. */
export interface AuditSealRow {
  seq: number;
  event_id: Buffer;
  chain: Buffer;
}

export function auditSealEntity(columns: Columns): EntitySchema<AuditSealRow> {
  return new EntitySchema<AuditSealRow>({
    name: 'audit_seal',
    columns: {
      seq: { ...columns.time, primary: true },
      event_id: { ...columns.id },
      chain: { ...columns.digest },
    },
    indices: [{ name: 'audit_seal_event', columns: ['event_id'], unique: true }],
  });
}
