/**
 * Finds tokens by any combination of what they can be searched by, in order of issue, without an index for each: along
 * the few indexes of the ledger where they lead straight to the rows, through the blocks of the ledger index otherwise.
 * A search reads a bounded number of rows and answers what it has by then, with where to go on.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { oneRow, type Connection } from '../gateway/gateway';
import { firstIdAt, HIGHEST_ID, idAfter, idBefore, LOWEST_ID, timeOfId } from '../ledger-index/id-ranges';
import { indexedUpTo } from '../ledger-index/ledger-blocks';
import { BLOCK_LIMITS, BlockWalk, prunesByState, termsOf, type BlockLimits } from './block-walk';
import { ledgerTokenOf, type LedgerToken } from './ledger-rows';
import { filterIds, hasWords, type TokenFilter } from './token-filter';
import { TokenReads, type Direction, type IdRange, type Path } from './token-reads';

export interface SearchLimits extends BlockLimits {
  /** Rows that one search may look at, about. */
  readonly rowsPerSearch: number;
  /** Up to so many tokens a client or subject is read through by its index, whatever else is asked for. */
  readonly smallSet: number;
  /** Up to so many tokens a session or consent is put in order by sorting. */
  readonly sortedSet: number;
}

export const SEARCH_LIMITS: SearchLimits = {
  ...BLOCK_LIMITS,
  rowsPerSearch: 20_000,
  smallSet: 4_096,
  sortedSet: 5_000,
};

export interface TokenSearchRequest {
  readonly filter: TokenFilter;
  readonly direction: Direction;
  /** Tokens wanted, at least 1. */
  readonly limit: number;
  /** From the page before: go on behind this id. */
  readonly after?: string | undefined;
  /** Epoch milliseconds, for states. */
  readonly now: number;
}

export interface TokenPage {
  readonly tokens: readonly LedgerToken[];
  /** Where the next page goes on; null when there is nothing more. A page may be short, even empty, and have a next. */
  readonly next: string | null;
  /** Everything issued between the start and this moment was looked through; null at the end. Epoch milliseconds. */
  readonly searchedTo: number | null;
}

interface Step {
  readonly path: Path;
  readonly range: IdRange | undefined;
  readonly cost: number;
  /** Everything up to here is done with after this step. */
  readonly end: Buffer;
}

/** Clocks that were set back, and ids borrowed from the next millisecond: an id may differ so much from `issued_at`. */
const CLOCK_SLACK = 600_000;

const COUNT_OF_SESSION = `SELECT COUNT(*) AS count FROM (SELECT token.id FROM family
  JOIN token ON token.family_id = family.id WHERE family.session_id = ? LIMIT ?) some`;
const COUNT_OF_CONSENT = COUNT_OF_SESSION.replace('session_id', 'consent_id');
const PERSON_OF_SESSION = 'SELECT account_id FROM family WHERE session_id = ? LIMIT 1';
const PERSON_OF_CONSENT = 'SELECT account_id FROM family WHERE consent_id = ? LIMIT 1';

export class TokenSearch {
  /** @param connection for reading */
  constructor(
    private readonly connection: Connection,
    private readonly limits: SearchLimits = SEARCH_LIMITS,
  ) {}

  /** One page. @throws StoreBusyError, StoreUnavailableError */
  async find(request: TokenSearchRequest): Promise<TokenPage> {
    const { filter, direction, limit, now } = request;
    const range = rangeOf(request);
    if (!filterIds(filter) || range.low.compare(range.high) > 0) return EMPTY;
    const reads = new TokenReads(this.connection, filter, direction, now);
    const found: LedgerToken[] = [];
    let cost = 0;
    for await (const step of this.steps(request, reads, range)) {
      if (step.range) await this.read(step.path, step.range, reads, request, found);
      const last = found[limit - 1];
      if (found.length > limit && last) return pageOf(found.slice(0, limit), idToBytes(last.token.id));
      cost += step.cost;
      if (cost >= this.limits.rowsPerSearch) return pageOf(found, step.end);
    }
    return { tokens: found, next: null, searchedTo: null };
  }

  /** Adds what matches in the range to `found`, until there is one more than a page takes. */
  private async read(
    path: Path,
    whole: IdRange,
    reads: TokenReads,
    { filter, direction, limit, now }: TokenSearchRequest,
    found: LedgerToken[],
  ): Promise<void> {
    for (let range = whole; range.low.compare(range.high) <= 0;) {
      // On SQLite a statement keeps everybody waiting, so others get their turn between two.
      await nextTurn();
      const wanted = limit + 1 - found.length;
      const rows = await reads.matching(path, range, wanted);
      found.push(...rows.map((row) => ledgerTokenOf(row, now)).filter((each) => matches(each, filter)));
      const last = rows.at(-1);
      if (!last || rows.length < wanted || found.length > limit) return;
      range = behind(range, last.id, direction);
    }
  }

  /** Which ranges to read in which order, and how. */
  private async *steps(request: TokenSearchRequest, reads: TokenReads, range: IdRange): AsyncGenerator<Step, void> {
    const { filter, direction, now } = request;
    const path = await this.straightPath(reads, range);
    if (path === 'nowhere') return;
    if (path) {
      yield* this.along(path, range, reads, direction);
      return;
    }
    const end = await indexedUpTo(this.connection);
    const indexed = end && { ...range, high: end.compare(range.high) < 0 ? end : range.high };
    const tail = end ? { ...range, low: end.compare(range.low) < 0 ? range.low : idAfter(end) } : range;
    const blocks = new BlockWalk(this.connection, filter, direction, now, this.limits);
    const by: Path = filter.clientId === undefined ? { by: 'id' } : { by: 'client', value: filter.clientId };
    const parts = [
      () => this.along({ by: 'id' }, tail, reads, direction),
      () => (indexed ? throughBlocks(blocks, indexed, by) : nothing()),
    ];
    for (const part of direction === 'newest-first' ? parts : parts.reverse()) yield* part();
  }

