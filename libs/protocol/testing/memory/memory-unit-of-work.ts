import type { AuditEvent, AuditEventId } from '@gatehouse/audit';
import type { RegistryReads, RegistryStores, RegistryUnitOfWork } from '../../src/ports/registry-stores';
import { AccountDirectory, type ProtocolReads, type ProtocolStores } from '../../src/ports/stores';
import { UnitOfWork } from '../../src/ports/unit-of-work';
import type { AccountRecord } from '../../src/records/account';
import type { TokenRecord } from '../../src/records/token';
import { account, SESSION_ID } from '../fixtures';
import { memoryProtocolStores } from './memory-protocol-stores';
import { MemoryRevocationEntries } from './memory-revocation-entries';
import { memoryRegistryStores } from './memory-registry-stores';
import { MemoryState } from './memory-state';

class MemoryAccountDirectory extends AccountDirectory {
  constructor(private readonly state: () => MemoryState) {
    super();
  }

  override async find(accountId: string): Promise<AccountRecord | undefined> {
    return this.state().accounts.get(accountId);
  }
}

/**
 * The protocol's and the registry's stores in memory. Transactions run one after the other, each on a draft that
 * replaces the committed state when its work succeeds; reads see committed state only. Starts with the person of
 * `account()` and the session `SESSION_ID`.
 */
export class MemoryUnitOfWork extends UnitOfWork implements RegistryUnitOfWork {
  /** What is committed; for tests to look at. */
  state = new MemoryState();
  /** How many units of work were committed, calls of `record` included. */
  commits = 0;
  /** What the revocation feed finds; memory writes none by itself. */
  readonly revocationEntries = new MemoryRevocationEntries();
  readonly reads: ProtocolReads;
  readonly registryReads: RegistryReads;
  private tail: Promise<unknown> = Promise.resolve();

  constructor() {
    super();
    const committed = (): MemoryState => this.state;
    this.reads = {
      ...memoryProtocolStores(committed),
      accounts: new MemoryAccountDirectory(committed),
      revocationEntries: this.revocationEntries,
    };
    this.registryReads = memoryRegistryStores(committed);
    this.putAccount(account());
    this.putSession(SESSION_ID);
  }

  override run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T> {
    return this.transaction((draft) => work(memoryProtocolStores(() => draft)));
  }

  override record(tokens: readonly TokenRecord[], events: readonly AuditEvent[] = []): Promise<void> {
    return this.run(async (stores) => {
      await stores.tokens.insert(tokens);
      await stores.audit.append(...events);
    });
  }

  runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T> {
    return this.transaction((draft) => work(memoryRegistryStores(() => draft)));
  }

  /** Audit events that were committed. @param id of the wanted kind; all kinds without it */
  audited(id?: AuditEventId): AuditEvent[] {
    return this.state.audit.filter((event) => id === undefined || event.id === id);
  }

  /** Adds or replaces a person. */
  putAccount(record: AccountRecord): void {
    this.state.accounts.set(record.id, record);
  }

  /** Adds a browser session, or ends one. @param endedAt epoch milliseconds, null while it lasts */
  putSession(id: string, endedAt: number | null = null): void {
    this.state.sessions.set(id, endedAt);
  }

  private transaction<T>(work: (draft: MemoryState) => Promise<T>): Promise<T> {
    const result = this.tail.then(async () => {
      const draft = this.state.copy();
      const value = await work(draft);
      this.state = draft;
      this.commits += 1;
      return value;
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}
