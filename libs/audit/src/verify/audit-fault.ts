/** What is wrong with the log, and where. */

/**
 * - `seal_missing`: a place in the chain is gone
 * - `event_missing`: the event of a place is gone
 * - `event_changed`: a member of an event is not what was written
 * - `order_changed`: an event is whole but does not follow from the one before it
 * - `start_missing`: the oldest events are gone, and nothing in the log says that they were removed
 * - `end_missing`: a checkpoint covers events that are gone
 * - `checkpoint_forged`: a checkpoint is not signed by this instance
 * - `checkpoint_contradicts`: a signed checkpoint names another chain
 * - `seal_mark_changed`: whether an event is sealed is not what its row says
 */
export const AUDIT_FAULTS = [
  'seal_missing',
  'event_missing',
  'event_changed',
  'order_changed',
  'start_missing',
  'end_missing',
  'checkpoint_forged',
  'checkpoint_contradicts',
  'seal_mark_changed',
] as const;

export interface AuditFault {
  readonly kind: (typeof AUDIT_FAULTS)[number];
  /** Place in the chain; null for an event that has none yet. */
  readonly seq: number | null;
  readonly eventId: string | null;
  /** In a sentence, for people. */
  readonly message: string;
}
