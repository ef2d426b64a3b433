/**
 * The statements that read rows of the ledger, each along one index in order of id. There is a fixed number of them,
 * whatever is searched for.
 */
import type { Connection, Value } from '../gateway/gateway';
import { JOINS, SELECTION, type JoinedRow } from './ledger-rows';
import { filterIds, FILTER_SQL, filterValues, type TokenFilter } from './token-filter';
import { stateCondition } from './token-state';

export type Direction = 'newest-first' | 'oldest-first';

/** Ids, both ends included. */
export interface IdRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** What leads to the rows: the primary key alone, or an index with the value to look for. */
export type Path =
  | { readonly by: 'id' }
  | { readonly by: 'client' | 'subject'; readonly value: string }
  | { readonly by: 'family' | 'session' | 'consent'; readonly value: Buffer };

const CONDITIONS: Readonly<Record<Path['by'], string>> = {
  id: '',
  client: 'token.client_id = ? AND ',
  subject: 'token.subject = ? AND ',
  family: 'token.family_id = ? AND ',
  session: 'token.family_id IN (SELECT of.id FROM family of WHERE of.session_id = ?) AND ',
  consent: 'token.family_id IN (SELECT of.id FROM family of WHERE of.consent_id = ?) AND ',
};

const INDEXES: Readonly<Record<Path['by'], string>> = {
  id: 'PRIMARY',
  client: 'token_client',
  subject: 'token_subject',
  family: 'token_family',
  session: 'token_family',
  consent: 'token_family',
};

/** The table with the index that it is read along: which one is right we know better than statistics do. */
function ledgerAlong({ dialect }: Connection, path: Path): string {
  const index = INDEXES[path.by];
  // SQLite keeps a table without row ids in its primary key, which has no name.
  if (dialect === 'sqlite') return path.by === 'id' ? 'token' : `token INDEXED BY ${index}`;
  return `token FORCE INDEX (${index})`;
}

function pathValues(path: Path): Value[] {
  return path.by === 'id' ? [] : [path.value];
}

const ordered = (direction: Direction): string => (direction === 'newest-first' ? 'DESC' : 'ASC');

/** One search's view of the ledger: its filter bound once, read range by range. */
export class TokenReads {
  private readonly state;
  private readonly values: readonly Value[];

  constructor(
    private readonly connection: Connection,
    readonly filter: TokenFilter,
    private readonly direction: Direction,
    now: number,
  ) {
    this.state = filter.state && stateCondition(filter.state);
    const ids = filterIds(filter) ?? [];
    this.values = [...filterValues(filter, ids), ...Array.from({ length: this.state?.marks ?? 0 }, () => now)];
  }

  /** Rows of a range that match, in order, at most `limit`. Words of lists are looked for as text: see `hasWords`. */
  matching(path: Path, range: IdRange, limit: number): Promise<JoinedRow[]> {
    const sql = `SELECT ${SELECTION} FROM ${ledgerAlong(this.connection, path)} ${JOINS}
      WHERE ${CONDITIONS[path.by]}token.id >= ? AND token.id <= ? AND ${FILTER_SQL}
      ${this.state ? `AND ${this.state.sql}` : ''} ORDER BY token.id ${ordered(this.direction)} LIMIT ?`;
    return this.connection.rows<JoinedRow>(sql, [...pathValues(path), range.low, range.high, ...this.values, limit]);
  }

  /**
   * The next `rows` rows of a range along an index, whether they match or not.
   * @returns the id of the last of them and how many there are; undefined when there is none
   */
  async slice(path: Path, range: IdRange, rows: number): Promise<{ end: Buffer; rows: number } | undefined> {
    const furthest = this.direction === 'newest-first' ? 'MIN' : 'MAX';
    const sql = `SELECT ${furthest}(id) AS furthest, COUNT(*) AS found FROM (
      SELECT token.id AS id FROM ${ledgerAlong(this.connection, path)}
      WHERE ${CONDITIONS[path.by]}token.id >= ? AND token.id <= ?
      ORDER BY token.id ${ordered(this.direction)} LIMIT ?) slice`;
    const values = [...pathValues(path), range.low, range.high, rows];
    const [row] = await this.connection.rows<{ furthest: Buffer | null; found: number }>(sql, values);
    return row && row.furthest !== null ? { end: row.furthest, rows: row.found } : undefined;
  }
}
