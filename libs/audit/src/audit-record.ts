/** An event as it is stored and proven: every member filled in, of bounded length, and the same text on every database. */
import type { AuditActor, AuditEvent } from './audit-event';
import { AUDIT_EVENTS } from './audit-events';

export interface AuditRecord {
  /** UUIDv7; its time is about `at`, and its order about the order of events. */
  readonly id: string;
  /** Such as `token.issued`; text, since a record may be older or newer than this catalogue. */
  readonly event: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly outcome: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly targetKind: string | null;
  readonly targetId: string | null;
  readonly clientId: string | null;
  readonly subject: string | null;
  readonly familyId: string | null;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly check: string | null;
  readonly reference: string | null;
  /** A JSON object as text: what is proven is the text. */
  readonly detail: string;
}

/** Most characters of a member. Requests may say what they like; the start of it is enough. */
export const RECORD_LENGTHS = {
  event: 64,
  kind: 16,
  targetKind: 32,
  identifier: 255,
  ip: 64,
  userAgent: 512,
  check: 128,
  reference: 64,
  detail: 65_536,
} as const;

/** @param id of the record, made by the caller for the time of the event */
export function auditRecord(event: AuditEvent, id: string): AuditRecord {
  const actor = actorOf(event);
  return {
    id,
    event: event.id,
    at: event.at,
    outcome: event.outcome ?? AUDIT_EVENTS[event.id].outcome,
    actorKind: actor.kind,
    actorId: kept(actor.id, RECORD_LENGTHS.identifier),
    targetKind: kept(event.target?.kind, RECORD_LENGTHS.targetKind),
    targetId: kept(event.target?.id, RECORD_LENGTHS.identifier),
    clientId: kept(event.clientId, RECORD_LENGTHS.identifier),
    subject: kept(event.subject, RECORD_LENGTHS.identifier),
    familyId: event.familyId ?? null,
    sessionId: event.sessionId ?? null,
    ip: kept(event.ip, RECORD_LENGTHS.ip),
    userAgent: kept(event.userAgent, RECORD_LENGTHS.userAgent),
    check: kept(event.check, RECORD_LENGTHS.check),
    reference: kept(event.reference, RECORD_LENGTHS.reference),
    detail: event.detail === undefined ? '{}' : detailText(event.detail),
  };
}

function actorOf(event: AuditEvent): AuditActor {
  if (event.actor) return event.actor;
  const { actor } = AUDIT_EVENTS[event.id];
  if (actor === 'client') return { kind: 'client', id: event.clientId ?? null };
  if (actor === 'subject') return { kind: 'person', id: event.subject ?? null };
  return { kind: actor, id: null };
}

/** Half of a character beyond the sixteen-bit ones: no database can keep it, so it would not prove what was written. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

function kept(text: string | null | undefined, length: number): string | null {
  if (text === null || text === undefined) return null;
  const start = text.length > length ? text.slice(0, length) : text;
  return LONE_SURROGATE.test(start) ? start.replace(LONE_SURROGATES, '\ufffd') : start;
}

function detailText(detail: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(detail);
  if (text.length <= RECORD_LENGTHS.detail) return text;
  return JSON.stringify({ omitted: 'too long', characters: text.length });
}

/** Whether a record is as `auditRecord` makes them: no member is longer than it may be. */
export function hasRecordLengths(record: AuditRecord): boolean {
  const within = (text: string | null, length: number): boolean => text === null || text.length <= length;
  return (
    within(record.event, RECORD_LENGTHS.event) &&
    within(record.outcome, RECORD_LENGTHS.kind) &&
    within(record.actorKind, RECORD_LENGTHS.kind) &&
    within(record.targetKind, RECORD_LENGTHS.targetKind) &&
    within(record.ip, RECORD_LENGTHS.ip) &&
    within(record.userAgent, RECORD_LENGTHS.userAgent) &&
    within(record.check, RECORD_LENGTHS.check) &&
    within(record.reference, RECORD_LENGTHS.reference) &&
    within(record.detail, RECORD_LENGTHS.detail) &&
    [record.actorId, record.targetId, record.clientId, record.subject].every((id) =>
      within(id, RECORD_LENGTHS.identifier),
    )
  );
}
