import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** The ledger: a token that was issued, without the token. */
export interface TokenRow {
  id: Buffer;
  kind: string;
  format: string;
  digest: Buffer;
  family_id: Buffer | null;
  parent_id: Buffer | null;
  client_id: string;
  subject: string;
  session_id: Buffer | null;
  grant_type: string;
  scope: string;
  audience: string;
  key_id: string | null;
  bindings: string;
  issued_at: number;
  expires_at: number;
  ip: string | null;
  user_agent: string | null;
  revoked_at: number | null;
  revocation_reason: string | null;
  generation: number;
  rotated_at: number | null;
  successor_id: Buffer | null;
  successor_sealed: Buffer | null;
  last_used_at: number | null;
  reused_at: number | null;
}

export function tokenEntity(columns: Columns): EntitySchema<TokenRow> {
  return new EntitySchema<TokenRow>({
    name: 'token',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      kind: { ...columns.key(32) },
      format: { ...columns.key(16) },
      digest: { ...columns.digest },
      family_id: { ...columns.id, nullable: true },
      parent_id: { ...columns.id, nullable: true },
      client_id: { ...columns.key(255) },
      subject: { ...columns.key(255) },
      session_id: { ...columns.id, nullable: true },
      grant_type: { ...columns.key(255) },
      scope: { ...columns.json },
      audience: { ...columns.json },
      key_id: { ...columns.key(64), nullable: true },
      bindings: { ...columns.json },
      issued_at: { ...columns.time },
      expires_at: { ...columns.time },
      ip: { ...columns.key(64), nullable: true },
      user_agent: { ...columns.key(512), nullable: true },
      revoked_at: { ...columns.time, nullable: true },
      revocation_reason: { ...columns.key(32), nullable: true },
      generation: { ...columns.integer },
      rotated_at: { ...columns.time, nullable: true },
      successor_id: { ...columns.id, nullable: true },
      successor_sealed: { ...columns.bytes, nullable: true },
      last_used_at: { ...columns.time, nullable: true },
      reused_at: { ...columns.time, nullable: true },
    },
    indices: [
      { name: 'token_family', columns: ['family_id'] },
      { name: 'token_client', columns: ['client_id', 'id'] },
      { name: 'token_subject', columns: ['subject', 'id'] },
    ],
  });
}
