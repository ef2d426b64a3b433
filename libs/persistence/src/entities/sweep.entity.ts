import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** How far the removal of one kind of rows has come. */
export interface SweepRow {
  kind: string;
  /** Fencing number of the lease under which it was written last. */
  fence: number;
  /** The settings that the pass follows; a change starts another. */
  basis: string;
  /** Key of the last row looked at in the pass under way; null between passes. */
  position: Buffer | null;
  pass_started_at: number | null;
  pass_removed: number;
  last_started_at: number | null;
  last_finished_at: number | null;
  last_removed: number;
  removed_total: number;
  next_at: number;
  failed_at: number | null;
  failure: string | null;
}

export function sweepEntity(columns: Columns): EntitySchema<SweepRow> {
  return new EntitySchema<SweepRow>({
    name: 'sweep',
    columns: {
      kind: { ...columns.key(32), primary: true },
      fence: { ...columns.time },
      basis: { ...columns.key(255) },
      position: { ...columns.bytes, nullable: true },
      pass_started_at: { ...columns.time, nullable: true },
      pass_removed: { ...columns.time },
      last_started_at: { ...columns.time, nullable: true },
      last_finished_at: { ...columns.time, nullable: true },
      last_removed: { ...columns.time },
      removed_total: { ...columns.time },
      next_at: { ...columns.time },
      failed_at: { ...columns.time, nullable: true },
      failure: { ...columns.key(255), nullable: true },
    },
  });
}
