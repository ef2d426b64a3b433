/** Lists: a page at a time, each with a sealed cursor to the next. Page 50 costs what page 1 costs. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { KeyRing, seal, unseal } from '@gatehouse/protocol';
import { WholeNumberParameter } from './parameters';
import { problem } from './problems';

export const MAXIMUM_LIMIT = 200;
export const DEFAULT_LIMIT = 50;
const LONGEST_CURSOR = 2_048;

/** The query of every list; a list's own filters extend it. */
export class PageQuery {
  /** How many at most. */
  @IsOptional()
  @WholeNumberParameter(1, MAXIMUM_LIMIT)
  limit: number = DEFAULT_LIMIT;

  /** `next` of the page before, with the same filters. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  cursor?: string;
}

/** Where a page ended: values of the columns that the list is ordered by. Anything that JSON can hold. */
export type Position = object;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Makes and reads cursors. They are sealed: nobody can make one up, or use one of another list or other filters. */
@Injectable()
export class Cursors {
  constructor(private readonly keys: KeyRing) {}

  /**
   * Where the page of this query begins: after the position; undefined for the first page.
   * @param list a name of its own for each list
   * @throws Problem `cursor_invalid`
   */
  position<P extends Position>(list: string, query: PageQuery): P | undefined {
    if (query.cursor === undefined) return undefined;
    const box = /^[A-Za-z0-9_-]+$/.test(query.cursor) ? Buffer.from(query.cursor, 'base64url') : Buffer.alloc(0);
    // One cursor has one spelling.
    const opened =
      box.toString('base64url') === query.cursor ? unseal(this.key(), box, contextOf(list, query)) : undefined;
    if (!opened) throw problem('cursor_invalid');
    return JSON.parse(opened.toString()) as P;
  }

  /**
   * The answer of a list.
   * @param rows one more than `query.limit` where there are more
   */
  page<Row, Item>(
    list: string,
    query: PageQuery,
    rows: readonly Row[],
    to: { readonly item: (row: Row) => Item; readonly position: (row: Row) => Position },
  ): Page<Item> {
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const next = rows.length > query.limit && last !== undefined ? this.cursor(list, query, to.position(last)) : null;
    return { items: shown.map(to.item), next };
  }

  /** A cursor to what comes after a position, for lists that know by themselves whether there is more. */
  cursor(list: string, query: PageQuery, position: Position): string {
    return seal(this.key(), Buffer.from(JSON.stringify(position)), contextOf(list, query)).toString('base64url');
  }

  private key(): Buffer {
    return this.keys.secretKey('cursor').export();
  }
}

function contextOf(list: string, query: PageQuery): string {
  const filters = Object.entries(query)
    .filter(([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `${list}|${createHash('sha256').update(JSON.stringify(filters)).digest('base64url')}`;
}
