import { Body, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  auditedStep,
  Clock,
  RevocationDesk,
  RevocationTooLargeError,
  RevocationUnitOfWork,
  type CommitResult,
  type RevocationEvent,
  type RevocationOrigin,
  type RevocationRecord,
} from '@gatehouse/protocol';
import type { AdminScope } from '@gatehouse/contracts';
import { IdentityUnitOfWork } from '@gatehouse/identity';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { Cursors } from '../http/admin/paging';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { reachOf, requireWithinReach } from '../http/admin/reach';
import { eventOf, memberAnswer, revocationAnswer } from './revocation-answers';
import { RevocationRunner } from './revocation-runner';
import {
  CommitRevocationBody,
  PreviewRevocationBody,
  RevocationAnswer,
  RevocationListQuery,
  RevocationMemberPageAnswer,
  RevocationMembersQuery,
  RevocationPageAnswer,
  RevocationReceiptAnswer,
} from './revocations.dto';

/** What may not be done with `tokens:revoke` alone, because it changes more than tokens. */
const ALSO_NEEDED: Readonly<Partial<Record<RevocationEvent['event'], AdminScope>>> = {
  signing_key: 'keys:write',
  secret_leaked: 'clients:write',
};

/** Ends more of a person than tokens: only by whoever reaches that far. */
const ABOUT_A_PERSON: readonly RevocationEvent['event'][] = ['user', 'session', 'consent'];

