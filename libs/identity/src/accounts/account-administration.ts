/**
 * Changes to people by those who administer them. Every change is judged, made and audited in one transaction, on the
 * record as it stands there; there is always an enabled owner left.
 */
import type { AuditEventId } from '@gatehouse/audit';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { AdministrationStores, AdministrationUnitOfWork, AdministrativeOrigin } from '../ports/identity-stores';
import type { IdentityAccount } from '../records/account';
import { administered, changesOf, type AdministeredAccount } from './account-changes';
import { checkDraft, type AccountDraft } from './account-draft';
import type { AccountProblem } from './account-rules';
import { bothTaken, insertAccount, takenBy } from './accounts';

/** What is about to be done, as it stands in the transaction. */
export interface JudgedChange {
  /** Undefined for an account that is being made. */
  readonly target: AdministeredAccount | undefined;
  /** Who does it, if that is a person; undefined when they are gone. */
  readonly actor: AdministeredAccount | undefined;
  /** Roles that the account will have, where the change says so. */
  readonly roles: readonly string[] | undefined;
}

export interface AdministrativeChange extends AdministrativeOrigin {
  /** Refuses by throwing, which undoes everything. */
  readonly judge: (change: JudgedChange) => void;
}

export type AdministrationResult =
  | {
      readonly outcome: 'done';
      /** As it is now; of a deleted account, as it was. */
      readonly account: AdministeredAccount;
      /** Of the revocation that came with it. */
      readonly revocationId?: string;
    }
  | { readonly outcome: 'not_found' }
  /** No enabled owner would be left. */
  | { readonly outcome: 'last_owner' }
  | { readonly outcome: 'invalid'; readonly problems: readonly AccountProblem[] };

export interface AdministrationParts {
  readonly unitOfWork: AdministrationUnitOfWork;
  readonly hasher: PasswordHasher;
  /** Makes UUIDv7 text. */
  readonly newId: (now: number) => string;
}

export type NewAccount = Omit<AccountDraft, 'disabled' | 'password'> & { readonly password?: string | undefined };
export type AccountPatch = Partial<Omit<AccountDraft, 'disabled' | 'password' | 'roles'>>;
type Step = (stores: AdministrationStores, current: IdentityAccount) => Promise<AdministrationResult>;

export class AccountAdministration {
  constructor(private readonly parts: AdministrationParts) {}

  /** @throws HashingOverloadedError when a password was given and too many are being hashed */
  async create(draft: NewAccount, change: AdministrativeChange): Promise<AdministrationResult> {
    const { problems, fields } = checkDraft(draft, 'person');
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const passwordHash = draft.password === undefined ? null : await this.parts.hasher.hash(draft.password);
    return this.parts.unitOfWork.runAdministration(change, async (stores) => {
      const { now } = stores;
      change.judge({ target: undefined, actor: await actorOf(stores, change), roles: fields.roles });
      const account: IdentityAccount = {
        id: this.parts.newId(now),
        ...fields,
        passwordHash,
        disabledAt: null,
        tokensRevokedBefore: null,
        passwordChangedAt: passwordHash === null ? null : now,
        signInClearedAt: null,
        createdAt: now,
        updatedAt: now,
      };
      const taken = await insertAccount(stores, account);
      if (taken.length > 0) return { outcome: 'invalid', problems: taken };
      await audit(stores, 'account.created', account, change, { after: changesOf(undefined, account).after });
      return done(account);
    });
  }

  /** Changes what is known of a person. What the patch leaves out stays; `claims` are all that there are afterwards. */
  update(
    id: string,
    patchOf: (current: AdministeredAccount) => AccountPatch,
    change: AdministrativeChange,
  ): Promise<AdministrationResult> {
    return this.change(id, change, async (stores, current) => {
      const patch = patchOf(administered(current));
      const draft = { ...patch, username: patch.username ?? current.username };
      const { problems, fields } = checkDraft(draft, 'person', current);
      if (problems.length > 0) return { outcome: 'invalid', problems };
      const account = { ...current, ...fields, updatedAt: stores.now };
      const detail = changesOf(current, account);
      if (Object.keys(detail.after).length === 0) return done(current);
      const taken = await takenBy(stores, account);
      if (taken.length > 0 || (await stores.identityAccounts.update(account)) === 'taken') {
        return { outcome: 'invalid', problems: taken.length > 0 ? taken : bothTaken(account) };
      }
      await audit(stores, 'account.updated', account, change, detail);
      return done(account);
    });
  }

  /**
   * Gives a new password, or takes it away, and ends what was issued under the old one.
   * @throws HashingOverloadedError
   */
  async setPassword(id: string, password: string | null, change: AdministrativeChange): Promise<AdministrationResult> {
    const present = await this.parts.unitOfWork.identityReads.identityAccounts.find(id);
    if (!present) return { outcome: 'not_found' };
    const { problems } = checkDraft({ username: present.username, password }, 'person', present);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const passwordHash = password === null ? null : await this.parts.hasher.hash(password);
    return this.change(id, change, async (stores, current) => {
      if (passwordHash === null && current.passwordHash === null) return done(current);
      const { now } = stores;
      const account = { ...current, passwordHash, passwordChangedAt: now, updatedAt: now };
      await stores.identityAccounts.update(account);
      await audit(stores, 'account.password_changed', account, change, {
        before: { has_password: current.passwordHash !== null },
        after: { has_password: passwordHash !== null },
      });
      return ended(stores, account, await stores.endings.end('password_changed', id));
    });
  }

