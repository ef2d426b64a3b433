import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A secret of the instance itself, sealed under the master key. */
export interface InstanceSecretRow {
  name: string;
  sealed: Buffer;
  created_at: number;
}

export function instanceSecretEntity(columns: Columns): EntitySchema<InstanceSecretRow> {
  return new EntitySchema<InstanceSecretRow>({
    name: 'instance_secret',
    columns: {
      name: { ...columns.key(64), primary: true },
      sealed: { ...columns.bytes },
      created_at: { ...columns.time },
    },
  });
}
