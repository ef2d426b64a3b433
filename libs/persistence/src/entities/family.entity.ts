import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** One approval and what descends from it. */
export interface FamilyRow {
  id: Buffer;
  client_id: string;
  account_id: Buffer;
  session_id: Buffer;
  consent_id: Buffer | null;
  scope: string;
  resources: string;
  offline: number;
  auth_time: number;
  acr: string;
  amr: string;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
  revocation_reason: string | null;
}

export function familyEntity(columns: Columns): EntitySchema<FamilyRow> {
  return new EntitySchema<FamilyRow>({
    name: 'family',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      client_id: { ...columns.key(255) },
      account_id: { ...columns.id },
      session_id: { ...columns.id },
      consent_id: { ...columns.id, nullable: true },
      scope: { ...columns.json },
      resources: { ...columns.json },
      offline: { ...columns.flag },
      auth_time: { ...columns.time },
      acr: { ...columns.key(255) },
      amr: { ...columns.json },
      created_at: { ...columns.time },
      expires_at: { ...columns.time },
      revoked_at: { ...columns.time, nullable: true },
      revocation_reason: { ...columns.key(32), nullable: true },
    },
    indices: [
      { name: 'family_account', columns: ['account_id'] },
      { name: 'family_session', columns: ['session_id'] },
      { name: 'family_consent', columns: ['consent_id'] },
      { name: 'family_client', columns: ['client_id'] },
      { name: 'family_client_session', columns: ['client_id', 'session_id'] },
    ],
  });
}
