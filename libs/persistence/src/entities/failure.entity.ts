import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A refused request, explained for admins. The table is a ring: old rows make room for new ones. */
export interface FailureRow {
  id: Buffer;
  reference: string;
  at: number;
  endpoint: string;
  client_id: string | null;
  failed_check: string;
  error: string;
  ip: string | null;
  detail: string;
}

export function failureEntity(columns: Columns): EntitySchema<FailureRow> {
  return new EntitySchema<FailureRow>({
    name: 'failure',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      reference: { ...columns.key(16) },
      at: { ...columns.time },
      endpoint: { ...columns.key(32) },
      client_id: { ...columns.key(255), nullable: true },
      failed_check: { ...columns.key(128) },
      error: { ...columns.key(64) },
      ip: { ...columns.key(64), nullable: true },
      detail: { ...columns.json },
    },
    indices: [
      { name: 'failure_reference', columns: ['reference'] },
      { name: 'failure_client', columns: ['client_id', 'id'] },
      { name: 'failure_check', columns: ['failed_check', 'id'] },
      { name: 'failure_endpoint', columns: ['endpoint', 'id'] },
    ],
  });
}
