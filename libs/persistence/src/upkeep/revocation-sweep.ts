/** Forgets previews that nobody committed and receipts that are old enough, the tokens on their lists first. */
import type { Connection } from '../gateway/gateway';
import { firstIdAt, idBefore } from '../ledger-index/id-ranges';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

const HOUR = 3_600_000;
const INTERVAL = HOUR;
/** Whoever commits too late should hear that it is too late, not that there never was anything. */
const PREVIEWS_KEPT = HOUR;

const NEXT = `SELECT id FROM revocation WHERE id > ? AND id < ?
  AND CASE WHEN state = 'previewed' THEN expires_at <= ? ELSE finished_at <= ? END ORDER BY id LIMIT 1`;
const MEMBERS = 'SELECT token_id FROM revocation_member WHERE revocation_id = ? ORDER BY token_id LIMIT ?';
const REMOVE_MEMBERS = 'DELETE FROM revocation_member WHERE revocation_id = ? AND token_id <= ?';
const REMOVE = `DELETE FROM revocation WHERE id = ? AND (state = 'previewed' OR finished_at IS NOT NULL)`;

export class RevocationSweep implements SweepTask {
  readonly kind = 'revocation';

  basis(settings: SettingValues): string {
    return `${settings['retention.revocation']}`;
  }

  interval(): number {
    return INTERVAL;
  }

  async plan(reads: Connection, { now, settings, rows, position, counting }: SweepPass): Promise<SweepPlan> {
    const keptSince = now - settings['retention.revocation'] * 1000;
    const values = [position ?? Buffer.alloc(16), firstIdAt(now), now - PREVIEWS_KEPT, keptSince];
    const [found] = await reads.rows<{ id: Buffer }>(NEXT, values);
    if (!found) return { position: null, due: 0 };
    const members = await reads.rows<{ token_id: Buffer }>(MEMBERS, [found.id, rows]);
    const last = members.at(-1)?.token_id;
    const isWhole = members.length < rows;
    return {
      position: isWhole || counting === true ? found.id : idBefore(found.id),
      due: members.length + (isWhole ? 1 : 0),
      remove: async (connection) => {
        const gone = last === undefined ? 0 : await connection.change(REMOVE_MEMBERS, [found.id, last]);
        return gone + (isWhole ? await connection.change(REMOVE, [found.id]) : 0);
      },
    };
  }
}
