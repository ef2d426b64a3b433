import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** What verifiers must be told: one row ends one JWT access token, or all that carry a family, person, client or key. */
export interface RevocationEntryRow {
  mark: Buffer;
  kind: string;
  issued_until: number | null;
  recorded_at: number;
  expires_at: number;
}

export function revocationEntryEntity(columns: Columns): EntitySchema<RevocationEntryRow> {
  return new EntitySchema<RevocationEntryRow>({
    name: 'revocation_entry',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      mark: { ...columns.id, primary: true },
      kind: { ...columns.key(16) },
      issued_until: { ...columns.time, nullable: true },
      recorded_at: { ...columns.time },
      expires_at: { ...columns.time },
    },
    indices: [
      { name: 'revocation_entry_recorded', columns: ['recorded_at'] },
      { name: 'revocation_entry_expiry', columns: ['expires_at'] },
    ],
  });
}
