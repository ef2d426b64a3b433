import { AuditTrail, type AuditEvent } from '@gatehouse/audit';
import {
  AccountStore,
  InstallationStore,
  SessionStore,
  SignInAttemptStore,
  type AttemptCount,
  type IdentityStores,
  type SessionRenewal,
} from '../src/ports/identity-stores';
import { canonicalIdentifier } from '../src/canonical-identifier';
import type { IdentityAccount } from '../src/records/account';
import type { SessionEndReason, SessionRecord } from '../src/records/session';

export interface Installation {
  readonly setupDigest: Buffer | null;
  readonly setupExpiresAt: number;
  readonly completedAt: number | null;
}

/** Everything the memory store holds. Records are never changed in place, so copying the maps copies the state. */
export class MemoryIdentityState {
  constructor(
    readonly accounts = new Map<string, IdentityAccount>(),
    readonly sessions = new Map<string, SessionRecord>(),
    readonly attempts = new Map<string, AttemptCount>(),
    public installation: Installation = { setupDigest: null, setupExpiresAt: 0, completedAt: null },
    readonly audit: AuditEvent[] = [],
  ) {}

  copy(): MemoryIdentityState {
    return new MemoryIdentityState(
      new Map(this.accounts),
      new Map(this.sessions),
      new Map(this.attempts),
      this.installation,
      [...this.audit],
    );
  }
}

/** The state to work on: the committed one for reads, a transaction's draft for writes. */
export type IdentityStateSource = () => MemoryIdentityState;

class MemoryAccountStore extends AccountStore {
  constructor(private readonly state: IdentityStateSource) {
    super();
  }

  override async find(id: string): Promise<IdentityAccount | undefined> {
    return this.state().accounts.get(id);
  }

  override async findByIdentifier(canonical: string): Promise<IdentityAccount | undefined> {
    return [...this.state().accounts.values()].find((account) => identifiersOf(account).includes(canonical));
  }

  override async lock(id: string): Promise<IdentityAccount | undefined> {
    return this.find(id);
  }

  override async enabledOwners(): Promise<readonly string[]> {
    return [...this.state().accounts.values()]
      .filter(({ disabledAt, roles }) => disabledAt === null && roles.includes('owner'))
      .map(({ id }) => id)
      .sort();
  }

  override async list(page: { readonly after?: string; readonly limit: number }): Promise<IdentityAccount[]> {
    const all = [...this.state().accounts.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
    return all.filter(({ id }) => page.after === undefined || id > page.after).slice(0, page.limit);
  }

  override async insert(account: IdentityAccount): Promise<'inserted' | 'taken'> {
    if (this.state().accounts.has(account.id)) throw new Error(`account ${account.id} exists already`);
    if (await this.isTaken(account)) return 'taken';
    this.state().accounts.set(account.id, account);
    return 'inserted';
  }

  override async update(account: IdentityAccount): Promise<'updated' | 'taken'> {
    const stored = this.state().accounts.get(account.id);
    if (!stored) throw new Error(`there is no account ${account.id}`);
    if (await this.isTaken(account)) return 'taken';
    const epochs = [stored.tokensRevokedBefore, account.tokensRevokedBefore].filter((epoch) => epoch !== null);
    const tokensRevokedBefore = epochs.length === 0 ? null : Math.max(...epochs);
    this.state().accounts.set(account.id, { ...account, tokensRevokedBefore, createdAt: stored.createdAt });
    return 'updated';
  }

  override async revokeTokensBefore(id: string, at: number): Promise<'set' | 'refused'> {
    const account = this.state().accounts.get(id);
    if (!account) return 'refused';
    const tokensRevokedBefore = Math.max(account.tokensRevokedBefore ?? at, at);
    this.state().accounts.set(id, { ...account, tokensRevokedBefore });
    return 'set';
  }

  override async remove(id: string): Promise<'removed' | 'refused'> {
    return this.state().accounts.delete(id) ? 'removed' : 'refused';
  }

  /** A name is one person's, whether it is written as a username or as an e-mail address. */
  private async isTaken(account: IdentityAccount): Promise<boolean> {
    for (const identifier of identifiersOf(account)) {
      const holder = await this.findByIdentifier(identifier);
      if (holder && holder.id !== account.id) return true;
    }
    return false;
  }
}

function identifiersOf(account: IdentityAccount): string[] {
  return [account.username, ...(account.email === null ? [] : [account.email])].map(canonicalIdentifier);
}

class MemorySessionStore extends SessionStore {
  constructor(private readonly state: IdentityStateSource) {
    super();
  }

  override async find(id: string): Promise<{ session: SessionRecord; account: IdentityAccount } | undefined> {
    const session = this.state().sessions.get(id);
    const account = session && this.state().accounts.get(session.accountId);
    return session && account && { session, account };
  }

