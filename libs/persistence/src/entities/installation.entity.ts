import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** The one row that says whether the instance was set up. */
export interface InstallationRow {
  id: number;
  setup_digest: Buffer | null;
  setup_expires_at: number;
  completed_at: number | null;
}

export function installationEntity(columns: Columns): EntitySchema<InstallationRow> {
  return new EntitySchema<InstallationRow>({
    name: 'installation',
    columns: {
      id: { ...columns.integer, primary: true },
      setup_digest: { ...columns.digest, nullable: true },
      setup_expires_at: { ...columns.time },
      completed_at: { ...columns.time, nullable: true },
    },
  });
}
