/** Events in the words of the admin API. */
import { AUDIT_EVENTS, type AuditFilter } from '@gatehouse/audit';
import type { ListedEvent } from '@gatehouse/persistence';
import { ADMIN_PATH } from '../http/admin/route-metadata';
import type { AuditEventAnswer, AuditFilterQuery } from './audit.dto';

export function auditEventAnswer({ seq, record }: ListedEvent): AuditEventAnswer {
  return {
    self: `${ADMIN_PATH}/audit/${record.id}`,
    id: record.id,
    seq,
    at: record.at,
    event: record.event,
    title: titleOf(record.event),
    outcome: record.outcome,
    actor: { kind: record.actorKind, id: record.actorId },
    target: record.targetKind === null ? null : { kind: record.targetKind, id: record.targetId ?? '' },
    client_id: record.clientId,
    subject: record.subject,
    family_id: record.familyId,
    session_id: record.sessionId,
    ip: record.ip,
    user_agent: record.userAgent,
    check: record.check,
    reference: record.reference,
    detail: detailOf(record.detail),
  };
}

function titleOf(event: string): string {
  return Object.hasOwn(AUDIT_EVENTS, event) ? AUDIT_EVENTS[event as keyof typeof AUDIT_EVENTS].title : event;
}

/** A row that somebody edited must not make the log unreadable: verifying is what names it. */
function detailOf(text: string): Record<string, unknown> {
  try {
    const detail: unknown = JSON.parse(text);
    if (typeof detail === 'object' && detail !== null && !Array.isArray(detail))
      return detail as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  return { unreadable: text };
}

export function auditFilter(query: AuditFilterQuery): AuditFilter {
  const { event, actor_kind, actor, target_kind, target, client_id, family_id, session_id, ...same } = query;
  const { outcome, subject, ip, check, reference, from, to, mentions } = same;
  const filter = {
    events: event,
    outcome,
    actorKind: actor_kind,
    actorId: actor,
    targetKind: target_kind,
    targetId: target,
    clientId: client_id,
    subject,
    familyId: family_id,
    sessionId: session_id,
    ip,
    check,
    reference,
    from,
    to,
    mentions,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as AuditFilter;
}

const NOT_FILTERS = new Set(['limit', 'cursor', 'format']);

/** The filter as it was asked for: for the audit event of an export and for the head of the export itself. */
export function filterWords(query: AuditFilterQuery): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== undefined && !NOT_FILTERS.has(name)),
  );
}
