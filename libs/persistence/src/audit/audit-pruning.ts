/** Removes old events from the front of the chain, in batches, so that what is left still proves itself. */
import type { Checkpoint } from '@gatehouse/audit';
import type { Gateway } from '../gateway/gateway';
import type { AuditLog } from './audit-log';

const BATCH = 500;
/** Checkpoints looked through for the newest that is old enough. One a minute makes this some weeks. */
const CHECKPOINTS = 20_000;

const OLDEST = 'SELECT seq FROM audit_event WHERE seq <= ? ORDER BY seq LIMIT 1';

/** @returns how many events were removed, at most `rows` */
export async function removeOldest(gateway: Gateway, through: number, rows: number): Promise<number> {
  let removed = 0;
  while (removed < rows) {
    const batch = await removeBatch(gateway, through, Math.min(BATCH, rows - removed));
    removed += batch;
    if (batch === 0) break;
  }
  return removed;
}

/** The newest checkpoint that is older than that, if there is one. */
export async function lastCheckpointBefore(log: AuditLog, before: number): Promise<Checkpoint | undefined> {
  let found: Checkpoint | undefined;
  for (let looked = 0; looked < CHECKPOINTS; looked += BATCH) {
    const page = await log.checkpointsAfter(found?.seq ?? 0, BATCH);
    const old = page.filter((checkpoint) => checkpoint.at < before);
    found = old.at(-1) ?? found;
    if (old.length < BATCH) break;
  }
  return found;
}

/** Events and the checkpoints between them go together. */
function removeBatch(gateway: Gateway, through: number, rows: number): Promise<number> {
  return gateway.transaction(async (connection) => {
    const [first] = await connection.rows<{ seq: number }>(OLDEST, [through]);
    if (!first) return 0;
    const last = Math.min(through, first.seq + rows - 1);
    await connection.change('DELETE FROM audit_checkpoint WHERE seq < ?', [last]);
    return connection.change('DELETE FROM audit_event WHERE seq <= ?', [last]);
  });
}
