/**
 * Events on their way into the log, as one text: a line for each, with its proof and its digest in hexadecimal and the
 * record's own text. What is proven is in the database from the first moment on, at the cost of one short row.
 */
import type { AuditRecord } from '../audit-record';

export interface PendingRecord {
  readonly record: AuditRecord;
  readonly canonical: string;
  /** 32 bytes. */
  readonly mac: Buffer;
  /** 32 bytes: what will stand for it in the chain. */
  readonly digest: Buffer;
}

const HEX = 64;
/** Stands once: within a text of JSON every quotation mark is escaped. */
const DETAIL = ',"detail":';

export function pendingLine(canonical: string, mac: Buffer, digest: Buffer): string {
  return `${mac.toString('hex')}${digest.toString('hex')} ${canonical}`;
}

/** @throws SyntaxError when somebody wrote there who does not know how */
export function readPendingLines(text: string): PendingRecord[] {
  return text.split('\n').map((line) => {
    const canonical = line.slice(2 * HEX + 1);
    const mac = Buffer.from(line.slice(0, HEX), 'hex');
    const digest = Buffer.from(line.slice(HEX, 2 * HEX), 'hex');
    const end = canonical.indexOf(DETAIL);
    if (2 * (mac.length + digest.length) !== 2 * HEX || end === -1) {
      throw new SyntaxError('not a record of the audit log');
    }
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
