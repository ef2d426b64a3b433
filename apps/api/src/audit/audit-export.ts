/** Exports of exactly what a filter matches, made while they are sent: memory stays the same however long they are. */
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import {
  BundleLines,
  canonicalRecord,
  recordDigest,
  type AuditFilter,
  type ChainPosition,
  type Checkpoint,
} from '@gatehouse/audit';
import { Settings } from '@gatehouse/environment';
import { Persistence, type SealedEvent } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { AuditSealing } from './audit-sealing';

/** Places of the chain that one query looks at. */
const WINDOW = 1_000;
/** Milliseconds that an export waits for the newest events to get their place. */
const PATIENCE = 3_000;
/** Digests of events that were left out, on one line. */
const DIGESTS = 500;

export interface ExportWork {
  readonly filter: AuditFilter;
  /** As it was asked for. */
  readonly words: Readonly<Record<string, unknown>>;
  /** Counts what was written. */
  readonly written: { events: number };
}

@Injectable()
export class AuditExport {
  constructor(
    private readonly persistence: Persistence,
    private readonly sealing: AuditSealing,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  csv(work: ExportWork): AsyncGenerator<string> {
    return this.csvLines(work);
  }

  jsonl(work: ExportWork): AsyncGenerator<string> {
    return Object.keys(work.words).length === 0 ? this.everything(work) : this.matching(work);
  }

  private async *csvLines({ filter, written }: ExportWork): AsyncGenerator<string> {
    const through = (await this.end())?.seq ?? 0;
    yield csv([CSV_COLUMNS]);
    for await (const page of this.pages((await this.start()).seq, through, filter)) {
      written.events += page.length;
      yield csv(page.map(csvCells));
    }
  }

  private async *everything({ words, written }: ExportWork): AsyncGenerator<string> {
    const end = await this.end();
    const bundle = this.bundle();
    yield bundle.header(this.header(words, end));
    if (end) {
      const start = await this.start();
      if (start.checkpoint) yield bundle.checkpoint(start.checkpoint);
      for await (const segment of this.segments(start.seq, end)) {
        for await (const page of this.pages(segment.after, segment.end.seq, {})) {
          written.events += page.length;
          yield page.map(({ seq, chain, record }) => bundle.event(seq, chain, record)).join('');
        }
        yield bundle.checkpoint(segment.end);
      }
    }
    yield bundle.trailer();
  }

  /** Stretches between two checkpoints in which something matches, whole: what does not match as digests. */
  private async *matching({ filter, words, written }: ExportWork): AsyncGenerator<string> {
    const end = await this.end();
    const bundle = this.bundle();
    yield bundle.header(this.header(words, end));
    if (end) {
      const start = await this.start();
      let before = start.checkpoint;
      // Where the lines so far have led the chain.
      let shown = 0;
      for await (const { after, end: last } of this.segments(start.seq, end)) {
        const matches = await this.placesIn(after, last.seq, filter);
        if (matches.size > 0) {
          if (before && before.seq !== shown) yield bundle.checkpoint(before);
          yield* this.segment(bundle, after, last.seq, matches);
          yield bundle.checkpoint(last);
          shown = last.seq;
          written.events += matches.size;
        }
        before = last;
      }
    }
    yield bundle.trailer();
  }

  private async *segment(
    bundle: BundleLines,
    after: number,
    through: number,
    matches: ReadonlySet<number>,
  ): AsyncGenerator<string> {
    let left: SealedEvent[] = [];
    const others = (): string => {
      const [first] = left;
      const last = left.at(-1);
      if (!first || !last) return '';
      const digests = left.map(({ record }) => recordDigest(canonicalRecord(record)));
      left = [];
      return bundle.others(first.seq, last.chain, digests);
    };
    for await (const page of this.pages(after, through, {})) {
      let text = '';
      for (const event of page) {
        if (!matches.has(event.seq)) left.push(event);
        if (matches.has(event.seq) || left.length === DIGESTS) text += others();
        if (matches.has(event.seq)) text += bundle.event(event.seq, event.chain, event.record);
      }
      yield text;
    }
    yield others();
  }

  /** Places between two checkpoints that match; a stretch is never much longer than a window. */
  private async placesIn(after: number, through: number, filter: AuditFilter): Promise<ReadonlySet<number>> {
    const places = new Set<number>();
    for await (const page of this.pages(after, through, filter)) for (const { seq } of page) places.add(seq);
    return places;
  }

  /** What matches, a bounded stretch of the chain at a time. */
  private async *pages(after: number, through: number, filter: AuditFilter): AsyncGenerator<SealedEvent[]> {
    for (let from = after; from < through; from += WINDOW) {
      const to = Math.min(from + WINDOW, through);
      const page = await this.persistence.audit.log.sealedBetween(from, to, filter, WINDOW);
      if (page.length > 0) yield page;
    }
  }

  /** From one checkpoint to the next, up to the last. */
  private async *segments(
    start: number,
    end: Checkpoint,
  ): AsyncGenerator<{ readonly after: number; readonly end: Checkpoint }> {
    let after = start;
    while (after < end.seq) {
      const page = await this.persistence.audit.log.checkpointsAfter(after, 500);
      const known = page.filter((checkpoint) => checkpoint.seq < end.seq);
      for (const checkpoint of known.length < page.length || page.length === 0 ? [...known, end] : known) {
        yield { after, end: checkpoint };
        after = checkpoint.seq;
      }
    }
  }

  /** Where the chain begins: after a checkpoint when older events were removed. */
  private async start(): Promise<{ readonly seq: number; readonly checkpoint?: Checkpoint }> {
    const { log } = this.persistence.audit;
    const first = await log.firstPlace();
    if (first === undefined || first <= 1) return { seq: 0 };
    const checkpoint = (await log.checkpointUpTo(first - 1)) ?? (await log.checkpointsAfter(first - 1, 1))[0];
    return checkpoint ? { seq: checkpoint.seq, checkpoint } : { seq: first - 1 };
  }

  /**
   * The end of an export: a checkpoint at the end of the chain, once every event from before it was asked for has its
   * place.
   */
  private async end(): Promise<Checkpoint | undefined> {
    const asked = this.clock.now();
    const { log } = this.persistence.audit;
    for (let waited = 0; waited < PATIENCE; waited += 50) {
      const oldest = await log.oldestUnsealed();
      if (oldest === undefined || oldest > asked) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.sealing.checkpointNow();
  }

  private bundle(): BundleLines {
    return new BundleLines(this.sealing.keys.signing);
  }

  private header(filter: Readonly<Record<string, unknown>>, end: ChainPosition | undefined) {
    return {
      issuer: this.settings.issuer.url,
      exportedAt: this.clock.now(),
      filter,
      throughSeq: end?.seq ?? 0,
    };
  }
}

const CSV_COLUMNS = [
  'seq',
  'id',
  'at',
  'time',
  'event',
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
  'check',
  'reference',
  'detail',
];

function csvCells({ seq, record }: SealedEvent): (string | number | null)[] {
  return [
    seq,
    record.id,
    record.at,
    new Date(record.at).toISOString(),
    record.event,
    record.outcome,
    record.actorKind,
    record.actorId,
    record.targetKind,
    record.targetId,
    record.clientId,
    record.subject,
    record.familyId,
    record.sessionId,
    record.ip,
    record.userAgent,
    record.check,
    record.reference,
    record.detail,
  ];
}

/** RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe: OWASP, CSV injection. */
function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(rows as unknown[][], { escape_formulas: true, record_delimiter: 'windows', quoted_string: true });
}
