/** What is known of a block without reading it: the values that occur in it, each as a short hash. */
import { createHash } from 'node:crypto';
import { listFromJson } from '../columns/stored-values';
import type { TokenRow } from '../entities/token.entity';

/** What rows of a block may be asked for by. */
export type TermField = 'kind' | 'grant_type' | 'client' | 'ip' | 'scope' | 'audience';

/** What is noted on rows after they were issued. */
export type Mark = 'revoked' | 'reused';

const TERM_BYTES = 4;

/**
 * 4 bytes that stand for a value of a field. That two values share them is harmless: a search reads a block in vain, one
 * in a million.
 */
export function termOf(field: TermField, value: string): Buffer {
  return createHash('sha256').update(`${field}\0${value}`).digest().subarray(0, TERM_BYTES);
}

export type IndexedRow = Pick<
  TokenRow,
  | 'id'
  | 'kind'
  | 'grant_type'
  | 'client_id'
  | 'ip'
  | 'scope'
  | 'audience'
  | 'expires_at'
  | 'rotated_at'
  | 'revoked_at'
  | 'reused_at'
> & {
  /** Null where there is no family. */
  family_expires_at: number | null;
};

/** When tokens end: the earliest end of one or of its family, and a time beyond which none lives. */
export interface ExpiryRange {
  readonly min: number;
  readonly max: number;
}

export interface BlockSummary {
  readonly rowCount: number;
  /** Of refresh tokens, and of all others; undefined where there is none. */
  readonly refreshExpiry: ExpiryRange | undefined;
  readonly expiry: ExpiryRange | undefined;
  /** Distinct, in the order in which they were met. */
  readonly terms: readonly Buffer[];
  readonly marks: ReadonlySet<Mark>;
}

/**
 * Sums up rows in order of id.
 * @param mostTerms where to stop: a block of rows that have nothing in common is cut short
 * @returns the summary of the rows taken, at least one of them
 */
export function summarize(rows: readonly IndexedRow[], mostTerms: number): BlockSummary {
  const collected = new TermCollector();
  const marks = new Set<Mark>();
  let rowCount = 0;
  let refreshExpiry: ExpiryRange | undefined;
  let expiry: ExpiryRange | undefined;
  for (const row of rows) {
    if (rowCount > 0 && collected.terms.length >= mostTerms) break;
    collected.add(row);
    rowCount += 1;
    if (row.kind === 'refresh_token') refreshExpiry = widened(refreshExpiry, row);
    else expiry = widened(expiry, row);
    if (row.revoked_at !== null) marks.add('revoked');
    if (row.reused_at !== null) marks.add('reused');
  }
  return { rowCount, refreshExpiry, expiry, terms: collected.terms, marks };
}

function widened(range: ExpiryRange | undefined, row: IndexedRow): ExpiryRange {
  const min = Math.min(row.expires_at, row.family_expires_at ?? Infinity);
  const max = Math.max(row.expires_at, latestEnd(row));
  return range ? { min: Math.min(range.min, min), max: Math.max(range.max, max) } : { min, max };
}

/** Where a client does not rotate, each use of a refresh token moves its end, at most to that of the family. */
function latestEnd(row: IndexedRow): number {
  return row.kind === 'refresh_token' && row.rotated_at === null ? (row.family_expires_at ?? 0) : 0;
}

/** Most values repeat from row to row: each is hashed, and each list read, once. */
class TermCollector {
  readonly terms: Buffer[] = [];
  private readonly seen = new Set<string>();

  add(row: IndexedRow): void {
    this.note('kind', row.kind);
    this.note('grant_type', row.grant_type);
    this.note('client', row.client_id);
    if (row.ip !== null) this.note('ip', row.ip);
    this.noteList('scope', row.scope);
    this.noteList('audience', row.audience);
  }

  private note(field: TermField, value: string): void {
    const key = `${field}\0${value}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.terms.push(termOf(field, value));
  }

  private noteList(field: 'scope' | 'audience', json: string): void {
    const key = `${field}[]${json}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    for (const value of listFromJson(json)) this.note(field, value);
  }
}