/** `/admin/v1/revocations`: what would end, ending it, and what ended. */
@AdminController('revocations')
export class RevocationsController {
  constructor(
    private readonly desk: RevocationDesk,
    private readonly unitOfWork: RevocationUnitOfWork,
    private readonly identity: IdentityUnitOfWork,
    private readonly runner: RevocationRunner,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'POST',
    path: 'preview',
    summary: 'Preview a revocation',
    description:
      'Counts and lists what is alive and would end. Nothing ends. The preview can be committed for 15 minutes.',
    scope: 'tokens:revoke',
    answers: { 201: RevocationAnswer },
    problems: ['revocation_target_not_found', 'revocation_too_large'],
  })
  async preview(
    @Body() body: PreviewRevocationBody,
    @Principal() principal: AdminPrincipal,
  ): Promise<RevocationAnswer> {
    const result = await judgingTheFilter(() => this.desk.preview(eventOf(body), originOf(principal)));
    if (result.outcome === 'not_found') throw problem('revocation_target_not_found');
    return revocationAnswer(result.record);
  }

  @AdminRoute({
    method: 'POST',
    summary: 'Carry out a previewed revocation',
    description:
      'Refused when a token has joined the set since the preview. Everything is dead when this answers 200; 202 says that ' +
      'the tokens of a large filter are being revoked, and the receipt tells how far it is.',
    scope: 'tokens:revoke',
    answers: { 200: RevocationReceiptAnswer, 202: RevocationReceiptAnswer },
    problems: [
      'revocation_not_found',
      'revocation_set_changed',
      'revocation_expired',
      'revocation_committed',
      'revocation_preview_only',
      'revocation_unconfirmed',
      'revocation_too_large',
      'scope_missing',
      'target_holds_more',
    ],
  })
  async commit(
    @Body() body: CommitRevocationBody,
    @Principal() principal: AdminPrincipal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RevocationReceiptAnswer> {
    await this.requireAllowed(body.preview_id, principal);
    const result = await judgingTheFilter(() =>
      this.desk.commit({
        previewId: body.preview_id,
        by: originOf(principal),
        cause: body.reason_code,
        reason: body.reason,
        confirm: body.confirm,
        includeAdded: body.include_added,
      }),
    );
    const record = committed(result);
    this.runner.wake();
    if (record.state === 'running') response.status(202);
    return this.receipt(record);
  }

  @AdminRoute({
    method: 'GET',
    summary: 'List revocations',
    description: 'Newest first.',
    scope: 'tokens:read',
    answers: { 200: RevocationPageAnswer },
  })
  async list(@Query() query: RevocationListQuery): Promise<RevocationPageAnswer> {
    const [before] = this.cursors.position<[string]>('revocations', query) ?? [];
    const rows = await this.unitOfWork.revocationReads.revocations.list({
      limit: query.limit + 1,
      previews: query.previews === true,
      ...(before === undefined ? {} : { before }),
    });
    const page = this.cursors.page('revocations', query, rows, {
      item: revocationAnswer,
      position: ({ id }) => [id],
    });
    return { items: [...page.items], next: page.next };
  }

  @AdminRoute({
    method: 'GET',
    path: ':id',
    summary: 'Read a preview or receipt',
    scope: 'tokens:read',
    answers: { 200: RevocationReceiptAnswer },
    problems: ['revocation_not_found'],
  })
  async find(@Param('id') id: string): Promise<RevocationReceiptAnswer> {
    return this.receipt(await this.existing(id));
  }

  @AdminRoute({
    method: 'GET',
    path: ':id/members',
    summary: 'List the tokens of a preview or receipt',
    description: 'In the order of ids, which is the order in which they were issued.',
    scope: 'tokens:read',
    answers: { 200: RevocationMemberPageAnswer },
    problems: ['revocation_not_found'],
  })
  async members(@Param('id') id: string, @Query() query: RevocationMembersQuery): Promise<RevocationMemberPageAnswer> {
    await this.existing(id);
    const list = `revocations/${id}/members`;
    const [after] = this.cursors.position<[string]>(list, query) ?? [];
    const rows = await this.unitOfWork.revocationReads.revocations.members({
      id,
      limit: query.limit + 1,
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(after === undefined ? {} : { after }),
    });
    const page = this.cursors.page(list, query, rows, { item: memberAnswer, position: ({ tokenId }) => [tokenId] });
    return { items: [...page.items], next: page.next };
  }

  @AdminRoute({
    method: 'POST',
    path: ':id/stop',
    summary: 'Stop a running revocation',
    description: 'What it has not reached stays alive; what it has revoked stays dead.',
    scope: 'tokens:revoke',
    answers: { 200: RevocationReceiptAnswer },
    problems: ['revocation_not_found', 'revocation_not_running'],
  })
  async stop(@Param('id') id: string, @Principal() principal: AdminPrincipal): Promise<RevocationReceiptAnswer> {
    const record = await this.existing(id);
    const at = this.clock.now();
    const verdict = await this.unitOfWork.runRevocation(async (stores) => {
      const stopped = await stores.revocations.stop(id, at);
      if (stopped === 'stopped') {
        const by = originOf(principal);
        await stores.audit.append(auditedStep('revocation.stopped', id, record.event, at, by, { done: record.done }));
      }
      return stopped;
    });
    if (verdict === 'refused') throw problem('revocation_not_running');
    return this.receipt(await this.existing(id));
  }

  /** Before anything is counted; what the preview is about decides. */
  private async requireAllowed(previewId: string, principal: AdminPrincipal): Promise<void> {
    const { revocations, tokenSets } = this.unitOfWork.revocationReads;
    const preview = await revocations.find(previewId);
    if (!preview) return;
    const { event } = preview;
    const scope = ALSO_NEEDED[event.event];
    if (scope !== undefined && !principal.scopes.has(scope)) {
      throw problem('scope_missing', { detail: `This needs ${scope} too.` });
    }
    if (!ABOUT_A_PERSON.includes(event.event)) return;
    const { identityAccounts } = this.identity.identityReads;
    const person = await tokenSets.personOf(event);
    const target = person === undefined ? undefined : await identityAccounts.find(person);
    const actor = principal.kind === 'person' ? await identityAccounts.find(principal.id) : undefined;
    const reach = reachOf(principal, actor, ['tokens:revoke']);
    if (target) requireWithinReach(reach, target);
  }

  private async existing(id: string): Promise<RevocationRecord> {
    const record = await this.unitOfWork.revocationReads.revocations.find(id);
    if (!record) throw problem('revocation_not_found');
    return record;
  }

  private async receipt(record: RevocationRecord): Promise<RevocationReceiptAnswer> {
    const { pending, gone } = await this.unitOfWork.revocationReads.revocations.tally(record.id);
    return { ...revocationAnswer(record), progress: { done: record.done, pending, gone } };
  }
}

function originOf(principal: AdminPrincipal): RevocationOrigin {
  return { actor: principal.actor(), ...principal.origin() };
}

/** @throws Problem */
async function judgingTheFilter<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RevocationTooLargeError) throw problem('revocation_too_large', { cause: error });
    if (error instanceof TypeError && /^\w+ is not valid$|^tokens cannot be searched by/.test(error.message)) {
      throw problem('validation_failed', { errors: [{ pointer: '/filter', detail: error.message }], cause: error });
    }
    throw error;
  }
}

/** @throws Problem for everything but a commit */
function committed(result: CommitResult): RevocationRecord {
  switch (result.outcome) {
    case 'committed':
      return result.record;
    case 'changed': {
      const { added, addedCount, goneCount } = result.difference;
      throw problem('revocation_set_changed', {
        detail: `${addedCount} tokens have joined since the preview.`,
        members: { added, added_count: addedCount, gone_count: goneCount },
      });
    }
    case 'confirm':
      throw problem('revocation_unconfirmed', { members: { tokens: result.tokens } });
    case 'not_found':
      throw problem('revocation_not_found');
    case 'expired':
      throw problem('revocation_expired');
    case 'committed_before':
      throw problem('revocation_committed');
    case 'preview_only':
      throw problem('revocation_preview_only');
  }
}
