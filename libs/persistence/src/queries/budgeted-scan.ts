/**
 * One page of a list whose filters no index answers: rows are read in the order of an index, batch by batch, until the
 * page is full, nothing is left, or so many rows were looked at that the rest must wait for the next page.
 */

/** Most rows that one page looks at. */
export const ROW_BUDGET = 5_000;
const BATCH = 200;

export interface ScanOptions<Row, Position> {
  /** Rows of the page. */
  readonly limit: number;
  /** Where the last page ended; undefined for the first. */
  readonly after: Position | undefined;
  /** At most `count` rows after a position, in order. Fewer mean that there are no more. */
  readonly read: (after: Position | undefined, count: number) => Promise<readonly Row[]>;
  readonly positionOf: (row: Row) => Position;
  /** Those that belong to the list, in the same order; undefined = all of them. */
  readonly keep?: ((rows: readonly Row[]) => readonly Row[] | Promise<readonly Row[]>) | undefined;
}

export interface ScannedPage<Row, Position> {
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined when there is none. */
  readonly next: Position | undefined;
  /** Where the search stopped before the page was full, because enough was looked at. */
  readonly searchedTo: Position | undefined;
}

export async function scanPage<Row, Position>(
  options: ScanOptions<Row, Position>,
): Promise<ScannedPage<Row, Position>> {
  const { limit, read, positionOf, keep } = options;
  const found: Row[] = [];
  let after = options.after;
  for (let looked = 0; looked < ROW_BUDGET;) {
    const count = keep ? Math.min(BATCH, ROW_BUDGET - looked) : limit + 1;
    const batch = await read(after, count);
    found.push(...(keep ? await keep(batch) : batch));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    // One more than the page proves that there is a next.
    if (found.length > limit && last) return { rows: page, next: positionOf(last), searchedTo: undefined };
    const end = batch.at(-1);
    if (batch.length < count || !end) return { rows: page, next: undefined, searchedTo: undefined };
    looked += batch.length;
    after = positionOf(end);
  }
  return { rows: found, next: after, searchedTo: after };
}
