/** Rows of the audit log: how records become columns, and back. */
import { canonicalRecord, recordDigest, recordMac, type AuditRecord, type Checkpoint } from '@gatehouse/audit';
import { idFromBytes, idToBytes } from '@gatehouse/protocol';
import type { KeyObject } from 'node:crypto';
import { idOrNull, textIdOrNull } from '../columns/stored-values';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditEventRow } from '../entities/audit-event.entity';
import { insertInto, type Connection, type Value } from '../gateway/gateway';

export const AUDIT_COLUMNS = [
  'id',
  'event',
  'at',
  'outcome',
  'actor_kind',
  'actor_id',
  'target_kind',
  'target_id',
  'client_id',
  'subject',
  'family_id',
  'session_id',
  'ip',
  'user_agent',
  'failed_check',
  'reference',
  'detail',
  'mac',
] as const satisfies readonly (keyof AuditEventRow)[];

/** Most rows of one INSERT: each count up to it is one prepared statement per connection. */
export const ROWS_PER_STATEMENT = 32;

const statements: string[] = [];
const waitingStatements: string[] = [];

function insertOf(rows: number): string {
  return (statements[rows] ??= insertInto('audit_event', AUDIT_COLUMNS, rows));
}

function insertWaiting(rows: number): string {
  return (waitingStatements[rows] ??= insertInto('audit_unsealed', ['id', 'digest'], rows));
}

/** Inserts proven rows within whatever transaction the connection is in. */
export async function insertRecords(
  connection: Connection,
  records: readonly AuditRecord[],
  key: KeyObject,
): Promise<void> {
  // SQLite runs in our own process, where one prepared row after the other costs least.
  const most = connection.dialect === 'sqlite' ? 1 : ROWS_PER_STATEMENT;
  for (let start = 0; start < records.length; start += most) {
    const part = records.slice(start, start + most).map((record) => {
      return { record, id: idToBytes(record.id), digest: recordDigest(canonicalRecord(record)) };
    });
    await connection.change(
      insertOf(part.length),
      part.flatMap(({ record, id, digest }) => valuesOf(record, id, recordMac(digest, key))),
    );
    await connection.change(
      insertWaiting(part.length),
      part.flatMap(({ id, digest }) => [id, digest]),
    );
  }
}

function valuesOf(record: AuditRecord, id: Buffer, mac: Buffer): Value[] {
  return [
    id,
    record.event,
    record.at,
    record.outcome,
    record.actorKind,
    record.actorId,
    record.targetKind,
    record.targetId,
    record.clientId,
    record.subject,
    idOrNull(record.familyId),
    idOrNull(record.sessionId),
    record.ip,
    record.userAgent,
    record.check,
    record.reference,
    record.detail,
    mac,
  ];
}

export function checkpointOf({ seq, chain, at, key_id, signature }: AuditCheckpointRow): Checkpoint {
  return { seq, chain, at, keyId: key_id, signature };
}

export function recordOf(row: Omit<AuditEventRow, 'mac'>): AuditRecord {
  return {
    id: idFromBytes(row.id),
    event: row.event,
    at: row.at,
    outcome: row.outcome,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    targetKind: row.target_kind,
    targetId: row.target_id,
    clientId: row.client_id,
    subject: row.subject,
    familyId: textIdOrNull(row.family_id),
    sessionId: textIdOrNull(row.session_id),
    ip: row.ip,
    userAgent: row.user_agent,
    check: row.failed_check,
    reference: row.reference,
    detail: row.detail,
  };
}
