/** From a user in the file to what the identity library checks and stores. */
import type { AccountDraft } from '@gatehouse/identity';
import type { ConfiguredUser } from './configuration';

/** What the file leaves out keeps its present value. */
export function accountDraft(user: ConfiguredUser): AccountDraft {
  return {
    username: user.username,
    email: user.email,
    emailVerified: user.email_verified,
    password: user.password,
    roles: user.roles,
    claims: user.claims,
    disabled: user.disabled,
  };
}
