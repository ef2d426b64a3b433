import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A person. */
export interface AccountRow {
  id: Buffer;
  username: string;
  email: string | null;
  email_verified: number;
  password_hash: string | null;
  roles: string;
  claims: string;
  disabled_at: number | null;
  tokens_revoked_before: number | null;
  password_changed_at: number | null;
  sign_in_cleared_at: number | null;
  /** 1 while there is a role, null otherwise: the few people who administer are found by index. */
  administers: number | null;
  created_at: number;
  updated_at: number;
}

export function accountEntity(columns: Columns): EntitySchema<AccountRow> {
  return new EntitySchema<AccountRow>({
    name: 'account',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      username: { ...columns.key(512) },
      email: { ...columns.key(512), nullable: true },
      email_verified: { ...columns.flag },
      password_hash: { ...columns.text, nullable: true },
      roles: { ...columns.json },
      claims: { ...columns.json },
      disabled_at: { ...columns.time, nullable: true },
      tokens_revoked_before: { ...columns.time, nullable: true },
      password_changed_at: { ...columns.time, nullable: true },
      sign_in_cleared_at: { ...columns.time, nullable: true },
      administers: { ...columns.flag, nullable: true },
      created_at: { ...columns.time },
      updated_at: { ...columns.time },
    },
    indices: [
      { name: 'account_administers', columns: ['administers'] },
      { name: 'account_disabled', columns: ['disabled_at'] },
    ],
  });
}
