/** Removes keys that were retired so long ago that nothing they signed can be asked about. There are few of them. */
import type { Connection } from '../gateway/gateway';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

const INTERVAL = 3_600_000;
const SELECT = `SELECT id FROM signing_key WHERE state = 'retired' AND retired_at <= ? ORDER BY id LIMIT ?`;
const REMOVE = `DELETE FROM signing_key WHERE id = ? AND state = 'retired'`;

export class SigningKeySweep implements SweepTask {
  readonly kind = 'signing_key';

  basis(settings: SettingValues): string {
    return `${settings['retention.signing_key']}`;
  }

  interval(): number {
    return INTERVAL;
  }

  async plan(reads: Connection, { now, settings, rows }: SweepPass): Promise<SweepPlan> {
    const until = now - settings['retention.signing_key'] * 1000;
    const keys = await reads.rows<{ id: string }>(SELECT, [until, rows]);
    return {
      position: null,
      due: keys.length,
      remove: async (connection) => {
        let removed = 0;
        for (const { id } of keys) removed += await connection.change(REMOVE, [id]);
        return removed;
      },
    };
  }
}
