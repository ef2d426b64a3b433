import { IdentityUnitOfWork, type IdentityReads, type IdentityStores } from '../src/ports/identity-stores';
import { MemoryIdentityState, memoryIdentityStores } from './memory-identity-stores';

/**
 * The stores of people and browsers in memory. Transactions run one after the other, each on a draft that replaces the
 * committed state when its work succeeds; reads see committed state only.
 */
export class MemoryIdentityUnitOfWork extends IdentityUnitOfWork {
  /** What is committed; for tests to look at. */
  state = new MemoryIdentityState();
  readonly identityReads: IdentityReads = memoryIdentityStores(() => this.state);
  private tail: Promise<unknown> = Promise.resolve();

  override runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T> {
    const result = this.tail.then(async () => {
      const draft = this.state.copy();
      const value = await work(memoryIdentityStores(() => draft));
      this.state = draft;
      return value;
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}
