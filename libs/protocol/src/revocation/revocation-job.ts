/**
 * What is left after a commit, batch by batch: marking the rows of what is dead, so that lists and searches show it, and
 * revoking what a filter named. Every batch is one transaction that also writes where the job stands, so a job that was
 * killed goes on where it was, on any replica; a lease keeps two from doing the same.
 */
import type { Clock } from '../ports/clock';
import type { RevocationStores, RevocationUnitOfWork, SetToken } from '../ports/revocation-stores';
import type { RevocationReason } from '../records/family';
import type { RevocationCursor, RevocationRecord } from '../records/revocation';
import { auditedStep } from './revocation-audit';
import { endToken } from './end-token';
import { isAlive, SET_LIMITS, tokenSetOf } from './living-set';
import { REVOCATION_TABLE } from './outcomes';
import { membersOf } from './set-difference';

const LEASE = 'revocations';
const LEASE_LENGTH = 15_000;
/** Rows of one batch: few, because on SQLite nothing else happens meanwhile. */
const BATCH = 100;
const SYSTEM = { actor: { kind: 'system', id: null }, ip: null, userAgent: null } as const;

/** One batch: what it did, and where to go on. */
interface Batch {
  readonly done: number;
  /** Null at the end. */
  readonly cursor: RevocationCursor | null;
}

/** Undoes a batch that another change of the same revocation has overtaken. */
class OvertakenError extends Error {}

export class RevocationJob {
  constructor(
    private readonly unitOfWork: RevocationUnitOfWork,
    private readonly clock: Clock,
    /** Names this process in the lease. */
    private readonly owner: string,
    /** Milliseconds that a JWT may live at most. */
    private readonly longestJwt: () => Promise<number>,
  ) {}

  /**
   * Does the next batch of the oldest unfinished revocation, if no other replica is at it.
   * @returns `idle` when there is nothing to do here
   */
  async step(): Promise<'worked' | 'idle'> {
    const next = await this.unitOfWork.revocationReads.revocations.nextUnfinished();
    if (!next) return this.discard();
    const longestJwt = await this.longestJwt();
    try {
      return await this.batch(next.id, longestJwt);
    } catch (error) {
      if (error instanceof OvertakenError) return 'worked';
      throw error;
    }
  }

  private batch(id: string, longestJwt: number): Promise<'worked' | 'idle'> {
    return this.unitOfWork.runRevocation(async (stores) => {
      const now = this.clock.now();
      const lease = await stores.leases.acquire(LEASE, this.owner, now, now + LEASE_LENGTH);
      if (lease === undefined) return 'idle';
      // Read again under the lease: it may have been stopped, or moved on.
      const record = await stores.revocations.find(id);
      if (!record || (record.state !== 'running' && record.state !== 'marking')) return 'worked';
      const batch = await this.carryOn(stores, record, longestJwt, now);
      const state = batch.cursor === null ? 'finished' : record.state;
      const progress = { state, cursor: batch.cursor, done: batch.done, at: now } as const;
      // Stopped in this very moment: then the batch has not happened.
      if ((await stores.revocations.advance(record, progress)) === 'refused') throw new OvertakenError();
      if (state === 'finished') {
        await finish(stores, record, batch, now);
        // Whoever commits the next one may begin with it at once.
        await stores.leases.release(LEASE, this.owner);
      }
      return 'worked';
    });
  }

  /** Previews that nobody committed. */
  private async discard(): Promise<'worked' | 'idle'> {
    const discarded = await this.unitOfWork.runRevocation((stores) =>
      stores.revocations.discardPreviews(this.clock.now()),
    );
    return discarded > 0 ? 'worked' : 'idle';
  }

  private carryOn(stores: RevocationStores, record: RevocationRecord, longestJwt: number, now: number): Promise<Batch> {
    const cursor = record.cursor ?? {};
    if (record.state === 'running') return revokeMembers(stores, record, cursor, now);
    if (cursor.closing === true) return closeMembers(stores, record);
    if (cursor.consentId !== undefined) return withdrawConsents(stores, record, cursor);
    return markSet(stores, record, cursor, longestJwt);
  }
}

