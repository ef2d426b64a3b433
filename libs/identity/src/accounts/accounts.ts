/** Makes and changes people's records. */
import { isDeepStrictEqual } from 'node:util';
import type { AuditActor, AuditEvent, AuditEventId, AuditTarget } from '@gatehouse/audit';
import { readIdentifier } from '../canonical-identifier';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { IdentityStores, IdentityUnitOfWork } from '../ports/identity-stores';
import { withoutPassword, type IdentityAccount, type PersonAccount } from '../records/account';
import { changesOf } from './account-changes';
import { checkDraft, type AccountDraft, type PasswordRule } from './account-draft';
import { problem, type AccountProblem } from './account-rules';

export type AccountResult<Outcome extends string> =
  | { readonly outcome: Outcome; readonly account: PersonAccount; readonly warnings: readonly AccountProblem[] }
  | { readonly outcome: 'invalid'; readonly problems: readonly AccountProblem[] };

export interface AccountsParts {
  readonly unitOfWork: IdentityUnitOfWork;
  readonly hasher: PasswordHasher;
  /** Makes UUIDv7 text. */
  readonly newId: (now: number) => string;
}

export interface AccountChange {
  readonly rule: PasswordRule;
  /** Epoch milliseconds. */
  readonly now: number;
  /** In whose name it is audited; Gatehouse itself when left out. */
  readonly actor?: AuditActor | undefined;
}

export class Accounts {
  constructor(private readonly parts: AccountsParts) {}

