import type { EventId, ProtocolEvent } from '../src/events/events';
import { EventSink } from '../src/ports/event-sink';

/** Keeps every event for a test to look at. */
export class RecordingEventSink extends EventSink {
  readonly events: ProtocolEvent[] = [];

  override report(event: ProtocolEvent): void {
    this.events.push(event);
  }

  /** The ids in order. */
  get ids(): EventId[] {
    return this.events.map((event) => event.id);
  }

  of(id: EventId): ProtocolEvent[] {
    return this.events.filter((event) => event.id === id);
  }
}