  setRoles(id: string, roles: readonly string[], change: AdministrativeChange): Promise<AdministrationResult> {
    const step: Step = async (stores, current) => {
      const { problems, fields } = checkDraft({ username: current.username, roles }, 'person', current);
      if (problems.length > 0) return { outcome: 'invalid', problems };
      const account = { ...current, roles: fields.roles, updatedAt: stores.now };
      const detail = changesOf(current, account);
      if (Object.keys(detail.after).length === 0) return done(current);
      await stores.identityAccounts.update(account);
      await audit(stores, 'account.roles_changed', account, change, detail);
      return done(account);
    };
    return this.changeKeepingOwner(id, change, step, roles);
  }

  /** Nothing is issued to the person any more, and what was issued ends. */
  disable(id: string, change: AdministrativeChange): Promise<AdministrationResult> {
    return this.changeKeepingOwner(id, change, async (stores, current) => {
      if (current.disabledAt !== null) return done(current);
      const account = { ...current, disabledAt: stores.now, updatedAt: stores.now };
      await stores.identityAccounts.update(account);
      await audit(stores, 'account.disabled', account, change, {});
      return ended(stores, account, await stores.endings.end('user_disabled', id));
    });
  }

  enable(id: string, change: AdministrativeChange): Promise<AdministrationResult> {
    return this.change(id, change, async (stores, current) => {
      if (current.disabledAt === null) return done(current);
      const account = { ...current, disabledAt: null, updatedAt: stores.now };
      await stores.identityAccounts.update(account);
      await audit(stores, 'account.enabled', account, change, {});
      return done(account);
    });
  }

  /** Forgets the person; their names are free again. */
  remove(id: string, change: AdministrativeChange): Promise<AdministrationResult> {
    return this.changeKeepingOwner(id, change, async (stores, current) => {
      await audit(stores, 'account.deleted', current, change, { before: changesOf(undefined, current).after });
      const revocationId = await stores.endings.end('user_deleted', id);
      await stores.identityAccounts.remove(id);
      return { outcome: 'done', account: administered(current), revocationId };
    });
  }

  /** Forgets failed attempts to sign in, at every network. */
  liftSignInLock(id: string, change: AdministrativeChange): Promise<AdministrationResult> {
    return this.change(id, change, async (stores, current) => {
      // Later than the last time in any case: it names the counters.
      const signInClearedAt = Math.max(stores.now, (current.signInClearedAt ?? 0) + 1);
      await stores.identityAccounts.update({ ...current, signInClearedAt });
      await audit(stores, 'account.sign_in_unlocked', current, change, {});
      return done({ ...current, signInClearedAt });
    });
  }

  private change(id: string, change: AdministrativeChange, step: Step): Promise<AdministrationResult> {
    return this.parts.unitOfWork.runAdministration(change, (stores) => judged(stores, id, change, step, undefined));
  }

  /** The same for what may cost the instance its last owner: two such changes never run at once. */
  private async changeKeepingOwner(
    id: string,
    change: AdministrativeChange,
    step: Step,
    roles?: readonly string[],
  ): Promise<AdministrationResult> {
    try {
      return await this.parts.unitOfWork.runAdministration(change, async (stores) => {
        const before = await stores.identityAccounts.enabledOwners();
        const result = await judged(stores, id, change, step, roles);
        // Where nobody was owner before, nobody is lost.
        if (before.length > 0 && (await stores.identityAccounts.enabledOwners()).length === 0) throw new LastOwner();
        return result;
      });
    } catch (error) {
      if (error instanceof LastOwner) return { outcome: 'last_owner' };
      throw error;
    }
  }
}

/** Undoes the change. */
class LastOwner extends Error {}

async function judged(
  stores: AdministrationStores,
  id: string,
  change: AdministrativeChange,
  step: Step,
  roles: readonly string[] | undefined,
): Promise<AdministrationResult> {
  const current = await stores.identityAccounts.lock(id);
  if (!current) return { outcome: 'not_found' };
  change.judge({ target: administered(current), actor: await actorOf(stores, change), roles });
  return step(stores, current);
}

/** Read again: what they may do is what they are now, not what they were when they asked. */
async function actorOf(
  { identityAccounts }: AdministrationStores,
  { actor }: AdministrativeOrigin,
): Promise<AdministeredAccount | undefined> {
  if (actor.kind !== 'person' || actor.id === null) return undefined;
  const account = await identityAccounts.find(actor.id);
  return account && administered(account);
}

function audit(
  stores: AdministrationStores,
  id: AuditEventId,
  account: IdentityAccount,
  { actor, ip, userAgent }: AdministrativeOrigin,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const target = { kind: 'user', id: account.id };
  return stores.audit.append({ id, at: stores.now, actor, target, subject: account.id, ip, userAgent, detail });
}

function done(account: IdentityAccount): AdministrationResult {
  return { outcome: 'done', account: administered(account) };
}

/** Read again, as ending has left its mark on the record. */
async function ended(
  { identityAccounts }: AdministrationStores,
  account: IdentityAccount,
  revocationId: string,
): Promise<AdministrationResult> {
  const stored = await identityAccounts.find(account.id);
  return { outcome: 'done', account: administered(stored ?? account), revocationId };
}
