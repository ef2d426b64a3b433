import { RevocationEntryReads, type RecordedEntries, type RevocationEntryKind } from '@gatehouse/protocol';
import type { RevocationEntryRow } from '../entities/revocation-entry.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { wordsOf } from './revocation-entries';

/** Rows of one statement. */
const PAGE = 5_000;

const COLUMNS = [
  'kind',
  'mark',
  'issued_until',
  'recorded_at',
  'expires_at',
] as const satisfies readonly (keyof RevocationEntryRow)[];
const READ = `SELECT ${COLUMNS.join(', ')} FROM revocation_entry
  WHERE recorded_at >= ? AND (recorded_at > ? OR mark > ?) AND expires_at > ?
  ORDER BY recorded_at, mark LIMIT ${PAGE}`;

/** What the feed reads; `RevocationEntries` writes it. */
export class TypeormRevocationEntryReads extends RevocationEntryReads {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async recordedSince(since: number): Promise<RecordedEntries> {
    const clock = `SELECT ${wordsOf(this.connection.dialect).now} AS now`;
    const readAt = (await oneRow<{ now: number }>(this.connection, clock, []))?.now ?? 0;
    const rows: RevocationEntryRow[] = [];
    for (;;) {
      const last = rows.at(-1);
      const from = last?.recorded_at ?? since;
      const values = [from, from, last?.mark ?? Buffer.alloc(0), readAt];
      const page = await this.connection.rows<RevocationEntryRow>(READ, values);
      rows.push(...page);
      if (page.length < PAGE) break;
    }
    const entries = rows.map((row) => ({
      kind: row.kind as RevocationEntryKind,
      mark: row.mark,
      issuedUntil: row.issued_until,
      recordedAt: row.recorded_at,
      expiresAt: row.expires_at,
    }));
    return { entries, readAt };
  }
}
