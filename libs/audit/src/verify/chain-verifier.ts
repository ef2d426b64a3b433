/** Follows the chain row by row, in constant memory, up to the first row that is wrong. */
import type { KeyObject } from 'node:crypto';
import type { AuditRecord } from '../audit-record';
import type { AuditKeys } from '../proof/audit-keys';
import { canonicalRecord, recordDigest, recordMac } from '../proof/canonical-record';
import { nextChain } from '../proof/chain';
import { sameBytes, type Checkpoint } from '../proof/checkpoint';
import type { AuditFault } from './audit-fault';

/** An event as it was found. */
export interface ProvenRow {
  readonly record: AuditRecord;
  readonly mac: Buffer;
  /** Whether it is marked as waiting for its place. */
  readonly waiting: boolean;
}

/** A place in the chain as it was found. */
export interface SealedRow {
  readonly seq: number;
  readonly chain: Buffer;
  readonly eventId: string;
  /** Undefined when the event is gone. */
  readonly event: ProvenRow | undefined;
}

export interface ChainPosition {
  readonly seq: number;
  readonly chain: Buffer;
}

export class ChainVerifier {
  private position: ChainPosition;

  /** @param start what the first row must follow from: a signed checkpoint, or the beginning */
  constructor(
    private readonly keys: AuditKeys,
    start: ChainPosition,
  ) {
    this.position = start;
  }

  get head(): ChainPosition {
    return this.position;
  }

  /** Takes the next row by `seq`. */
  take(row: SealedRow): AuditFault | undefined {
    const expected = this.position.seq + 1;
    if (row.seq !== expected) {
      const gone = row.seq === expected + 1 ? `event ${expected}` : `events ${expected} to ${row.seq - 1}`;
      const kind = 'seal_missing';
      return { kind, seq: expected, eventId: null, message: `The seal of ${gone} was deleted.` };
    }
    const { event } = row;
    if (!event) {
      const message = `Event ${row.seq} (${row.eventId}) was deleted.`;
      return { kind: 'event_missing', seq: row.seq, eventId: row.eventId, message };
    }
    const digest = recordDigest(canonicalRecord(event.record));
    const chain = nextChain(this.position.chain, row.seq, digest);
    const fault = this.judge(row, event, digest, chain);
    if (!fault) this.position = { seq: row.seq, chain };
    return fault;
  }

  private judge(row: SealedRow, event: ProvenRow, digest: Buffer, chain: Buffer): AuditFault | undefined {
    const place = { seq: row.seq, eventId: row.eventId };
    const follows = sameBytes(chain, row.chain);
    if (!sameBytes(recordMac(digest, this.keys.row), event.mac)) {
      const what = follows ? 'the proof beside it' : 'a member of it';
      return {
        kind: 'event_changed',
        ...place,
        message: `Event ${row.seq} (${row.eventId}) was edited: ${what} is not what was written.`,
      };
    }
    if (!follows) {
      const message = `Event ${row.seq} (${row.eventId}) does not follow from the one before it: events were reordered, or a seal was edited.`;
      return { kind: 'order_changed', ...place, message };
    }
    if (event.waiting) {
      return {
        kind: 'seal_mark_changed',
        ...place,
        message: `Event ${row.seq} (${row.eventId}) is sealed but marked as waiting for it.`,
      };
    }
    return undefined;
  }

  /** Judges a checkpoint that stands where the chain has arrived. */
  reach(checkpoint: Checkpoint): AuditFault | undefined {
    const forged = forgedCheckpoint(checkpoint, this.keys);
    if (forged) return forged;
    if (sameBytes(checkpoint.chain, this.position.chain)) return undefined;
    const message = `The chain at event ${checkpoint.seq} is not the one that the checkpoint of ${instant(checkpoint.at)} signed: the log up to there was rewritten.`;
    return { kind: 'checkpoint_contradicts', seq: checkpoint.seq, eventId: null, message };
  }

  /** Judges a checkpoint beyond the last row. */
  beyond(checkpoint: Checkpoint): AuditFault {
    const forged = forgedCheckpoint(checkpoint, this.keys);
    if (forged) return forged;
    const first = this.position.seq + 1;
    const gone = first === checkpoint.seq ? `Event ${first} is` : `Events ${first} to ${checkpoint.seq} are`;
    const message = `${gone} missing: the checkpoint of ${instant(checkpoint.at)} covers up to ${checkpoint.seq}.`;
    return { kind: 'end_missing', seq: first, eventId: null, message };
  }
}

export function forgedCheckpoint(checkpoint: Checkpoint, keys: AuditKeys): AuditFault | undefined {
  if (keys.signing.signed(checkpoint)) return undefined;
  const message = `The checkpoint at event ${checkpoint.seq} is not signed by this instance.`;
  return { kind: 'checkpoint_forged', seq: checkpoint.seq, eventId: null, message };
}

/** Judges an event that has no place in the chain yet. */
export function judgeUnsealed(event: ProvenRow, key: KeyObject): AuditFault | undefined {
  const { id } = event.record;
  if (!sameBytes(recordMac(recordDigest(canonicalRecord(event.record)), key), event.mac)) {
    const message = `Event ${id}, not sealed yet, was edited: a member of it is not what was written.`;
    return { kind: 'event_changed', seq: null, eventId: id, message };
  }
  if (event.waiting) return undefined;
  const message = `Event ${id} has no place in the chain and is not marked as waiting for one: its seal or its mark was deleted.`;
  return { kind: 'seal_mark_changed', seq: null, eventId: id, message };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
