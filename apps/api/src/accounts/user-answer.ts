/** A person as the admin API shows them. No password and no hash is ever in it. */
import type { AdministeredAccount } from '@gatehouse/identity';
import { selfOf } from '../http/admin/path-ids';
import type { UserAnswer } from './users.dto';

/** Members of answers that are no part of the entity tag of a user. */
export const BESIDE_THE_USER = { without: ['revocation_id', 'live_sessions', 'live_consents', 'sign_in'] };

export function userAnswer(account: AdministeredAccount): UserAnswer {
  return {
    self: selfOf('users', account.id),
    id: account.id,
    username: account.username,
    email: account.email,
    email_verified: account.emailVerified,
    claims: { ...account.claims },
    roles: [...account.roles],
    state: account.disabledAt === null ? 'enabled' : 'disabled',
    disabled_at: account.disabledAt,
    has_password: account.hasPassword,
    password_changed_at: account.passwordChangedAt,
    tokens_revoked_before: account.tokensRevokedBefore,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}
