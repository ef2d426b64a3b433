import { Body, Param, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { AuditFault } from '@gatehouse/audit';
import { Persistence } from '@gatehouse/persistence';
import { Clock, UnitOfWork } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { AdminGuard } from '../http/admin/admin-guard';
import { Cursors } from '../http/admin/paging';
import { type AdminPrincipal, type AdminRequest, Principal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { Log } from '../http/logging/log';
import { auditEventAnswer, auditFilter, filterWords } from './audit-answer';
import { AuditExport } from './audit-export';
import { AuditSealing } from './audit-sealing';
import { AuditStreams } from './audit-streams';
import {
  AuditEventAnswer,
  type AuditFaultAnswer,
  AuditExportQuery,
  AuditFilterQuery,
  AuditPageAnswer,
  AuditQuery,
  AuditVerificationAnswer,
  CheckpointPageAnswer,
  CheckpointQuery,
  MOST_VERIFIED,
  VerifyAuditBody,
} from './audit.dto';
import { checkpointLine } from './checkpoint-line';
import { sendGradually } from './send-gradually';

const SCOPE = 'audit:read';
/** Exports and verifications that a process works on at once. */
const MOST_AT_ONCE = 4;
const LAST_EVENT_ID = /^\d{1,15}$/;

/** `/admin/v1/audit`: what happened, and the proof of it. */
@AdminController('audit')
export class AuditController {
  private working = 0;

  constructor(
    private readonly persistence: Persistence,
    private readonly unitOfWork: UnitOfWork,
    private readonly cursors: Cursors,
    private readonly exports: AuditExport,
    private readonly streams: AuditStreams,
    private readonly sealing: AuditSealing,
    private readonly guard: AdminGuard,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Search the audit log',
    description:
      'Newest first. A search reads a bounded number of rows; when it stops for that, `searched_back_to` says how far it got, and `next` goes on there, also with no items.',
    scope: SCOPE,
    answers: { 200: AuditPageAnswer },
    problems: ['cursor_invalid'],
  })
  async list(@Query() query: AuditQuery): Promise<AuditPageAnswer> {
    const position = this.cursors.position<{ before: string }>('audit', query);
    const { log } = this.persistence.audit;
    const { events, next, searchedBackTo } = await log.list(auditFilter(query), position?.before, query.limit);
    return {
      items: events.map(auditEventAnswer),
      next: next === null ? null : this.cursors.cursor('audit', query, { before: next }),
      searched_back_to: searchedBackTo,
    };
  }

  @AdminRoute({
    method: 'GET',
    path: 'stream',
    summary: 'Follow the audit log',
    description:
      'Server-sent events `audit` whose data is an event, whose id its place in the chain. `Last-Event-ID` goes on after a place.',
    scope: SCOPE,
    answers: { 200: { contentTypes: ['text/event-stream'], description: 'Events that match, as they happen' } },
    problems: ['audit_busy'],
  })
  async stream(
    @Query() query: AuditFilterQuery,
    @Req() request: AdminRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (this.streams.isFull) throw problem('audit_busy');
    if (request.method === 'HEAD') return void response.end();
    const last = request.headers['last-event-id'];
    await this.streams.follow(response, {
      filter: auditFilter(query),
      after: typeof last === 'string' && LAST_EVENT_ID.test(last) ? Number(last) : undefined,
      allowed: () => this.guard.stillAllows(request, [SCOPE]),
    });
  }

  @AdminRoute({
    method: 'GET',
    path: 'export',
    summary: 'Export what a filter matches',
    description:
      'Oldest first. `jsonl` is signed and proves that every event is what the chain holds at its place; `csv` is for reading. The export is audited itself.',
    scope: SCOPE,
    answers: {
      200: { contentTypes: ['text/csv', 'application/jsonl'], description: 'The export, sent as it is made' },
    },
    problems: ['audit_busy'],
  })
  async export(
    @Query() query: AuditExportQuery,
    @Principal() principal: AdminPrincipal,
    @Req() request: AdminRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (request.method === 'HEAD') return void response.end();
    await this.atWork(async () => {
      const work = { filter: auditFilter(query), words: filterWords(query), written: { events: 0 } };
      const type = query.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl';
      response.setHeader('Content-Type', type);
      response.setHeader('Content-Disposition', `attachment; filename="gatehouse-audit.${query.format}"`);
      let complete = false;
      try {
        const allowed = () => this.guard.stillAllows(request, [SCOPE]);
        complete = await sendGradually(response, this.exports[query.format](work), allowed);
      } catch (error) {
        // The head is sent: all that can still be said is that the rest is missing.
        this.log.error({ error }, 'audit export failed');
        if (!response.headersSent) throw error;
        response.destroy();
      } finally {
        const detail = { format: query.format, filter: work.words, events: work.written.events, complete };
        await this.record('audit.exported', principal, complete, detail);
      }
    });
  }

  @AdminRoute({
    method: 'GET',
    path: 'checkpoints',
    summary: 'List signed checkpoints',
    description: 'Newest first, with the public key that they are signed with.',
    scope: SCOPE,
    answers: { 200: CheckpointPageAnswer },
    problems: ['cursor_invalid'],
  })
  async checkpoints(@Query() query: CheckpointQuery): Promise<CheckpointPageAnswer> {
    const position = this.cursors.position<{ before: number }>('audit-checkpoints', query);
    const rows = await this.persistence.audit.log.checkpointsBefore(position?.before, query.limit + 1);
    const { items, next } = this.cursors.page('audit-checkpoints', query, rows, {
      item: checkpointLine,
      position: ({ seq }) => ({ before: seq }),
    });
    const { keyId, publicJwk } = this.sealing.keys.signing;
    return { items: [...items], next, key: { key_id: keyId, jwk: { ...publicJwk } } };
  }

  @AdminRoute({
    method: 'POST',
    path: 'verify',
    summary: 'Verify the audit log',
    description:
      'Goes through the chain and names the first row that is not as it was written. A long log is verified in several requests: send `next_after` as `after`.',
    scope: SCOPE,
    answers: { 200: AuditVerificationAnswer },
    problems: ['audit_place_unknown', 'audit_busy'],
  })
  verify(@Body() body: VerifyAuditBody, @Principal() principal: AdminPrincipal): Promise<AuditVerificationAnswer> {
    return this.atWork(async () => {
      const { after = 0, limit = MOST_VERIFIED } = body;
      const { audit } = this.persistence;
      if (after > 0 && !(await audit.log.chainAt(after)) && (await audit.log.checkpointUpTo(after))?.seq !== after) {
        throw problem('audit_place_unknown');
      }
      const result = await audit.verifier(this.sealing.keys).verify({ after, limit });
      const { fault, from, events, unsealed, checkpoints, head, complete } = result;
      const answer: AuditVerificationAnswer = {
        verdict: fault ? 'faulty' : 'sound',
        fault: fault ? faultAnswer(fault) : null,
        from,
        through: head.seq,
        events,
        unsealed,
        checkpoints,
        next_after: fault || complete ? null : head.seq,
      };
      if (fault) this.log.error({ fault }, 'the audit log is not as it was written');
      await this.record('audit.verified', principal, !fault, { ...answer });
      return answer;
    });
  }

  @AdminRoute({
    method: 'GET',
    path: ':event_id',
    summary: 'Read an event',
    scope: SCOPE,
    answers: { 200: AuditEventAnswer },
    problems: ['audit_event_not_found'],
  })
  async find(@Param('event_id') id: string): Promise<AuditEventAnswer> {
    const found = await this.persistence.audit.log.find(id);
    if (!found) throw problem('audit_event_not_found');
    return auditEventAnswer(found);
  }

  private async atWork<T>(work: () => Promise<T>): Promise<T> {
    if (this.working >= MOST_AT_ONCE) throw problem('audit_busy');
    this.working += 1;
    try {
      return await work();
    } finally {
      this.working -= 1;
    }
  }

  private record(
    id: 'audit.exported' | 'audit.verified',
    principal: AdminPrincipal,
    succeeded: boolean,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const at = this.clock.now();
    const by = { actor: principal.actor(), clientId: principal.clientId, ...principal.origin() };
    const outcome = succeeded ? 'success' : 'failed';
    return this.unitOfWork.record([], [{ id, at, outcome, ...by, target: { kind: 'audit', id: 'log' }, detail }]);
  }
}

function faultAnswer({ kind, seq, eventId, message }: AuditFault): AuditFaultAnswer {
  return { kind, seq, event_id: eventId, message };
}
