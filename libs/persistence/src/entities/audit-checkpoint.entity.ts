import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A signed statement of how far the chain reached, and when. */
export interface AuditCheckpointRow {
  seq: number;
  chain: Buffer;
  at: number;
  key_id: string;
  signature: Buffer;
}

export function auditCheckpointEntity(columns: Columns): EntitySchema<AuditCheckpointRow> {
  return new EntitySchema<AuditCheckpointRow>({
    name: 'audit_checkpoint',
    columns: {
      seq: { ...columns.time, primary: true },
      chain: { ...columns.digest },
      at: { ...columns.time },
      key_id: { ...columns.key(64) },
      signature: { ...columns.bytes },
    },
  });
}
