import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** Something that happened, at its place in the chain. `mac` proves the row, `chain` everything up to it. */
export interface AuditEventRow {
  id: Buffer;
  event: string;
  at: number;
  outcome: string;
  actor_kind: string;
  actor_id: string | null;
  target_kind: string | null;
  target_id: string | null;
  client_id: string | null;
  subject: string | null;
  family_id: Buffer | null;
  session_id: Buffer | null;
  ip: string | null;
  user_agent: string | null;
  failed_check: string | null;
  reference: string | null;
  detail: string;
  mac: Buffer;
  seq: number;
  chain: Buffer;
}

export function auditEventEntity(columns: Columns): EntitySchema<AuditEventRow> {
  return new EntitySchema<AuditEventRow>({
    name: 'audit_event',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      event: { ...columns.key(64) },
      at: { ...columns.time },
      outcome: { ...columns.key(16) },
      actor_kind: { ...columns.key(16) },
      actor_id: { ...columns.key(255), nullable: true },
      target_kind: { ...columns.key(32), nullable: true },
      target_id: { ...columns.key(255), nullable: true },
      client_id: { ...columns.key(255), nullable: true },
      subject: { ...columns.key(255), nullable: true },
      family_id: { ...columns.id, nullable: true },
      session_id: { ...columns.id, nullable: true },
      ip: { ...columns.key(64), nullable: true },
      user_agent: { ...columns.key(512), nullable: true },
      failed_check: { ...columns.key(128), nullable: true },
      reference: { ...columns.key(64), nullable: true },
      detail: { ...columns.json },
      mac: { ...columns.digest },
      seq: { ...columns.time },
      chain: { ...columns.digest },
    },
    indices: [{ name: 'audit_event_seq', columns: ['seq'], unique: true }],
  });
}
