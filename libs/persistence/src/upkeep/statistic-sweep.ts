/** Removes counters of hours and days that are older than they are kept, along their primary key. */
import type { StatisticRow } from '../entities/statistic.entity';
import type { Connection, Value } from '../gateway/gateway';
import { GRAINS } from '../statistics/series';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

type Key = readonly [grain: string, start: number, series: string, clientId: string, reason: string];
type Row = Omit<StatisticRow, 'counted'>;

const INTERVAL = 3_600_000;
const OLD = `SELECT grain, start, series, client_id, reason FROM statistic
  WHERE grain = ? AND start >= ? AND start < ? AND (start, series, client_id, reason) > (?, ?, ?, ?)
  ORDER BY start, series, client_id, reason LIMIT ?`;
const REMOVE = 'DELETE FROM statistic WHERE grain = ? AND start = ? AND series = ? AND client_id = ? AND reason = ?';

export class StatisticSweep implements SweepTask {
  readonly kind = 'statistic';

  basis(settings: SettingValues): string {
    return `${settings['retention.statistic']}`;
  }

  interval(): number {
    return INTERVAL;
  }

  async plan(reads: Connection, { now, settings, rows, position }: SweepPass): Promise<SweepPlan> {
    const before = now - settings['retention.statistic'] * 1000;
    const [from, ...place] = position ? (JSON.parse(position.toString()) as Key) : startOf(GRAINS[0]);
    for (const grain of GRAINS.slice(GRAINS.findIndex((each) => each === from))) {
      const [, start, ...rest] = grain === from ? [from, ...place] : startOf(grain);
      const found = await reads.rows<Row>(OLD, [grain, start, before, start, ...rest, rows]);
      const keys = found.map((row): Key => [row.grain, row.start, row.series, row.client_id, row.reason]);
      const last = keys.at(-1);
      if (!last) continue;
      return {
        position: Buffer.from(JSON.stringify(last)),
        due: keys.length,
        remove: (connection) => removeEach(connection, keys),
      };
    }
    return { position: null, due: 0 };
  }
}

function startOf(grain: string): Key {
  return [grain, 0, '', '', ''];
}

async function removeEach(connection: Connection, keys: readonly (readonly Value[])[]): Promise<number> {
  let removed = 0;
  for (const key of keys) removed += await connection.change(REMOVE, key);
  return removed;
}
