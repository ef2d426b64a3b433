/** Keeps the ring of refused requests at its size, and nothing in it beyond its time. */
import type { Connection } from '../gateway/gateway';
import { firstIdAt } from '../ledger-index/id-ranges';
import { removeByKeys } from './keyed-rows';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

const INTERVAL = 15_000;
// Walks the primary key alone, as far as the ring is long.
const BEYOND_RING = 'SELECT id FROM failure ORDER BY id DESC LIMIT 1 OFFSET ?';
const SELECT = 'SELECT id FROM failure WHERE id > ? AND (id <= ? OR id < ?) ORDER BY id LIMIT ?';

export class FailureSweep implements SweepTask {
  readonly kind = 'failure';

  basis(settings: SettingValues): string {
    return `${settings['retention.failure']} ${settings['failures.kept']}`;
  }

  interval(): number {
    return INTERVAL;
  }

  async plan(reads: Connection, { now, settings, rows, position }: SweepPass): Promise<SweepPlan> {
    const [beyond] = await reads.rows<{ id: Buffer }>(BEYOND_RING, [settings['failures.kept']]);
    const found = await reads.rows<{ id: Buffer }>(SELECT, [
      position ?? Buffer.alloc(16),
      beyond?.id ?? Buffer.alloc(16),
      firstIdAt(now - settings['retention.failure'] * 1000),
      rows,
    ]);
    const ids = found.map((row) => row.id);
    return {
      position: found.length < rows ? null : (ids.at(-1) ?? null),
      due: ids.length,
      remove: (connection) => removeByKeys(connection, { table: 'failure', key: 'id' }, ids, '1 = 1', []),
    };
  }
}
