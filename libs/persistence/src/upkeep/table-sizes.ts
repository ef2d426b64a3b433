/**
 * About how large each table is, without counting: MySQL keeps estimates, and of an SQLite table the first pages of its
 * tree are looked at, from which its breadth and depth follow.
 */
import type { Connection } from '../gateway/gateway';

export interface TableSize {
  readonly table: string;
  /** Estimated. */
  readonly rows: number;
  /** Estimated: table and indexes. */
  readonly bytes: number;
}

export interface DatabaseSize {
  readonly tables: readonly TableSize[];
  /** Of the whole database. */
  readonly bytes: number;
  /** Reserved and empty; new rows use it before the database grows. */
  readonly freeBytes: number;
}

/** Milliseconds for which an estimate is good enough. */
const GOOD_FOR = 60_000;

export class TableSizes {
  private known: Promise<DatabaseSize> | undefined;
  private readAt = -Infinity;

  constructor(private readonly reads: Connection) {}

  /** At most a minute old. */
  read(): Promise<DatabaseSize> {
    const now = performance.now();
    if (!this.known || now - this.readAt > GOOD_FOR) {
      this.readAt = now;
      this.known = this.reads.dialect === 'sqlite' ? sqliteSize(this.reads) : mysqlSize(this.reads);
      this.known.catch(() => (this.known = undefined));
    }
    return this.known;
  }
}

const MYSQL_TABLES = `SELECT TABLE_NAME AS name, TABLE_ROWS AS estimate, DATA_LENGTH AS data, INDEX_LENGTH AS indexes,
    DATA_FREE AS free
  FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`;

interface MysqlTable {
  readonly name: string;
  readonly estimate: number | null;
  readonly data: number | null;
  readonly indexes: number | null;
  readonly free: number | null;
}

async function mysqlSize(reads: Connection): Promise<DatabaseSize> {
  const found = await reads.rows<MysqlTable>(MYSQL_TABLES);
  const tables = found.map(({ name, estimate, data, indexes }) => ({
    table: name,
    rows: Number(estimate ?? 0),
    bytes: Number(data ?? 0) + Number(indexes ?? 0),
  }));
  const freeBytes = found.reduce((sum, { free }) => sum + Number(free ?? 0), 0);
  return { tables, bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0) + freeBytes, freeBytes };
}

const TREES = `SELECT name, tbl_name AS owner, type FROM sqlite_schema WHERE rootpage > 0 AND name NOT LIKE 'sqlite_stat%'
  ORDER BY tbl_name`;
// Pages come in the order of the tree: the root, its first child, that one's first child.
const PAGES = 'SELECT path, pagetype, ncell FROM dbstat WHERE name = ? LIMIT ?';
const PAGES_LOOKED_AT = 256;
const WHOLE = `SELECT (SELECT page_count FROM pragma_page_count()) AS pages,
  (SELECT page_size FROM pragma_page_size()) AS size, (SELECT freelist_count FROM pragma_freelist_count()) AS free`;

interface Page {
  readonly path: string;
  readonly pagetype: string;
  readonly ncell: number;
}

async function sqliteSize(reads: Connection): Promise<DatabaseSize> {
  const [whole] = await reads.rows<{ pages: number; size: number; free: number }>(WHOLE);
  const { pages: allPages, size, free } = whole ?? { pages: 0, size: 0, free: 0 };
  const trees = await reads.rows<{ name: string; owner: string; type: string }>(TREES);
  const tables = new Map<string, TableSize>();
  for (const { name, owner, type } of trees) {
    const estimate = estimateTree(await reads.rows<Page>(PAGES, [name, PAGES_LOOKED_AT]));
    const before = tables.get(owner) ?? { table: owner, rows: 0, bytes: 0 };
    // A table without row ids is an index itself, and its own name tells which of its trees has the rows.
    const isTable = type === 'table' || name === owner;
    const rows = isTable ? estimate.cells : before.rows;
    tables.set(owner, { table: owner, rows, bytes: before.bytes + estimate.pages * size });
  }
  return { tables: [...tables.values()], bytes: allPages * size, freeBytes: free * size };
}

/** What the first pages of a tree say of the whole: exact when they are all of it. */
function estimateTree(sample: readonly Page[]): { cells: number; pages: number } {
  const pages = sample.filter(({ pagetype }) => pagetype !== 'overflow');
  const overflowPerPage = pages.length === 0 ? 0 : (sample.length - pages.length) / pages.length;
  if (sample.length < PAGES_LOOKED_AT) {
    const cells = pages.reduce((sum, { pagetype, ncell }) => sum + (pagetype === 'leaf' ? ncell : 0), 0);
    return { cells, pages: sample.length };
  }
  let [nodes, total] = [1, 0];
  for (let depth = 0; ; depth++) {
    const level = pages.filter(({ path }) => depthOf(path) === depth);
    const average = level.reduce((sum, { ncell }) => sum + ncell, 0) / Math.max(1, level.length);
    total += nodes;
    if (level.length === 0 || level[0]?.pagetype === 'leaf') {
      return { cells: Math.round(nodes * average), pages: Math.round(total * (1 + overflowPerPage)) };
    }
    // A node has one child more than cells.
    nodes *= average + 1;
  }
}

function depthOf(path: string): number {
  return path.split('/').length - 2;
}