/** Revokes what a filter named, in order of id. */
async function revokeMembers(
  stores: RevocationStores,
  { id, event }: RevocationRecord,
  { tokenId: after }: RevocationCursor,
  now: number,
): Promise<Batch> {
  const page = { id, limit: BATCH, ...(after === undefined ? {} : { after }) };
  const members = await stores.revocations.members(page);
  const { reason } = REVOCATION_TABLE[event.event];
  const revoked: string[] = [];
  const gone: string[] = [];
  const found = new Map((await stores.tokenSets.find(members.map(({ tokenId }) => tokenId))).map(byId));
  for (const { tokenId } of members) {
    const row = found.get(tokenId);
    // What the batch ended a moment ago, with its family, was alive as well.
    const alive = row !== undefined && (isAlive(row, now) || row.token.revokedAt === now);
    if (alive) await endToken(row.token, now, reason, stores);
    (alive ? revoked : gone).push(tokenId);
  }
  await stores.revocations.setMembers(id, revoked, 'revoked');
  await stores.revocations.setMembers(id, gone, 'gone');
  const last = members.at(-1);
  return { done: revoked.length, cursor: last && members.length === BATCH ? { tokenId: last.tokenId } : null };
}

const byId = (row: SetToken): [string, SetToken] => [row.token.id, row];

/** Marks rows that a parent has ended; looks at them newest first. */
async function markSet(
  stores: RevocationStores,
  record: RevocationRecord,
  cursor: RevocationCursor,
  longestJwt: number,
): Promise<Batch> {
  const at = record.committedAt ?? record.createdAt;
  const set = tokenSetOf(record.event, at, longestJwt);
  const page = set && (await stores.tokenSets.page(set, cursor, BATCH));
  const rows = page?.rows ?? [];
  const { reason }: { readonly reason: RevocationReason } = REVOCATION_TABLE[record.event.event];
  if (record.event.event === 'user_at_client') await endLateFamilies(stores, rows, at, reason);
  const ended = rows.filter((row) => wasEnded(row, at));
  await stores.tokens.mark(
    ended.map(({ token }) => token.id),
    at,
    reason,
  );
  const listed = await stores.revocations.setMembers(
    record.id,
    ended.map(({ token }) => token.id),
    'revoked',
  );
  // Those that joined between the count and the commit are listed too, and all of them where nobody counted.
  if (listed < ended.length && record.done + ended.length <= SET_LIMITS.members) {
    await stores.revocations.addMembers(record.id, membersOf(ended, 'revoked'));
  }
  return { done: ended.length, cursor: page?.next ?? afterTokens(record) };
}

/** Approved before the commit, but not committed itself until after it; only of a pair, which has no moment of its own. */
async function endLateFamilies(
  stores: RevocationStores,
  rows: readonly SetToken[],
  at: number,
  reason: RevocationReason,
): Promise<void> {
  for (const { entry } of rows) {
    if (entry && entry.family.revokedAt === null && entry.family.createdAt <= at) {
      await stores.families.revoke(entry.family.id, at, reason);
    }
  }
}

/** Issued until the commit, and then neither run out, rotated, used nor revoked by something else. */
function wasEnded({ token, consumedAt }: SetToken, at: number): boolean {
  return (
    token.issuedAt <= at &&
    token.expiresAt > at &&
    token.revokedAt === null &&
    token.rotatedAt === null &&
    consumedAt === null
  );
}

function afterTokens({ event }: RevocationRecord): RevocationCursor {
  return event.event === 'client_deleted' ? { consentId: FIRST } : { closing: true };
}

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

async function withdrawConsents(
  stores: RevocationStores,
  { event, committedAt, createdAt }: RevocationRecord,
  { consentId: after = FIRST }: RevocationCursor,
): Promise<Batch> {
  const last =
    event.event === 'client_deleted'
      ? await stores.consents.revokeAllOf({ clientId: event.clientId }, committedAt ?? createdAt, {
          after,
          limit: BATCH,
        })
      : undefined;
  return { done: 0, cursor: last === undefined ? { closing: true } : { consentId: last } };
}

/** Members that turned out to be dead already. */
async function closeMembers(stores: RevocationStores, { id }: RevocationRecord): Promise<Batch> {
  const closed = await stores.revocations.closeMembers(id, BATCH);
  return { done: 0, cursor: closed === BATCH ? { closing: true } : null };
}

async function finish(stores: RevocationStores, record: RevocationRecord, batch: Batch, now: number): Promise<void> {
  const detail = { done: record.done + batch.done };
  await stores.audit.append(auditedStep('revocation.finished', record.id, record.event, now, SYSTEM, detail));
}
