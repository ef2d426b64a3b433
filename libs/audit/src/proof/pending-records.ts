/**
 * Events on their way into the log, as one text: a line for each, with its proof and its digest in hexadecimal and the
 * record's own text. What is proven is in the database from the first moment on, at the cost of one short row.
 */
import type { AuditRecord } from '../audit-record';

/** What goes into the log. */
export interface ProvenRecord {
  readonly record: AuditRecord;
  /** 32 bytes in hexadecimal. */
  readonly mac: string;
  /** 32 bytes in hexadecimal: what will stand for it in the chain. */
  readonly digest: string;
}

/** As it lies there. */
export interface PendingRecord extends ProvenRecord {
  readonly canonical: string;
}

const HEX = 64;
const PROOF = /^[0-9a-f]{128}$/;
/** Stands once: within a text of JSON every quotation mark is escaped. */
const DETAIL = ',"detail":';

export function pendingLine(canonical: string, mac: string, digest: string): string {
  return `${mac}${digest} ${canonical}`;
}

/** @throws SyntaxError when somebody wrote there who does not know how */
export function readPendingLines(text: string): PendingRecord[] {
  return text.split('\n').map((line) => {
    const canonical = line.slice(2 * HEX + 1);
    const proof = line.slice(0, 2 * HEX);
    const end = canonical.indexOf(DETAIL);
    if (!PROOF.test(proof) || end === -1) throw new SyntaxError('not a record of the audit log');
    const [mac, digest] = [proof.slice(0, HEX), proof.slice(HEX)];
    const head: unknown = JSON.parse(`${canonical.slice(0, end)}}`);
    return { record: recordOf(head, canonical.slice(end + DETAIL.length, -1)), canonical, mac, digest };
  });
}

function recordOf(head: unknown, detail: string): AuditRecord {
  if (typeof head !== 'object' || head === null) throw new SyntaxError('not a record of the audit log');
  const members = head as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = members[name];
    if (typeof value !== 'string') throw new SyntaxError(`a record of the audit log has no ${name}`);
    return value;
  };
  const optional = (name: string): string | null => (members[name] === null ? null : text(name));
  const at = members['at'];
  if (typeof at !== 'number') throw new SyntaxError('a record of the audit log has no time');
  return {
    id: text('id'),
    event: text('event'),
    at,
    outcome: text('outcome'),
    actorKind: text('actor_kind'),
    actorId: optional('actor_id'),
    targetKind: optional('target_kind'),
    targetId: optional('target_id'),
    clientId: optional('client_id'),
    subject: optional('subject'),
    familyId: optional('family_id'),
    sessionId: optional('session_id'),
    ip: optional('ip'),
    userAgent: optional('user_agent'),
    check: optional('check'),
    reference: optional('reference'),
    detail,
  };
}