  override async insert(session: SessionRecord): Promise<void> {
    if (this.state().sessions.has(session.id)) throw new Error(`session ${session.id} exists already`);
    this.state().sessions.set(session.id, session);
  }

  override async touch(id: string, at: number): Promise<void> {
    const session = this.state().sessions.get(id);
    if (session && session.endedAt === null && at > session.lastSeenAt) {
      this.state().sessions.set(id, { ...session, lastSeenAt: at });
    }
  }

  override async renew(id: string, renewal: SessionRenewal): Promise<'renewed' | 'ended'> {
    const session = this.state().sessions.get(id);
    if (!session || session.endedAt !== null) return 'ended';
    this.state().sessions.set(id, { ...session, ...renewal, lastSeenAt: renewal.authTime });
    return 'renewed';
  }

  override async end(id: string, at: number, reason: SessionEndReason): Promise<'ended' | 'already-ended'> {
    const session = this.state().sessions.get(id);
    if (!session || session.endedAt !== null) return 'already-ended';
    this.state().sessions.set(id, { ...session, endedAt: at, endReason: reason });
    return 'ended';
  }

  override async endAllOf(accountId: string, at: number, reason: SessionEndReason): Promise<number> {
    const live = [...this.state().sessions.values()].filter(
      (session) => session.accountId === accountId && session.endedAt === null,
    );
    for (const session of live) {
      this.state().sessions.set(session.id, { ...session, endedAt: at, endReason: reason });
    }
    return live.length;
  }
}

class MemorySignInAttemptStore extends SignInAttemptStore {
  constructor(private readonly state: IdentityStateSource) {
    super();
  }

  override async find(key: Buffer): Promise<AttemptCount | undefined> {
    return this.state().attempts.get(key.toString('hex'));
  }

  override async count(key: Buffer, at: number, windowLength: number): Promise<AttemptCount> {
    const name = key.toString('hex');
    const stored = this.state().attempts.get(name);
    const same = stored !== undefined && stored.windowStartedAt > at - windowLength;
    const counted = same ? { ...stored, count: stored.count + 1 } : { count: 1, windowStartedAt: at };
    this.state().attempts.set(name, counted);
    return counted;
  }

  override async giveBack(key: Buffer, windowStartedAt: number): Promise<void> {
    const name = key.toString('hex');
    const stored = this.state().attempts.get(name);
    if (!stored || stored.windowStartedAt > windowStartedAt || stored.count === 0) return;
    this.state().attempts.set(name, { ...stored, count: stored.count - 1 });
  }

  override async clear(keys: readonly Buffer[]): Promise<void> {
    for (const key of keys) this.state().attempts.delete(key.toString('hex'));
  }
}

class MemoryInstallationStore extends InstallationStore {
  constructor(private readonly state: IdentityStateSource) {
    super();
  }

  override async completedAt(): Promise<number | null> {
    return this.state().installation.completedAt;
  }

  override async offerSetupCode(digest: Buffer, expiresAt: number): Promise<'offered' | 'complete'> {
    const state = this.state();
    if (state.installation.completedAt !== null) return 'complete';
    state.installation = { ...state.installation, setupDigest: digest, setupExpiresAt: expiresAt };
    return 'offered';
  }

  override async setupCodeStands(digest: Buffer, at: number): Promise<boolean> {
    const { setupDigest, setupExpiresAt, completedAt } = this.state().installation;
    return completedAt === null && setupDigest !== null && setupDigest.equals(digest) && setupExpiresAt > at;
  }

  override async complete(digest: Buffer, at: number): Promise<'completed' | 'refused'> {
    if (!(await this.setupCodeStands(digest, at))) return 'refused';
    this.state().installation = { setupDigest: null, setupExpiresAt: 0, completedAt: at };
    return 'completed';
  }

  override async completeByConfiguration(at: number): Promise<void> {
    const state = this.state();
    if (state.installation.completedAt !== null) return;
    state.installation = { setupDigest: null, setupExpiresAt: 0, completedAt: at };
  }
}

class MemoryAuditTrail extends AuditTrail {
  constructor(private readonly state: IdentityStateSource) {
    super();
  }

  override async append(...events: readonly AuditEvent[]): Promise<void> {
    this.state().audit.push(...events);
  }
}

export function memoryIdentityStores(state: IdentityStateSource): IdentityStores {
  return {
    identityAccounts: new MemoryAccountStore(state),
    sessions: new MemorySessionStore(state),
    signInAttempts: new MemorySignInAttemptStore(state),
    installation: new MemoryInstallationStore(state),
    audit: new MemoryAuditTrail(state),
  };
}
