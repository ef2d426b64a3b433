import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A value that may be used once; only its digest is kept. */
export interface OneTimeRow {
  digest: Buffer;
  expires_at: number;
}

export function oneTimeEntity(columns: Columns): EntitySchema<OneTimeRow> {
  return new EntitySchema<OneTimeRow>({
    name: 'one_time',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      digest: { ...columns.digest, primary: true },
      expires_at: { ...columns.time },
    },
    indices: [{ name: 'one_time_expiry', columns: ['expires_at'] }],
  });
}
