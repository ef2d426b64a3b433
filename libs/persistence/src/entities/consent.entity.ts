import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** What a person allowed a client. `live` is 1 or null, so that only one row per pair can be live. */
export interface ConsentRow {
  id: Buffer;
  account_id: Buffer;
  client_id: string;
  live: number | null;
  scope: string;
  resources: string;
  created_at: number;
  updated_at: number;
  revoked_at: number | null;
}

export function consentEntity(columns: Columns): EntitySchema<ConsentRow> {
  return new EntitySchema<ConsentRow>({
    name: 'consent',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      account_id: { ...columns.id },
      client_id: { ...columns.key(255) },
      live: { ...columns.flag, nullable: true },
      scope: { ...columns.json },
      resources: { ...columns.json },
      created_at: { ...columns.time },
      updated_at: { ...columns.time },
      revoked_at: { ...columns.time, nullable: true },
    },
    indices: [
      { name: 'consent_live', columns: ['account_id', 'client_id', 'live'], unique: true },
      { name: 'consent_client', columns: ['client_id'] },
      { name: 'consent_account', columns: ['account_id'] },
    ],
  });
}
