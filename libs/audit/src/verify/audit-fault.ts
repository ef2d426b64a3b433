/** What is wrong with the log, and where. */

/**
 * - `event_missing`: the event of a place is gone
 * - `event_changed`: a member of an event is not what was written
 * - `order_changed`: an event is whole but does not follow from the one before it
 * - `start_missing`: the oldest events are gone, and nothing in the log says that they were removed
 * - `end_missing`: a checkpoint covers events that are gone
 * - `checkpoint_forged`: a checkpoint is not signed by this instance
 * - `checkpoint_contradicts`: a signed checkpoint names another chain
 * - `pending_unreadable`: what waits for its place is not what was written
 */
export const AUDIT_FAULTS = [
  'event_missing',
  'event_changed',
  'order_changed',
  'start_missing',
  'end_missing',
  'checkpoint_forged',
  'checkpoint_contradicts',
  'pending_unreadable',
] as const;

export interface AuditFault {
  readonly kind: (typeof AUDIT_FAULTS)[number];
  /** Place in the chain; null for an event that has none yet. */
  readonly seq: number | null;
  readonly eventId: string | null;
  /** In a sentence, for people. */
  readonly message: string;
}
