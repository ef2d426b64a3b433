import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A signed-in browser. */
export interface SessionRow {
  id: Buffer;
  digest: Buffer;
  account_id: Buffer;
  auth_time: number;
  acr: string;
  amr: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  ended_at: number | null;
  end_reason: string | null;
  ip: string | null;
  user_agent: string | null;
}

export function sessionEntity(columns: Columns): EntitySchema<SessionRow> {
  return new EntitySchema<SessionRow>({
    name: 'session',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      digest: { ...columns.digest },
      account_id: { ...columns.id },
      auth_time: { ...columns.time },
      acr: { ...columns.key(255) },
      amr: { ...columns.json },
      created_at: { ...columns.time },
      last_seen_at: { ...columns.time },
      expires_at: { ...columns.time },
      ended_at: { ...columns.time, nullable: true },
      end_reason: { ...columns.key(32), nullable: true },
      ip: { ...columns.key(64), nullable: true },
      user_agent: { ...columns.key(512), nullable: true },
    },
    indices: [
      { name: 'session_account', columns: ['account_id'] },
      { name: 'session_ip', columns: ['ip'] },
    ],
  });
}
