/** Follows the chain row by row, in constant memory, up to the first row that is wrong. */
import type { KeyObject } from 'node:crypto';
import type { AuditRecord } from '../audit-record';
import type { AuditKeys } from '../proof/audit-keys';
import { canonicalRecord, recordDigest, recordMac } from '../proof/canonical-record';
import type { PendingRecord } from '../proof/pending-records';
import { nextChain } from '../proof/chain';
import { sameBytes, type Checkpoint } from '../proof/checkpoint';
import type { AuditFault } from './audit-fault';

/** An event with its place in the chain, as they were found. */
export interface SealedRow {
  readonly seq: number;
  readonly chain: Buffer;
  readonly record: AuditRecord;
  readonly mac: Buffer;
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
    const { seq, record } = row;
    const expected = this.position.seq + 1;
    if (seq !== expected) {
      const gone = seq === expected + 1 ? `Event ${expected} was` : `Events ${expected} to ${seq - 1} were`;
      return { kind: 'event_missing', seq: expected, eventId: null, message: `${gone} deleted.` };
    }
    const digest = recordDigest(canonicalRecord(record));
    const chain = nextChain(this.position.chain, seq, digest);
    const follows = sameBytes(chain, row.chain);
    const place = { seq, eventId: record.id };
    if (!sameBytes(Buffer.from(recordMac(digest, this.keys.row), 'hex'), row.mac)) {
      const what = follows ? 'the proof beside it' : 'a member of it';
      const message = `Event ${seq} (${record.id}) was edited: ${what} is not what was written.`;
      return { kind: 'event_changed', ...place, message };
    }
    if (!follows) {
      const message = `Event ${seq} (${record.id}) does not follow from the one before it: events were reordered, or the chain was edited.`;
      return { kind: 'order_changed', ...place, message };
    }
    this.position = { seq, chain };
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
export function judgePending(
  { record, canonical, mac, digest }: PendingRecord,
  key: KeyObject,
): AuditFault | undefined {
  // The text that was read must also be the one that will be stored.
  const whole =
    canonicalRecord(record) === canonical &&
    recordDigest(canonical) === digest &&
    sameBytes(Buffer.from(recordMac(digest, key), 'hex'), Buffer.from(mac, 'hex'));
  if (whole) return undefined;
  const message = `Event ${record.id}, not sealed yet, was edited: a member of it is not what was written.`;
  return { kind: 'event_changed', seq: null, eventId: record.id, message };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
