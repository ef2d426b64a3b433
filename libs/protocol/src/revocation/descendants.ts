/** A token and everything exchanged from it, whatever became of it since. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SetToken, TokenSets } from '../ports/revocation-stores';
import type { RevocationCursor } from '../records/revocation';

const PAGE = 500;
/** A family is bounded by its life; one that is larger is revoked as a whole. */
const LARGEST_FAMILY = 20_000;

/** The set is more than can be walked or listed; narrow it, or revoke what it hangs on. */
export class RevocationTooLargeError extends Error {
  override readonly name = 'RevocationTooLargeError';
}

/** Rows that are neither expired nor revoked at `now`, the token itself included. Empty for an unknown token. */
export async function descendantsOf(sets: TokenSets, tokenId: string, now: number): Promise<SetToken[]> {
  const [root] = await sets.find([tokenId]);
  if (!root) return [];
  const { familyId } = root.token;
  if (familyId === null) return [root];
  const rows = await familyRows(sets, familyId);
  const children = new Map<string, SetToken[]>();
  for (const row of rows) {
    if (row.token.parentId === null) continue;
    const siblings = children.get(row.token.parentId);
    if (siblings) siblings.push(row);
    else children.set(row.token.parentId, [row]);
  }
  const found: SetToken[] = [];
  const queue = [root];
  for (let row = queue.pop(); row; row = queue.pop()) {
    found.push(row);
    queue.push(...(children.get(row.token.id) ?? []));
  }
  return found.filter(({ token }) => token.revokedAt === null && token.expiresAt > now);
}

async function familyRows(sets: TokenSets, familyId: string): Promise<SetToken[]> {
  const rows: SetToken[] = [];
  let cursor: RevocationCursor | undefined = {};
  while (cursor) {
    const page = await sets.page({ kind: 'family', familyId }, cursor, PAGE);
    rows.push(...page.rows);
    if (rows.length > LARGEST_FAMILY) throw new RevocationTooLargeError('The family is too large to be walked.');
    cursor = page.next;
    await nextTurn();
  }
  return rows;
}
