/** Verifies the stored log from end to end: streaming, in constant memory, up to the first row that is wrong. */
import {
  CHAIN_START,
  ChainVerifier,
  forgedCheckpoint,
  judgePending,
  readPendingLines,
  type AuditFault,
  type AuditKeys,
  type AuditRecord,
  type ChainPosition,
  type Checkpoint,
  type PendingRecord,
  type SealedRow,
} from '@gatehouse/audit';
import { idFromBytes, idToBytes } from '@gatehouse/protocol';
import type { AuditEventRow } from '../entities/audit-event.entity';
import type { AuditPendingRow } from '../entities/audit-pending.entity';
import { oneRow, type Gateway } from '../gateway/gateway';
import { AuditLog } from './audit-log';
import { RECORD_SELECTION, recordOf } from './audit-rows';

export interface VerifyOptions {
  /** Place to begin after, which must be one with an event or a checkpoint; 0 for the beginning. */
  readonly after?: number;
  /** Most places to go through. */
  readonly limit?: number;
  /** Checkpoints kept outside the database, such as those of the log. */
  readonly anchors?: readonly Checkpoint[];
  /** Told now and then how far it got. */
  readonly progress?: (seq: number) => void;
}

export interface AuditVerification {
  /** Undefined when everything is as it was written. */
  readonly fault: AuditFault | undefined;
  /** The first place that was looked at, and how many from there on. */
  readonly from: number;
  readonly events: number;
  /** Events that were looked at and had no place yet. */
  readonly unsealed: number;
  readonly checkpoints: number;
  /** How far the chain was followed. */
  readonly head: ChainPosition;
  /** True when it went through to the end; otherwise go on after `head.seq`. */
  readonly complete: boolean;
}

const PAGE = 500;

const SEALED = `SELECT ${RECORD_SELECTION}, e.mac, e.seq, e.chain FROM audit_event e WHERE e.seq > ? ORDER BY e.seq LIMIT`;
const PLACED = 'SELECT seq FROM audit_event WHERE id = ?';
const STILL_PENDING = 'SELECT 1 AS pending FROM audit_pending WHERE id = ?';
const PENDING = `SELECT id, records FROM audit_pending WHERE id > ? ORDER BY id LIMIT ${PAGE}`;

interface Start {
  readonly position: ChainPosition;
  /** The first place that is left, when older ones are gone and the log must say why. */
  readonly first: number | undefined;
}

export class AuditVerifier {
  private readonly log: AuditLog;

  constructor(
    private readonly gateway: Gateway,
    private readonly keys: AuditKeys,
  ) {
    this.log = new AuditLog(gateway);
  }

  async verify(options: VerifyOptions = {}): Promise<AuditVerification> {
    const walk = new Walk(options);
    const start = await this.start(options.after ?? 0);
    if ('fault' in start) return walk.result(start.fault, { seq: 0, chain: CHAIN_START }, false);
    const chain = new ChainVerifier(this.keys, start.position);
    walk.from = start.position.seq + 1;
    const fault = await this.follow(chain, walk, options);
    if (fault) return walk.result(fault, chain.head, false);
    if (walk.stopped) return walk.result(undefined, chain.head, false);
    const late = (await this.pending(walk)) ?? this.unexplained(start, walk);
    return walk.result(late, chain.head, late === undefined);
  }

  /** What the first row must follow from. Older rows may have been removed, up to a checkpoint that remains. */
  private async start(after: number): Promise<Start | { readonly fault: AuditFault }> {
    const first = await this.log.firstPlace();
    if (after > 0) {
      const chain = (await this.log.chainAt(after)) ?? (await this.checkpointAt(after))?.chain;
      if (chain) return { position: { seq: after, chain }, first: undefined };
    }
    const beginning = { seq: 0, chain: CHAIN_START };
    if (first === undefined || first === 1) return { position: beginning, first: undefined };
    // While old rows are being removed some are left before the checkpoint that the rest follows from.
    const [next] = await this.log.checkpointsAfter(first - 1, 1);
    const checkpoint = (await this.log.checkpointUpTo(first - 1)) ?? next;
    if (!checkpoint) return { fault: startMissing(1, first - 1) };
    const forged = forgedCheckpoint(checkpoint, this.keys);
    if (forged) return { fault: forged };
    return { position: { seq: checkpoint.seq, chain: checkpoint.chain }, first };
  }

  private async checkpointAt(seq: number): Promise<Checkpoint | undefined> {
    const [checkpoint] = await this.log.checkpointsAfter(seq - 1, 1);
    return checkpoint?.seq === seq && this.keys.signing.signed(checkpoint) ? checkpoint : undefined;
  }

