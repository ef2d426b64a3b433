/**
 * The one text of a record, which everything that proves it is computed over: a JSON object of all members in this
 * order, without blanks, `detail` last and as its stored text.
 */
import { hash, type KeyObject } from 'node:crypto';
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

/**
 * 32 bytes that anybody can compute from the record: what the chain is made of. In hexadecimal, as every event pays for
 * it, and Node answers a text in half the time that a Buffer takes.
 */
export function recordDigest(canonical: string): string {
  return hash('sha256', canonical, 'hex');
}

const BLOCK = 64;
const DIGEST = 32;

/** The two keyed blocks of HMAC, each with room for a digest behind it. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}
const padsOfKeys = new WeakMap<KeyObject, Pads>();

/**
 * 32 bytes in hexadecimal that only a holder of the instance's key can compute: what a writer of the database alone
 * cannot forge. HMAC-SHA-256, RFC 2104; two one-shot hashes cost a third of what Node's `Hmac` does.
 * @param digest of the record
 * @param key of at most 64 bytes
 */
export function recordMac(digest: string, key: KeyObject): string {
  let pads = padsOfKeys.get(key);
  if (!pads) padsOfKeys.set(key, (pads = padsOf(key.export())));
  pads.inner.write(digest, BLOCK, DIGEST, 'hex');
  pads.outer.write(hash('sha256', pads.inner, 'hex'), BLOCK, DIGEST, 'hex');
  return hash('sha256', pads.outer, 'hex');
}

function padsOf(key: Buffer): Pads {
  if (key.length > BLOCK) throw new TypeError('the key of the audit log is too long');
  const pad = (value: number): Buffer => {
    const block = Buffer.alloc(BLOCK + DIGEST);
    for (let index = 0; index < BLOCK; index++) block[index] = value ^ (key[index] ?? 0);
    return block;
  };
  return { inner: pad(0x36), outer: pad(0x5c) };
}
