/** Adds to the counters. Only one process does, within a transaction of its own, so it may look before it writes. */
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import type { Count } from './counting';
import { DAY, OTHER_CLIENTS, type Grain } from './series';

/** Rows of one hour or day of the clients' grains; beyond them clients are counted together, reason by reason. */
export const KEYS_PER_BUCKET = 2_000;

interface Key {
  readonly grain: Grain;
  readonly start: number;
  readonly series: string;
  readonly clientId: string;
  readonly reason: string;
}

const ADD = `UPDATE statistic SET counted = counted + ?
  WHERE grain = ? AND start = ? AND series = ? AND client_id = ? AND reason = ?`;
const INSERT = insertInto('statistic', ['counted', 'grain', 'start', 'series', 'client_id', 'reason']);

export async function addCounts(
  connection: Connection,
  counts: readonly Count[],
  keysPerBucket = KEYS_PER_BUCKET,
): Promise<void> {
  const buckets = new Buckets(connection, keysPerBucket);
  for (const { key, counted } of summed(counts)) {
    if (await add(connection, key, counted)) continue;
    if (key.clientId === '' || (await buckets.takeRoom(key))) await insert(connection, key, counted);
    else await addTogether(connection, { ...key, clientId: OTHER_CLIENTS }, counted);
  }
}

/** There are few reasons, so what clients are counted together in needs no room. */
async function addTogether(connection: Connection, key: Key, counted: number): Promise<void> {
  if (!(await add(connection, key, counted))) await insert(connection, key, counted);
}

async function add(connection: Connection, key: Key, counted: number): Promise<boolean> {
  return (await connection.change(ADD, [counted, ...valuesOf(key)])) === 1;
}

async function insert(connection: Connection, key: Key, counted: number): Promise<void> {
  await connection.change(INSERT, [counted, ...valuesOf(key)]);
}

function valuesOf({ grain, start, series, clientId, reason }: Key) {
  return [grain, start, series, clientId, reason] as const;
}

/** Every count in each grain, equal keys together. */
function summed(counts: readonly Count[]): Iterable<{ readonly key: Key; readonly counted: number }> {
  const sums = new Map<string, { key: Key; counted: number }>();
  for (const { hour, series, clientId, reason, counted } of counts) {
    const day = hour - (hour % DAY);
    const keys: readonly Key[] = [
      { grain: 'hour', start: hour, series, clientId: '', reason },
      { grain: 'day', start: day, series, clientId: '', reason },
      { grain: 'client_hour', start: hour, series, clientId, reason },
      { grain: 'client_day', start: day, series, clientId, reason },
    ];
    for (const key of keys) {
      const name = JSON.stringify(valuesOf(key));
      const sum = sums.get(name);
      if (sum) sum.counted += counted;
      else sums.set(name, { key, counted });
    }
  }
  return sums.values();
}

/** How much room each hour and day has for further clients. */
class Buckets {
  private readonly rooms = new Map<string, number>();

  constructor(
    private readonly connection: Connection,
    private readonly keysPerBucket: number,
  ) {}

  async takeRoom({ grain, start }: Key): Promise<boolean> {
    const name = `${grain} ${start}`;
    const room = this.rooms.get(name) ?? this.keysPerBucket - (await this.keysOf(grain, start));
    this.rooms.set(name, room - 1);
    return room > 0;
  }

  private async keysOf(grain: Grain, start: number): Promise<number> {
    const sql = `SELECT COUNT(*) AS found FROM
      (SELECT 1 FROM statistic WHERE grain = ? AND start = ? LIMIT ${this.keysPerBucket}) AS bounded`;
    return Number((await oneRow<{ found: number }>(this.connection, sql, [grain, start]))?.found ?? 0);
  }
}
