/**
 * Revoking with a look beforehand: preview → commit → receipt. A preview lists what is alive and would end; its commit is
 * refused when something has joined the set since, and says what. docs/revocation.md.
 */
import type { KeyRotation } from '../keys/key-rotation';
import type { ApiDirectory } from '../ports/directories';
import type { Clock } from '../ports/clock';
import type { RevocationUnitOfWork } from '../ports/revocation-stores';
import type {
  RevocationCause,
  RevocationEvent,
  RevocationMember,
  RevocationOrigin,
  RevocationRecord,
} from '../records/revocation';
import type { ProtocolOptions } from '../protocol-options';
import { countSet, sessionsEndedBy } from './count-set';
import { previewOf } from './preview-record';
import { livingSet, longestJwt, SET_LIMITS, type LivingSet, type SetLimits } from './living-set';
import { finishAtOnce, MARKED_AT_ONCE } from './finish-at-once';
import { auditedStep } from './revocation-audit';
import type { RevocationEngine, RevocationOrder } from './revocation-engine';
import { compareSets, listedIds, membersOf, type SetDifference } from './set-difference';

/** More tokens than this have to be confirmed by their number. */
export const CONFIRM_ABOVE = 1_000;
const MEMBERS_AT_ONCE = 500;
/** Events that can be committed; the others belong to the change that causes them, and are only previewed here. */
const COMMITTABLE: ReadonlySet<RevocationEvent['event']> = new Set([
  'token',
  'descendants',
  'family',
  'consent',
  'session',
  'user',
  'client',
  'user_at_client',
  'signing_key',
  'filter',
  'secret_leaked',
]);

export interface RevocationDeskParts {
  readonly unitOfWork: RevocationUnitOfWork;
  readonly engine: RevocationEngine;
  readonly apis: ApiDirectory;
  readonly clock: Clock;
  readonly options: Pick<ProtocolOptions, 'accessTokenLifetime' | 'idTokenLifetime'>;
  /** Makes the key that signs in place of a revoked one. */
  readonly rotation: Pick<KeyRotation, 'prepareReplacement'>;
  readonly limits?: SetLimits;
}

export interface CommitRequest {
  readonly previewId: string;
  readonly by: RevocationOrigin;
  readonly cause: RevocationCause;
  readonly reason: string;
  /** The preview's number of tokens, where it is large. */
  readonly confirm?: string | undefined;
  /** Take what has joined the set since the preview along, instead of refusing. */
  readonly includeAdded?: boolean | undefined;
}

export type PreviewResult =
  { readonly outcome: 'previewed'; readonly record: RevocationRecord } | { readonly outcome: 'not_found' };

export type CommitResult =
  | { readonly outcome: 'committed'; readonly record: RevocationRecord }
  | { readonly outcome: 'changed'; readonly difference: SetDifference }
  | { readonly outcome: 'confirm'; readonly tokens: number }
  | { readonly outcome: 'not_found' | 'expired' | 'committed_before' | 'preview_only' };

export class RevocationDesk {
  private readonly limits: SetLimits;

  constructor(private readonly parts: RevocationDeskParts) {
    this.limits = parts.limits ?? SET_LIMITS;
  }

  /** Counts and lists what the event would end. @throws RevocationTooLargeError, TypeError for a filter that is none */
  async preview(event: RevocationEvent, by: RevocationOrigin): Promise<PreviewResult> {
    const { clock, unitOfWork } = this.parts;
    const { tokenSets } = unitOfWork.revocationReads;
    const now = clock.now();
    const set = await livingSet(
      event,
      tokenSets,
      now,
      await longestJwt(this.parts.apis, this.parts.options),
      this.limits,
    );
    if (!set) return { outcome: 'not_found' };
    const counts = await countSet(set.tokens.values(), await sessionsEndedBy(event, tokenSets, now));
    const record = previewOf(event, by, now, counts, set.truncated);
    await unitOfWork.runRevocation(async (stores) => {
      await stores.revocations.insert(record);
      const detail = { tokens: counts.tokens };
      await stores.audit.append(auditedStep('revocation.previewed', record.id, event, now, by, detail));
    });
    await this.addMembers(record.id, membersOf(set.tokens.values()));
    return { outcome: 'previewed', record };
  }

