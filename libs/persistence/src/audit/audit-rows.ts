/** Rows of the audit log: how records become columns, and back. */
import {
  hasRecordLengths,
  nextChain,
  type AuditRecord,
  type ChainPosition,
  type Checkpoint,
  type ProvenRecord,
} from '@gatehouse/audit';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { idOrNull, textIdOrNull } from '../columns/stored-values';
import type { AuditCheckpointRow } from '../entities/audit-checkpoint.entity';
import type { AuditEventRow } from '../entities/audit-event.entity';
import { insertInto, type Connection, type Value } from '../gateway/gateway';

/** A record as columns. */
const RECORD_COLUMNS = [
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
] as const satisfies readonly (keyof AuditEventRow)[];
export type RecordRow = Pick<AuditEventRow, (typeof RECORD_COLUMNS)[number]>;

/** Of the events `e`. */
export const RECORD_SELECTION = RECORD_COLUMNS.map((name) => `e.${name}`).join(', ');

const COLUMNS = [...RECORD_COLUMNS, 'mac', 'seq', 'chain'] as const satisfies readonly (keyof AuditEventRow)[];

/** Most rows of one INSERT. Only powers of two are used, so that there are few statements to prepare. */
const ROWS_PER_STATEMENT = 128;

const statements: string[] = [];

function insertOf(rows: number): string {
  return (statements[rows] ??= insertInto('audit_event', COLUMNS, rows));
}

/** Enters records into the log, one place after the other; answers the last. */
export async function insertPlaced(
  connection: Connection,
  records: readonly ProvenRecord[],
  start: ChainPosition,
): Promise<ChainPosition> {
  let { seq, chain } = start;
  const append = (values: Value[], proven: ProvenRecord): void => {
    seq += 1;
    chain = nextChain(chain, seq, proven.digest);
    appendValues(values, proven, seq, chain);
  };
  for (let index = 0; index < records.length;) {
    // SQLite runs in our own process, where one prepared row after the other costs least.
    const most = connection.dialect === 'sqlite' ? 1 : ROWS_PER_STATEMENT;
    const rows = Math.min(most, 2 ** Math.floor(Math.log2(records.length - index)));
    const values: Value[] = [];
    for (const proven of records.slice(index, index + rows)) append(values, proven);
    await connection.change(insertOf(rows), values);
    index += rows;
  }
  return { seq, chain };
}

function appendValues(values: Value[], { record, mac }: ProvenRecord, seq: number, chain: Buffer): void {
  values.push(
    idToBytes(record.id),
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
    Buffer.from(mac, 'hex'),
    seq,
    chain,
  );
}

export function checkpointOf({ seq, chain, at, key_id, signature }: AuditCheckpointRow): Checkpoint {
  return { seq, chain, at, keyId: key_id, signature };
}

export function recordOf(row: RecordRow): AuditRecord {
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

/** What the log cannot hold would make the whole batch fail, again and again. */
export function isStorable(record: AuditRecord): boolean {
  const { id, at, familyId, sessionId } = record;
  const ids = [id, familyId ?? id, sessionId ?? id];
  return ids.every(isId) && Number.isSafeInteger(at) && hasRecordLengths(record);
}
