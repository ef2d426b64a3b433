/** How a set differs from what its preview listed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RevocationReads, SetToken } from '../ports/revocation-stores';
import type { RevocationMember, RevocationRecord } from '../records/revocation';
import type { LivingSet } from './living-set';

/** Ids that a conflict names. */
const NAMED = 100;

export interface SetDifference {
  /** The first of those that joined since the preview, and how many there are. */
  readonly added: readonly string[];
  readonly addedCount: number;
  /** How many died by themselves; null where the set is too large to tell. */
  readonly goneCount: number | null;
}

/**
 * In a set that is not listed whole, only what is newer than the preview is known to have joined.
 * @param known ids of the members that the preview listed
 */
export function compareSets(
  preview: Pick<RevocationRecord, 'truncated' | 'createdAt'>,
  set: LivingSet,
  known: ReadonlySet<string>,
): SetDifference {
  const whole = !preview.truncated && !set.truncated;
  const joined = ({ token }: SetToken): boolean =>
    !known.has(token.id) && (whole || token.issuedAt > preview.createdAt);
  const added = [...set.tokens.values()].filter(joined);
  return {
    added: added.slice(0, NAMED).map(({ token }) => token.id),
    addedCount: added.length,
    goneCount: whole ? [...known].filter((id) => !set.tokens.has(id)).length : null,
  };
}

export function membersOf(
  tokens: Iterable<SetToken>,
  state: RevocationMember['state'] = 'pending',
): RevocationMember[] {
  return [...tokens].map(({ token }) => ({ tokenId: token.id, kind: token.kind, state }));
}

const PAGE = 500;

/** Ids of all members that a preview listed. */
export async function listedIds(revocations: RevocationReads, id: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let after: string | undefined;
  do {
    const page = await revocations.members({ id, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { tokenId } of page) ids.add(tokenId);
    after = page.length === PAGE ? page.at(-1)?.tokenId : undefined;
    // On SQLite a read answers at once, and would keep everybody else waiting for all of them.
    await nextTurn();
  } while (after !== undefined);
  return ids;
}
