/**
 * Where events go that belong to no transaction, such as refusals; must never slow down or fail the request that reports
 * them. What changes something is appended to `ProtocolStores.audit` instead, in its transaction.
 */
import type { ProtocolEvent } from '../events/events';

export abstract class EventSink {
  abstract report(event: ProtocolEvent): void;
}
