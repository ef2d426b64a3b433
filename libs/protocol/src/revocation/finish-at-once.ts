import type { RevocationStores } from '../ports/revocation-stores';
import type { RevocationReason } from '../records/family';
import type { RevocationRecord } from '../records/revocation';
import { endToken } from './end-token';
import type { LivingSet } from './living-set';
import { membersOf } from './set-difference';

/** At most this many rows are marked in the transaction of the commit; more are the job's. */
export const MARKED_AT_ONCE = 200;

/** Few enough to be ended and marked in one go. Members that were not found alive any more are gone. */
export async function finishAtOnce(
  stores: RevocationStores,
  { id, event }: RevocationRecord,
  set: LivingSet,
  at: number,
  reason: RevocationReason,
): Promise<void> {
  const ids = [...set.tokens.keys()];
  // Of a filter nothing has ended yet: it has no parent.
  if (event.event === 'filter') for (const { token } of set.tokens.values()) await endToken(token, at, reason, stores);
  await stores.tokens.mark(ids, at, reason);
  await stores.revocations.setMembers(id, ids, 'revoked');
  // What has joined since the preview, where that was wanted.
  await stores.revocations.addMembers(id, membersOf(set.tokens.values(), 'revoked'));
  await stores.revocations.closeMembers(id, MARKED_AT_ONCE);
}
