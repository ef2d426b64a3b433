import { RevocationEntryReads, type RecordedEntries } from '../../src/ports/revocation-entries';
import type { RevocationEntry } from '../../src/records/revocation-entry';

/** Entries that a test puts there, under a clock that it sets. */
export class MemoryRevocationEntries extends RevocationEntryReads {
  entries: RevocationEntry[] = [];
  /** Epoch milliseconds; undefined = the time of day. */
  now: number | undefined;
  /** How often it was asked, and since when. */
  readonly asked: number[] = [];

  override async recordedSince(since: number): Promise<RecordedEntries> {
    this.asked.push(since);
    const readAt = this.now ?? Date.now();
    const entries = this.entries
      .filter(({ recordedAt, expiresAt }) => recordedAt >= since && expiresAt > readAt)
      .sort((left, right) => left.recordedAt - right.recordedAt);
    return { entries, readAt };
  }
}
