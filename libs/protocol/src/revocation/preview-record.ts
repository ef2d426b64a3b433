import { newTimeOrderedId } from '../crypto/time-ordered-id';
import type { RevocationCounts, RevocationEvent, RevocationOrigin, RevocationRecord } from '../records/revocation';

/** Milliseconds. */
export const PREVIEW_LIFETIME = 15 * 60_000;

/** What is stored of a preview. */
export function previewOf(
  event: RevocationEvent,
  by: RevocationOrigin,
  now: number,
  counts: RevocationCounts,
  truncated: boolean,
): RevocationRecord {
  return {
    id: newTimeOrderedId(now),
    event,
    state: 'previewed',
    createdAt: now,
    createdBy: by.actor,
    expiresAt: now + PREVIEW_LIFETIME,
    committedAt: null,
    committedBy: null,
    cause: null,
    reason: null,
    counts,
    truncated,
    cursor: null,
    done: 0,
    finishedAt: null,
  };
}
