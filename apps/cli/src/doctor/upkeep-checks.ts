/** What running servers do in the background: whether somebody does it. */
import type { SweepStatus } from '@gatehouse/persistence';
import type { Services } from '../services';
import { finding, type Finding } from './finding';

const MINUTE = 60_000;
/** Sweeps look every second; behind by this much, nobody sweeps or nobody keeps up. */
const SWEEP_LATE = 15 * MINUTE;
/** Events get their place in the chain twice a second. */
const SEAL_LATE = MINUTE;
const SEAL_BROKEN = 10 * MINUTE;

const FIX = 'Is a server running? If it is, look into its log.';

export async function checkSweeps({ persistence, clock }: Services): Promise<Finding[]> {
  const { upkeep } = persistence;
  await upkeep.settings.read();
  if (!upkeep.settings.values['sweeps.enabled']) {
    const detail = 'Sweeps are switched off: expired rows stay, and the database grows.';
    return [finding('sweeps', 'warning', detail, 'Set sweeps.enabled to true.')];
  }
  const now = clock.now();
  const sweeps = await upkeep.sweeps(now);
  const last = Math.max(...sweeps.map(({ lastFinishedAt }) => lastFinishedAt ?? 0));
  if (last === 0) return [finding('sweeps', 'skipped', 'No server has swept this database yet.')];
  const failed = sweeps.filter(({ failedAt }) => failedAt !== null).map(failure);
  const late = sweeps.filter(({ failedAt, lag }) => failedAt === null && lag > SWEEP_LATE);
  if (late.length > 0) {
    const kinds = late.map(({ kind }) => kind).join(', ');
    const minutes = Math.floor(Math.max(...late.map(({ lag }) => lag)) / MINUTE);
    failed.push(finding('sweeps', 'warning', `Rows have waited to be removed for ${minutes} minutes: ${kinds}.`, FIX));
  }
  if (failed.length > 0) return failed;
  return [finding('sweeps', 'ok', `What expires is removed; last ${new Date(last).toISOString()}.`)];
}

function failure({ kind, failure: error, failedAt }: SweepStatus): Finding {
  const when = failedAt === null ? '' : ` at ${new Date(failedAt).toISOString()}`;
  return finding('sweeps', 'warning', `The sweep of ${kind} failed${when}: ${error ?? 'unknown'}.`, FIX);
}

export async function checkSealing({ persistence, clock }: Services): Promise<Finding> {
  const oldest = await persistence.audit.log.oldestUnsealed();
  const lag = oldest === undefined ? 0 : clock.now() - oldest;
  if (lag <= SEAL_LATE) return finding('audit', 'ok', 'Audit events have their place in the chain.');
  const minutes = Math.floor(lag / MINUTE);
  const detail = `Audit events have waited for their place in the chain for ${minutes} minutes.`;
  return finding('audit', lag > SEAL_BROKEN ? 'broken' : 'warning', detail, FIX);
}