  private async follow(chain: ChainVerifier, walk: Walk, options: VerifyOptions): Promise<AuditFault | undefined> {
    const checkpoints = this.checkpointsFrom(chain.head.seq, options.anchors ?? []);
    let checkpoint = await checkpoints.next();
    for (;;) {
      const room = Math.min(PAGE, walk.room);
      if (room === 0) {
        walk.stopped = true;
        return undefined;
      }
      const rows = await this.gateway.reads.rows<AuditEventRow>(`${SEALED} ${room}`, [chain.head.seq]);
      for (const row of rows) {
        const sealed = sealedRowOf(row);
        const fault = chain.take(sealed);
        if (fault) return fault;
        walk.saw(sealed.record);
        while (!checkpoint.done && checkpoint.value.seq === sealed.seq) {
          const contradiction = chain.reach(checkpoint.value);
          if (contradiction) return contradiction;
          walk.checkpoints += 1;
          checkpoint = await checkpoints.next();
        }
      }
      options.progress?.(chain.head.seq);
      if (rows.length < room) return checkpoint.done ? undefined : this.beyond(chain, checkpoint.value);
    }
  }

  /** The end may have moved on while we read: only what is still missing now is missing. */
  private async beyond(chain: ChainVerifier, checkpoint: Checkpoint): Promise<AuditFault | undefined> {
    const head = await this.log.head();
    return head && head.seq >= checkpoint.seq ? undefined : chain.beyond(checkpoint);
  }

  /** Those of the database and those from outside, by place. */
  private async *checkpointsFrom(start: number, anchors: readonly Checkpoint[]): AsyncGenerator<Checkpoint, void> {
    const outside = anchors.filter((anchor) => anchor.seq > start).sort((left, right) => left.seq - right.seq);
    let index = 0;
    let after = start;
    for (;;) {
      const page = await this.log.checkpointsAfter(after, PAGE);
      for (const stored of page) {
        for (let anchor = outside[index]; anchor && anchor.seq <= stored.seq; anchor = outside[++index]) yield anchor;
        yield stored;
        after = stored.seq;
      }
      if (page.length < PAGE) break;
    }
    yield* outside.slice(index);
  }

  private unexplained({ position, first }: Start, walk: Walk): AuditFault | undefined {
    const explained = first === undefined || position.seq <= walk.prunedThrough;
    return explained ? undefined : startMissing(walk.prunedThrough + 1, first - 1);
  }

  /** What waits for its place is what was written. */
  private async pending(walk: Walk): Promise<AuditFault | undefined> {
    let after: Buffer = Buffer.alloc(16);
    for (;;) {
      const rows = await this.gateway.reads.rows<AuditPendingRow>(PENDING, [after]);
      for (const row of rows) {
        after = row.id;
        for (const pending of readOrNothing(row)) {
          const fault = pending === undefined ? unreadable(row.id) : judgePending(pending, this.keys.row);
          if (fault || pending === undefined) return fault;
          const placed = await oneRow<{ seq: number }>(this.gateway.reads, PLACED, [idToBytes(pending.record.id)]);
          // It may have got its place while we looked; otherwise somebody put it there once more.
          if (placed && (await oneRow(this.gateway.reads, STILL_PENDING, [row.id]))) {
            return repeated(pending.record.id, placed.seq);
          }
          walk.unsealed += 1;
          walk.noticePruning(pending.record);
        }
      }
      if (rows.length < PAGE) return undefined;
    }
  }
}

/** What was seen on the way. */
class Walk {
  from = 1;
  events = 0;
  unsealed = 0;
  checkpoints = 0;
  stopped = false;
  /** Up to which place the log itself says that events were removed. */
  prunedThrough = 0;

  constructor(private readonly options: VerifyOptions) {}

  get room(): number {
    return Math.max(0, (this.options.limit ?? Number.POSITIVE_INFINITY) - this.events);
  }

  saw(record: AuditRecord): void {
    this.events += 1;
    this.noticePruning(record);
  }

  /** @param record whose proof was checked, so its detail is as we wrote it */
  noticePruning(record: AuditRecord): void {
    if (record.event !== 'audit.pruned') return;
    const detail: unknown = JSON.parse(record.detail);
    const through = typeof detail === 'object' && detail !== null && 'through' in detail ? detail.through : 0;
    if (typeof through === 'number') this.prunedThrough = Math.max(this.prunedThrough, through);
  }

  result(fault: AuditFault | undefined, head: ChainPosition, complete: boolean): AuditVerification {
    const { from, events, unsealed, checkpoints } = this;
    return { fault, from, events, unsealed, checkpoints, head, complete };
  }
}

function startMissing(from: number, through: number): AuditFault {
  const gone = from >= through ? `Event ${through} is` : `Events ${from} to ${through} are`;
  const message = `${gone} missing, and no event of the log says that they were removed.`;
  return { kind: 'start_missing', seq: from, eventId: null, message };
}

function sealedRowOf(row: AuditEventRow): SealedRow {
  return { seq: row.seq, chain: row.chain, record: recordOf(row), mac: row.mac };
}

/** Undefined stands for what cannot be read. */
function readOrNothing({ records }: AuditPendingRow): readonly (PendingRecord | undefined)[] {
  try {
    return readPendingLines(records);
  } catch {
    return [undefined];
  }
}

function unreadable(id: Buffer): AuditFault {
  const eventId = idFromBytes(id);
  const message = `Events that wait for their place (the first is ${eventId}) were overwritten and cannot be read.`;
  return { kind: 'pending_unreadable', seq: null, eventId, message };
}

function repeated(eventId: string, seq: number): AuditFault {
  const message = `Event ${seq} (${eventId}) was put among those that wait for their place once more.`;
  return { kind: 'order_changed', seq, eventId, message };
}
