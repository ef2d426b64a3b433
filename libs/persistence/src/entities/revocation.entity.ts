import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** Something that was previewed or carried out: its receipt, and where its job stands. */
export interface RevocationRow {
  id: Buffer;
  /** Name of the event; `about` has what it is about. */
  event: string;
  about: string;
  state: string;
  created_at: number;
  created_by_kind: string;
  created_by_id: string | null;
  expires_at: number | null;
  committed_at: number | null;
  committed_by_kind: string | null;
  committed_by_id: string | null;
  cause: string | null;
  reason: string | null;
  counts: string | null;
  truncated: number;
  job_cursor: string | null;
  done: number;
  finished_at: number | null;
}

export function revocationEntity(columns: Columns): EntitySchema<RevocationRow> {
  return new EntitySchema<RevocationRow>({
    name: 'revocation',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      event: { ...columns.key(32) },
      about: { ...columns.json },
      state: { ...columns.key(16) },
      created_at: { ...columns.time },
      created_by_kind: { ...columns.key(16) },
      created_by_id: { ...columns.key(255), nullable: true },
      expires_at: { ...columns.time, nullable: true },
      committed_at: { ...columns.time, nullable: true },
      committed_by_kind: { ...columns.key(16), nullable: true },
      committed_by_id: { ...columns.key(255), nullable: true },
      cause: { ...columns.key(32), nullable: true },
      reason: { ...columns.text, nullable: true },
      counts: { ...columns.json, nullable: true },
      truncated: { ...columns.flag },
      job_cursor: { ...columns.json, nullable: true },
      done: { ...columns.integer },
      finished_at: { ...columns.time, nullable: true },
    },
    indices: [{ name: 'revocation_state', columns: ['state', 'id'] }],
  });
}
