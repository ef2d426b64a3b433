/** Revocations as rows. */
import {
  idFromBytes,
  idToBytes,
  type RevocationCause,
  type RevocationCounts,
  type RevocationCursor,
  type RevocationEvent,
  type RevocationRecord,
  type RevocationState,
} from '@gatehouse/protocol';
import type { AuditActor } from '@gatehouse/audit';
import { flag, objectFromJson, objectToJson } from '../columns/stored-values';
import type { RevocationRow } from '../entities/revocation.entity';
import type { Value } from '../gateway/gateway';

export const REVOCATION_COLUMNS = [
  'id',
  'event',
  'about',
  'state',
  'created_at',
  'created_by_kind',
  'created_by_id',
  'expires_at',
  'committed_at',
  'committed_by_kind',
  'committed_by_id',
  'cause',
  'reason',
  'counts',
  'truncated',
  'job_cursor',
  'done',
  'finished_at',
] as const satisfies readonly (keyof RevocationRow)[];

export function revocationValues(record: RevocationRecord): Value[] {
  const { event, ...about } = record.event;
  return [
    idToBytes(record.id),
    event,
    objectToJson(about),
    record.state,
    record.createdAt,
    record.createdBy.kind,
    record.createdBy.id,
    record.expiresAt,
    record.committedAt,
    record.committedBy?.kind ?? null,
    record.committedBy?.id ?? null,
    record.cause,
    record.reason,
    jsonOrNull(record.counts),
    flag(record.truncated),
    jsonOrNull(record.cursor),
    record.done,
    record.finishedAt,
  ];
}

export function revocationOf(row: RevocationRow): RevocationRecord {
  return {
    id: idFromBytes(row.id),
    // Written by `revocationValues` alone, so it has the shape that was stored.
    event: { event: row.event, ...objectFromJson(row.about) } as unknown as RevocationEvent,
    state: row.state as RevocationState,
    createdAt: row.created_at,
    createdBy: { kind: row.created_by_kind as AuditActor['kind'], id: row.created_by_id },
    expiresAt: row.expires_at,
    committedAt: row.committed_at,
    committedBy:
      row.committed_by_kind === null
        ? null
        : { kind: row.committed_by_kind as AuditActor['kind'], id: row.committed_by_id },
    cause: row.cause as RevocationCause | null,
    reason: row.reason,
    counts: row.counts === null ? null : (objectFromJson(row.counts) as unknown as RevocationCounts),
    truncated: row.truncated === 1,
    cursor: row.job_cursor === null ? null : (objectFromJson(row.job_cursor) as RevocationCursor),
    done: row.done,
    finishedAt: row.finished_at,
  };
}

export function jsonOrNull(value: object | null): string | null {
  return value === null ? null : objectToJson(value as Readonly<Record<string, unknown>>);
}
