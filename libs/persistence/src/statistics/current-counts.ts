/** How much there is now, in bounded time: counts stop, and say so, instead of looking through a table. */
import type { Connection, Value } from '../gateway/gateway';

export interface CappedCount {
  readonly count: number;
  /** There may be more. */
  readonly capped: boolean;
}

export interface CurrentCounts {
  readonly sessions: CappedCount;
  readonly families: CappedCount;
  readonly clients: CappedCount;
  readonly accounts: CappedCount;
}

export interface CountLimits {
  /** A count ends here. */
  readonly counted: number;
  /** Rows that are looked at for it: of what has ended some lies between. */
  readonly lookedAt: number;
  /** Rows of one statement: an embedded database works in our own process. */
  readonly atOnce: number;
}

export const COUNT_LIMITS: CountLimits = { counted: 1_000, lookedAt: 10_000, atOnce: 500 };

const LAST: Buffer = Buffer.alloc(16, 0xff);

interface Stretch {
  readonly oldest: Buffer | null;
  readonly looked: number;
  readonly live: number | null;
}

/** Live rows among the next ones, newest first: what lives is mostly among the newest. */
const liveAmongNewest = (table: string, ended: string): string => `SELECT MIN(id) AS oldest, COUNT(*) AS looked,
    SUM(CASE WHEN ended IS NULL AND expires_at > ? THEN 1 ELSE 0 END) AS live
  FROM (SELECT id, ${ended} AS ended, expires_at FROM ${table} WHERE id < ? ORDER BY id DESC LIMIT ?) AS newest`;

const LIVE_SESSIONS = liveAmongNewest('session', 'ended_at');
const LIVE_FAMILIES = liveAmongNewest('family', 'revoked_at');
const CLIENTS = `SELECT COUNT(*) AS found FROM (SELECT 1 FROM client WHERE client_id > ? ORDER BY client_id LIMIT ?) AS bounded`;
const ACCOUNTS = `SELECT COUNT(*) AS found FROM (SELECT 1 FROM account WHERE id > ? ORDER BY id LIMIT ?) AS bounded`;

/** @param now epoch milliseconds */
export async function readCurrentCounts(
  reads: Connection,
  now: number,
  limits: CountLimits = COUNT_LIMITS,
): Promise<CurrentCounts> {
  return {
    sessions: await countLive(reads, LIVE_SESSIONS, now, limits),
    families: await countLive(reads, LIVE_FAMILIES, now, limits),
    clients: await countRows(reads, CLIENTS, '', limits),
    accounts: await countRows(reads, ACCOUNTS, Buffer.alloc(16), limits),
  };
}

async function countLive(reads: Connection, sql: string, now: number, limits: CountLimits): Promise<CappedCount> {
  let count = 0;
  let before = LAST;
  for (let looked = 0; looked < limits.lookedAt; looked += limits.atOnce) {
    const [stretch] = await reads.rows<Stretch>(sql, [now, before, limits.atOnce]);
    count += Number(stretch?.live ?? 0);
    if (count > limits.counted) return { count: limits.counted, capped: true };
    if (!stretch?.oldest || Number(stretch.looked) < limits.atOnce) return { count, capped: false };
    before = stretch.oldest;
  }
  return { count, capped: true };
}

async function countRows(reads: Connection, sql: string, first: Value, { counted }: CountLimits): Promise<CappedCount> {
  const [row] = await reads.rows<{ found: number }>(sql, [first, counted + 1]);
  const found = Number(row?.found ?? 0);
  return { count: Math.min(found, counted), capped: found > counted };
}
