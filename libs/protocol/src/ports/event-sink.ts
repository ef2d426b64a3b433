/** Where events go; must never slow down or fail the request that reports them. */
import type { ProtocolEvent } from '../events/events';

export abstract class EventSink {
  abstract report(event: ProtocolEvent): void;
}
