/**
 * The one text of a record, which everything that proves it is computed over: a JSON object of all members in this
 * order, without blanks, `detail` last and as its stored text.
 */
import { createHmac, hash, type KeyObject } from 'node:crypto';
import type { AuditRecord } from '../audit-record';

export function canonicalRecord(record: AuditRecord): string {
  const head = JSON.stringify({
    id: record.id,
    event: record.event,
    at: record.at,
    outcome: record.outcome,
    actor_kind: record.actorKind,
    actor_id: record.actorId,
    target_kind: record.targetKind,
    target_id: record.targetId,
    client_id: record.clientId,
    subject: record.subject,
    family_id: record.familyId,
    session_id: record.sessionId,
    ip: record.ip,
    user_agent: record.userAgent,
    check: record.check,
    reference: record.reference,
  });
  return `${head.slice(0, -1)},"detail":${record.detail}}`;
}

/** 32 bytes that anybody can compute from the record: what the chain is made of. */
export function recordDigest(canonical: string): Buffer {
  return hash('sha256', canonical, 'buffer');
}

/**
 * 32 bytes that only a holder of the instance's key can compute: what a writer of the database alone cannot forge.
 * @param digest of the record
 */
export function recordMac(digest: Buffer, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(digest).digest();
}
