import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** An event that waits for its place in the chain, and the digest that will stand for it there. */
export interface AuditUnsealedRow {
  id: Buffer;
  digest: Buffer;
}

export function auditUnsealedEntity(columns: Columns): EntitySchema<AuditUnsealedRow> {
  return new EntitySchema<AuditUnsealedRow>({
    name: 'audit_unsealed',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      digest: { ...columns.digest },
    },
  });
}
