/** The entries of the revocation feed. Stores that revoke something write them in the same transaction. */
import type { RevocationEntry } from '../records/revocation-entry';

export interface RecordedEntries {
  /** In order of `recordedAt`. */
  readonly entries: readonly RevocationEntry[];
  /**
   * The database's clock before the entries were read: whatever is missing here was or will be recorded at most one
   * transaction's duration before it. Epoch milliseconds.
   */
  readonly readAt: number;
}

export abstract class RevocationEntryReads {
  /**
   * Every entry recorded at or after `since` that has not expired.
   * @param since epoch milliseconds of the database's clock, 0 for all
   */
  abstract recordedSince(since: number): Promise<RecordedEntries>;
}
