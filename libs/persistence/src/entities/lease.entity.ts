import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** Who may do the work that one replica does. */
export interface LeaseRow {
  name: string;
  owner: string;
  fence: number;
  expires_at: number;
}

export function leaseEntity(columns: Columns): EntitySchema<LeaseRow> {
  return new EntitySchema<LeaseRow>({
    name: 'lease',
    columns: {
      name: { ...columns.key(64), primary: true },
      owner: { ...columns.key(128) },
      fence: { ...columns.time },
      expires_at: { ...columns.time },
    },
  });
}
