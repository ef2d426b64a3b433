/** What may be said about a person, checked and brought into the form that is stored. */
import { operatorPasswordProblem, passwordProblem, type PasswordProblem } from '../passwords/password-policy';
import { ROLES, type IdentityAccount, type Role } from '../records/account';
import { emailProblem, nameProblem, problem, usernameProblem, type AccountProblem } from './account-rules';
import { claimProblems } from './standard-claims';

/** As a person or a configuration file gives it; what is left out keeps its default or its present value. */
export interface AccountDraft {
  readonly username: string;
  readonly email?: string | null | undefined;
  readonly emailVerified?: boolean | undefined;
  /** In the clear; null takes the password away. */
  readonly password?: string | null | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  readonly disabled?: boolean | undefined;
}

/** Whose choice a password is: `person` obeys the whole policy, `operator` a minimum of 8 with warnings. */
export type PasswordRule = 'person' | 'operator';

export interface CheckedDraft {
  readonly problems: readonly AccountProblem[];
  /** Worth telling the operator; nothing is refused for them. */
  readonly warnings: readonly AccountProblem[];
  /** Without the password; meaningful when there are no problems. */
  readonly fields: Pick<IdentityAccount, 'username' | 'email' | 'emailVerified' | 'roles' | 'claims'>;
}

/** @param present the stored account that is to change; undefined for a new one */
export function checkDraft(draft: AccountDraft, rule: PasswordRule, present?: IdentityAccount): CheckedDraft {
  const username = draft.username.trim().normalize('NFC');
  const email = draft.email === undefined ? (present?.email ?? null) : textOrNull(draft.email);
  const claims = draft.claims ?? present?.claims ?? {};
  const roles = draft.roles ?? present?.roles ?? [];
  const name = typeof claims['name'] === 'string' ? claims['name'] : undefined;
  const password = checkPassword(draft.password, rule, { username, email, name });
  const problems = [
    usernameProblem(username),
    email === null ? undefined : emailProblem(email),
    name === undefined ? undefined : nameProblem(name),
    roles.every(isRole) ? undefined : problem('roles', 'unknown-role', `The roles are: ${ROLES.join(', ')}.`),
    password.problem && { field: 'password' as const, ...password.problem },
    ...claimProblems(claims),
  ].filter((found) => found !== undefined);
  // An address is verified anew when it changes.
  const verified = draft.emailVerified ?? (present !== undefined && present.email === email && present.emailVerified);
  return {
    problems,
    warnings: password.warning ? [{ field: 'password', ...password.warning }] : [],
    fields: {
      username,
      email,
      emailVerified: email !== null && verified,
      roles: ROLES.filter((role) => roles.includes(role)),
      claims,
    },
  };
}

function checkPassword(
  password: string | null | undefined,
  rule: PasswordRule,
  context: Parameters<typeof passwordProblem>[1],
): { readonly problem?: PasswordProblem | undefined; readonly warning?: PasswordProblem } {
  if (password === undefined || password === null) return {};
  return rule === 'operator'
    ? operatorPasswordProblem(password, context)
    : { problem: passwordProblem(password, context) };
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.trim().normalize('NFC') ?? '';
  return trimmed === '' ? null : trimmed;
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role);
}