  /**
   * Carries a preview out, once. Everything in it is dead when this resolves, but for filters of many tokens: their job
   * is under way then.
   */
  async commit(request: CommitRequest): Promise<CommitResult> {
    const { clock, unitOfWork } = this.parts;
    const startedAt = clock.now();
    const preview = await unitOfWork.revocationReads.revocations.find(request.previewId);
    if (!preview) return { outcome: 'not_found' };
    if (preview.state !== 'previewed') {
      return { outcome: preview.expiresAt === null ? 'not_found' : 'committed_before' };
    }
    if ((preview.expiresAt ?? 0) <= startedAt) return { outcome: 'expired' };
    if (!COMMITTABLE.has(preview.event.event)) return { outcome: 'preview_only' };
    const tokens = preview.counts?.tokens ?? 0;
    if (tokens > CONFIRM_ABOVE && request.confirm !== String(tokens)) return { outcome: 'confirm', tokens };

    const { tokenSets } = unitOfWork.revocationReads;
    const set = await livingSet(
      preview.event,
      tokenSets,
      startedAt,
      await longestJwt(this.parts.apis, this.parts.options),
      this.limits,
    );
    if (!set) return { outcome: 'not_found' };
    const known = await listedIds(unitOfWork.revocationReads.revocations, preview.id);
    const difference = compareSets(preview, set, known);
    if (difference.addedCount > 0 && request.includeAdded !== true) return this.conflict(preview, request, difference);
    return this.carryOut(preview, request, set, { ...difference, known });
  }

  private async carryOut(
    preview: RevocationRecord,
    request: CommitRequest,
    set: LivingSet,
    { goneCount, known }: SetDifference & { readonly known: ReadonlySet<string> },
  ): Promise<CommitResult> {
    const { unitOfWork, clock, engine } = this.parts;
    const { event } = preview;
    const replacementKeyId =
      event.event === 'signing_key' ? await this.parts.rotation.prepareReplacement(event.keyId) : undefined;
    const few = !set.truncated && set.tokens.size <= MARKED_AT_ONCE && (goneCount ?? Infinity) <= MARKED_AT_ONCE;
    // A pair has no moment of its own: the job looks again for what was being approved in this one.
    const atOnce = few && event.event !== 'user_at_client';
    const joined = membersOf([...set.tokens.values()].filter(({ token }) => !known.has(token.id)));
    // The job of a filter goes by the list.
    if (!atOnce && event.event === 'filter') await this.addMembers(preview.id, joined);
    const sessions = await sessionsEndedBy(event, unitOfWork.revocationReads.tokenSets, clock.now());
    const counts = await countSet(set.tokens.values(), sessions);
    const record = await unitOfWork.runRevocation(async (stores) => {
      const at = clock.now();
      const { by, cause, reason } = request;
      const order: RevocationOrder = {
        event,
        at,
        by,
        cause,
        reason,
        ...(replacementKeyId === undefined ? {} : { replacementKeyId }),
      };
      const byJob = event.event === 'filter' ? 'running' : 'marking';
      const state = atOnce ? 'finished' : byJob;
      const done = atOnce ? set.tokens.size : 0;
      const commit = { at, by, cause, reason, state, counts, done } as const;
      // Whoever commits the same preview at the same time waits here, and is refused.
      if ((await stores.revocations.commit(preview.id, commit)) === 'refused') return undefined;
      const ended = await engine.endParents(stores, order);
      if (atOnce) await finishAtOnce(stores, preview, set, at, ended.reason);
      await engine.audit(stores, preview.id, order, counts);
      return stores.revocations.find(preview.id);
    });
    return record ? { outcome: 'committed', record } : { outcome: 'committed_before' };
  }

  /** In transactions of their own: so many at once would keep everybody waiting. */
  private async addMembers(id: string, members: readonly RevocationMember[]): Promise<void> {
    for (let start = 0; start < members.length; start += MEMBERS_AT_ONCE) {
      const some = members.slice(start, start + MEMBERS_AT_ONCE);
      await this.parts.unitOfWork.runRevocation((stores) => stores.revocations.addMembers(id, some));
    }
  }

  private async conflict(
    preview: RevocationRecord,
    { by }: CommitRequest,
    difference: SetDifference,
  ): Promise<CommitResult> {
    const at = this.parts.clock.now();
    const detail = { added: difference.addedCount, gone: difference.goneCount };
    await this.parts.unitOfWork.runRevocation((stores) =>
      stores.audit.append(auditedStep('revocation.conflicted', preview.id, preview.event, at, by, detail)),
    );
    return { outcome: 'changed', difference };
  }
}
