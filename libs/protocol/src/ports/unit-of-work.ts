/** The one way to write: what happens inside is durable when the promise resolves, or has not happened at all. */
import type { AuditEvent } from '@gatehouse/audit';
import type { TokenRecord } from '../records/token';
import type { ProtocolReads, ProtocolStores } from './stores';

export abstract class UnitOfWork {
  abstract readonly reads: ProtocolReads;

  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits it before resolving. `work` may run again after a
   * deadlock, so it must have no effect outside its stores; it should start with its conditional UPDATE.
   * A throw rolls back and is passed on.
   */
  abstract run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T>;

  /**
   * Adds ledger rows and audit events that depend on nothing stored; they share a commit with whatever else is waiting.
   */
  abstract record(tokens: readonly TokenRecord[], events?: readonly AuditEvent[]): Promise<void>;
}
