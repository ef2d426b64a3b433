/** Lists of the admin API, page after page. */
import { Option, type Command } from 'commander';
import { say } from '../output';
import { wholeNumber } from '../arguments';

export interface PageOptions {
  readonly limit: number;
  readonly all?: boolean;
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

const LARGEST_PAGE = 200;

/** Adds the options that every list has. */
export function paged(command: Command): Command {
  return command
    .addOption(new Option('--limit <number>', 'how many at most').default(50).argParser(wholeNumber(1, 1_000_000)))
    .option('--all', 'everything, however much it is')
    .option('--cursor <text>', 'go on where a list ended: its "next"');
}

/** Asks for pages until there are enough. */
export async function collect<Item>(
  options: PageOptions,
  ask: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor = options.cursor;
  for (;;) {
    const wanted = options.all === true ? LARGEST_PAGE : Math.min(LARGEST_PAGE, options.limit - items.length);
    const page = await ask({ limit: wanted, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    const enough = options.all !== true && items.length >= options.limit;
    if (page.next === null || enough) return { items, next: page.next };
    cursor = page.next;
  }
}

/** Tells a person that there is more. */
export function sayMore({ next }: Page<unknown>): void {
  if (next !== null) say('There is more: add --limit or --all.');
}
