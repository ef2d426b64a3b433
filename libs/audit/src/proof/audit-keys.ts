/** What proves the log, derived from the instance's root secret; nothing of it is in the database in the clear. */
import type { KeyObject } from 'node:crypto';
import { AuditSigningKey } from './checkpoint';

export interface AuditKeys {
  /** 32 bytes for the proof of each row. */
  readonly row: KeyObject;
  readonly signing: AuditSigningKey;
}

/** @param secretKey gives 32 bytes for a purpose of the instance, the same on every replica */
export function auditKeys(secretKey: (purpose: string) => KeyObject): AuditKeys {
  return { row: secretKey('audit'), signing: new AuditSigningKey(secretKey('audit-checkpoint')) };
}