  /**
   * Makes an account.
   * @throws HashingOverloadedError when a password was given and too many are being hashed
   */
  async createAccount(draft: AccountDraft, { rule, now, actor }: AccountChange): Promise<AccountResult<'created'>> {
    const { problems, warnings, fields } = checkDraft(draft, rule);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const passwordHash = typeof draft.password === 'string' ? await this.parts.hasher.hash(draft.password) : null;
    const account: IdentityAccount = {
      id: this.parts.newId(now),
      ...fields,
      passwordHash,
      disabledAt: draft.disabled ? now : null,
      tokensRevokedBefore: null,
      passwordChangedAt: passwordHash === null ? null : now,
      signInClearedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const taken = await this.parts.unitOfWork.runIdentity(async (stores) => {
      const problems = await insertAccount(stores, account);
      if (problems.length === 0) await stores.audit.append(...accountEvents(undefined, account, now, actor));
      return problems;
    });
    if (taken.length > 0) return { outcome: 'invalid', problems: taken };
    return { outcome: 'created', account: withoutPassword(account), warnings };
  }

  /**
   * Changes an account to what the draft says; saying the same again changes nothing. A new password, or
   * disabling the account, ends its sessions and everything that was issued to the person.
   * @param username of the account, in any spelling; undefined is answered when there is none
   * @throws HashingOverloadedError when a password was given and too many are being hashed
   */
  async updateAccount(
    draft: AccountDraft,
    { rule, now, actor }: AccountChange,
  ): Promise<AccountResult<'updated' | 'unchanged'> | undefined> {
    const { unitOfWork } = this.parts;
    const present = await findByUsername(unitOfWork.identityReads, draft.username);
    if (!present) return undefined;
    const { problems, warnings } = checkDraft(draft, rule, present);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const passwordHash = await this.passwordHashFor(draft.password, present);
    return unitOfWork.runIdentity(async (stores) => {
      // Read again: what the draft leaves out is to stay as it is now.
      const current = await stores.identityAccounts.lock(present.id);
      if (!current) return undefined;
      const changed: IdentityAccount = {
        ...current,
        ...checkDraft(draft, rule, current).fields,
        passwordHash: passwordHash === present.passwordHash ? current.passwordHash : passwordHash,
        disabledAt:
          draft.disabled === undefined ? current.disabledAt : draft.disabled ? (current.disabledAt ?? now) : null,
      };
      if (isDeepStrictEqual(changed, current)) {
        return { outcome: 'unchanged', account: withoutPassword(current), warnings };
      }
      const newPassword = changed.passwordHash !== current.passwordHash;
      const account = { ...changed, ...(newPassword && { passwordChangedAt: now }), updatedAt: now };
      const taken = await takenBy(stores, account);
      if (taken.length > 0 || (await stores.identityAccounts.update(account)) === 'taken') {
        return { outcome: 'invalid', problems: taken.length > 0 ? taken : bothTaken(account) };
      }
      const newlyDisabled = account.disabledAt !== null && current.disabledAt === null;
      if (newPassword || newlyDisabled) {
        await stores.sessions.endAllOf(account.id, now, newPassword ? 'password_changed' : 'account_disabled');
        // Also what lives without a session, and for good: enabling the account again brings nothing back.
        await stores.identityAccounts.revokeTokensBefore(account.id, now);
      }
      await stores.audit.append(...accountEvents(current, account, now, actor));
      return { outcome: 'updated', account: withoutPassword(account), warnings };
    });
  }

  /** The present hash as long as it is of this password and of today's parameters. */
  private async passwordHashFor(password: string | null | undefined, present: IdentityAccount): Promise<string | null> {
    const { hasher } = this.parts;
    if (password === undefined) return present.passwordHash;
    if (password === null) return null;
    const same = present.passwordHash !== null && (await hasher.verify(present.passwordHash, password));
    return same ? present.passwordHash : hasher.hash(password);
  }
}

export function userTarget(accountId: string): AuditTarget {
  return { kind: 'user', id: accountId };
}

/** One event for each kind of change. @param before undefined for a new account */
function accountEvents(
  before: IdentityAccount | undefined,
  after: IdentityAccount,
  at: number,
  actor: AuditActor | undefined,
): AuditEvent[] {
  const event = (id: AuditEventId, detail: Readonly<Record<string, unknown>> = {}): AuditEvent => ({
    id,
    at,
    ...(actor && { actor }),
    target: userTarget(after.id),
    subject: after.id,
    detail,
  });
  const changes = changesOf(before, after);
  if (!before) return [event('account.created', { after: changes.after })];
  const { roles: rolesBefore, ...other } = changes.before;
  const { roles: rolesAfter, ...others } = changes.after;
  const events: AuditEvent[] = [];
  if (Object.keys(others).length > 0) events.push(event('account.updated', { before: other, after: others }));
  if (rolesAfter !== undefined) {
    events.push(event('account.roles_changed', { before: { roles: rolesBefore }, after: { roles: rolesAfter } }));
  }
  if (before.passwordHash !== after.passwordHash) events.push(event('account.password_changed'));
  if ((before.disabledAt === null) !== (after.disabledAt === null)) {
    events.push(event(after.disabledAt === null ? 'account.enabled' : 'account.disabled'));
  }
  return events;
}

/** Inserts an account, or says which of its names is somebody else's. Inside a unit of work. */
export async function insertAccount(
  stores: IdentityStores,
  account: IdentityAccount,
): Promise<readonly AccountProblem[]> {
  const taken = await takenBy(stores, account);
  if (taken.length > 0) return taken;
  return (await stores.identityAccounts.insert(account)) === 'inserted' ? [] : bothTaken(account);
}

const usernameTaken = problem('username', 'taken', 'This username belongs to another account.');
const emailTaken = problem('email', 'taken', 'This e-mail address belongs to another account.');

/** Which name is taken, to say it kindly; what decides is the store's unique key. */
export async function takenBy(
  { identityAccounts }: IdentityStores,
  account: IdentityAccount,
): Promise<AccountProblem[]> {
  const found = async (text: string | null, taken: AccountProblem): Promise<AccountProblem[]> => {
    const canonical = text === null ? undefined : readIdentifier(text);
    const holder = canonical === undefined ? undefined : await identityAccounts.findByIdentifier(canonical);
    return holder && holder.id !== account.id ? [taken] : [];
  };
  return [...(await found(account.username, usernameTaken)), ...(await found(account.email, emailTaken))];
}

/** Somebody took a name in the very same moment; which one, nobody knows. */
export function bothTaken(account: IdentityAccount): AccountProblem[] {
  return account.email === null ? [usernameTaken] : [usernameTaken, emailTaken];
}

async function findByUsername(
  { identityAccounts }: IdentityUnitOfWork['identityReads'],
  username: string,
): Promise<IdentityAccount | undefined> {
  const canonical = readIdentifier(username);
  // A username never holds an "@", an address always does: an address is not a username.
  if (canonical === undefined || canonical.includes('@')) return undefined;
  return identityAccounts.findByIdentifier(canonical);
}
