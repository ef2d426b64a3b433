/** A person's row as the stores of accounts and sessions select it. */
import type { IdentityAccount, Role } from '@gatehouse/identity';
import { idFromBytes } from '@gatehouse/protocol';
import { listFromJson, objectFromJson } from '../columns/stored-values';
import type { AccountRow } from '../entities/account.entity';

export const ACCOUNT_COLUMNS = [
  'id',
  'username',
  'email',
  'email_verified',
  'password_hash',
  'roles',
  'claims',
  'disabled_at',
  'tokens_revoked_before',
  'password_changed_at',
  'sign_in_cleared_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof AccountRow)[];

/** What `ACCOUNT_SELECTION` finds. */
export type SelectedAccount = {
  [Name in (typeof ACCOUNT_COLUMNS)[number] as `account_${Name}`]: AccountRow[Name];
};

export const ACCOUNT_SELECTION = ACCOUNT_COLUMNS.map((column) => `account.${column} AS account_${column}`).join(', ');

export function accountOf(row: SelectedAccount): IdentityAccount {
  return {
    id: idFromBytes(row.account_id),
    username: row.account_username,
    email: row.account_email,
    emailVerified: row.account_email_verified === 1,
    passwordHash: row.account_password_hash,
    roles: listFromJson<Role>(row.account_roles),
    claims: objectFromJson(row.account_claims),
    disabledAt: row.account_disabled_at,
    tokensRevokedBefore: row.account_tokens_revoked_before,
    passwordChangedAt: row.account_password_changed_at,
    signInClearedAt: row.account_sign_in_cleared_at,
    createdAt: row.account_created_at,
    updatedAt: row.account_updated_at,
  };
}
