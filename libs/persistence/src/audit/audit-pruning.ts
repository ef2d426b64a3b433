/** Removes old events from the front of the chain, in batches, so that what is left still proves itself. */
import type { Checkpoint } from '@gatehouse/audit';
import type { Gateway } from '../gateway/gateway';
import type { AuditLog } from './audit-log';

const BATCH = 500;
/** Checkpoints looked through for the newest that is old enough. One a minute makes this some weeks. */
const CHECKPOINTS = 20_000;

const OLDEST = `SELECT seq, event_id FROM audit_seal WHERE seq <= ? ORDER BY seq LIMIT`;

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

/** Events, their places and the checkpoints between them go together. */
function removeBatch(gateway: Gateway, through: number, rows: number): Promise<number> {
  return gateway.transaction(async (connection) => {
    const places = await connection.rows<{ seq: number; event_id: Buffer }>(`${OLDEST} ${rows}`, [through]);
    const last = places.at(-1);
    if (!last) return 0;
    // Filled up to a power of two, so that there are few statements to prepare.
    const length = 2 ** Math.ceil(Math.log2(places.length));
    const ids = Array.from({ length }, (_, index) => (places[index] ?? last).event_id);
    await connection.change(`DELETE FROM audit_event WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
    await connection.change('DELETE FROM audit_seal WHERE seq <= ?', [last.seq]);
    await connection.change('DELETE FROM audit_checkpoint WHERE seq < ?', [last.seq]);
    return places.length;
  });
}