  /** The index that leads to the rows with little to pass over; undefined when blocks do it better. */
  private async straightPath(reads: TokenReads, range: IdRange): Promise<Path | 'nowhere' | undefined> {
    const { filter } = reads;
    if (filter.tokenId !== undefined) return { by: 'id' };
    if (filter.familyId !== undefined) return { by: 'family', value: idToBytes(filter.familyId) };
    if (filter.sessionId !== undefined) return this.pathOfSession(idToBytes(filter.sessionId));
    if (filter.consentId !== undefined) return this.pathOfConsent(idToBytes(filter.consentId));
    const paths: Path[] = [];
    if (filter.subject !== undefined) paths.push({ by: 'subject', value: filter.subject });
    if (filter.clientId !== undefined) paths.push({ by: 'client', value: filter.clientId });
    for (const path of paths) {
      const some = await reads.slice(path, range, this.limits.smallSet);
      if (!some) return 'nowhere';
      if (some.rows < this.limits.smallSet) return path;
    }
    const others = termsOf({ ...filter, clientId: undefined }).length > 0 || prunesByState(filter);
    return others ? undefined : (paths[0] ?? { by: 'id' });
  }

  private async pathOfSession(value: Buffer): Promise<Path | 'nowhere'> {
    return this.sortedOr({ by: 'session', value }, COUNT_OF_SESSION, PERSON_OF_SESSION, value);
  }

  private async pathOfConsent(value: Buffer): Promise<Path | 'nowhere'> {
    return this.sortedOr({ by: 'consent', value }, COUNT_OF_CONSENT, PERSON_OF_CONSENT, value);
  }

  /** What is too much to be sorted is found among everything that the same person has. */
  private async sortedOr(sorted: Path, count: string, person: string, id: Buffer): Promise<Path | 'nowhere'> {
    const { sortedSet } = this.limits;
    const rows = (await oneRow<{ count: number }>(this.connection, count, [id, sortedSet + 1]))?.count ?? 0;
    if (rows <= sortedSet) return rows === 0 ? 'nowhere' : sorted;
    const owner = await oneRow<{ account_id: Buffer }>(this.connection, person, [id]);
    return owner ? { by: 'subject', value: idFromBytes(owner.account_id) } : 'nowhere';
  }

  private async *along(
    path: Path,
    whole: IdRange,
    reads: TokenReads,
    direction: Direction,
  ): AsyncGenerator<Step, void> {
    for (let range = whole; range.low.compare(range.high) <= 0;) {
      await nextTurn();
      const slice = await reads.slice(path, range, this.limits.rowsPerRead);
      if (!slice) return;
      const { end, rows } = slice;
      const part = direction === 'newest-first' ? { ...range, low: end } : { ...range, high: end };
      yield { path, range: part, cost: rows, end };
      if (rows < this.limits.rowsPerRead) return;
      range = behind(range, end, direction);
    }
  }
}

const EMPTY: TokenPage = { tokens: [], next: null, searchedTo: null };

async function* throughBlocks(blocks: BlockWalk, range: IdRange, path: Path): AsyncGenerator<Step, void> {
  for await (const { range: within, cost, end } of blocks.through(range)) yield { path, range: within, cost, end };
}

async function* nothing(): AsyncGenerator<Step, void> {}

/** The ids that can be meant: by time of issue, by id, and behind the page before. */
function rangeOf({ filter, direction, after }: TokenSearchRequest): IdRange {
  const { issuedFrom, issuedTo, tokenId } = filter;
  const range: IdRange = {
    low: issuedFrom === undefined ? LOWEST_ID : firstIdAt(issuedFrom - CLOCK_SLACK),
    high: issuedTo === undefined ? HIGHEST_ID : idBefore(firstIdAt(issuedTo + CLOCK_SLACK + 1)),
  };
  const wanted = tokenId === undefined || !isId(tokenId) ? range : overlap(range, idToBytes(tokenId));
  return after === undefined ? wanted : behind(wanted, idToBytes(after), direction);
}

function overlap(range: IdRange, id: Buffer): IdRange {
  const isIn = id.compare(range.low) >= 0 && id.compare(range.high) <= 0;
  return isIn ? { low: id, high: id } : { low: HIGHEST_ID, high: LOWEST_ID };
}

/** What is left of a range when everything up to `id` is done with. */
function behind(range: IdRange, id: Buffer, direction: Direction): IdRange {
  if (direction === 'newest-first') {
    const high = idBefore(id);
    return id.compare(range.high) > 0 ? range : { low: range.low, high };
  }
  return id.compare(range.low) < 0 ? range : { low: idAfter(id), high: range.high };
}

function matches(found: LedgerToken, filter: TokenFilter): boolean {
  const { state } = filter;
  return hasWords(filter, found.token) && (state === undefined || state === 'reused' || state === found.state);
}

function pageOf(tokens: readonly LedgerToken[], end: Buffer): TokenPage {
  return { tokens, next: idFromBytes(end), searchedTo: timeOfId(end) };
}
