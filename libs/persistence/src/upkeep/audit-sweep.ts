/** Lets the audit log forget its oldest events. How it does so and stays provable is the log's own affair. */
import type { Connection } from '../gateway/gateway';
import { firstIdAt } from '../ledger-index/id-ranges';
import type { SettingValues } from './setting-definitions';
import type { SweepPass, SweepPlan, SweepTask } from './sweep-task';

export interface AuditPruning {
  /** @returns how many events were removed: none while no checkpoint is old enough */
  prune(before: number, now: number, rows: number): Promise<number>;
}

const INTERVAL = 6 * 3_600_000;
const OLD = 'SELECT id FROM audit_event WHERE id > ? AND id < ? ORDER BY id LIMIT ?';

export class AuditSweep implements SweepTask {
  readonly kind = 'audit_event';

  constructor(private readonly audit: AuditPruning) {}

  basis(settings: SettingValues): string {
    return `${settings['retention.audit_event']}`;
  }

  interval(): number {
    return INTERVAL;
  }

  async plan(reads: Connection, { now, settings, rows, position, counting }: SweepPass): Promise<SweepPlan> {
    const before = now - settings['retention.audit_event'] * 1000;
    const from = (counting === true ? position : null) ?? Buffer.alloc(16);
    const found = await reads.rows<{ id: Buffer }>(OLD, [from, firstIdAt(before), rows]);
    const last = found.at(-1);
    if (!last) return { position: null, due: 0 };
    const removeApart = (): Promise<number> => this.audit.prune(before, now, rows);
    return { position: last.id, due: found.length, removeApart };
  }
}
