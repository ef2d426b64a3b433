/** Live tails of the log: every stream reads what was sealed since, in the order of the chain, so nothing is lost between. */
import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuditFilter } from '@gatehouse/audit';
import { Persistence } from '@gatehouse/persistence';
import { Log } from '../http/logging/log';
import { EventStream } from '../http/event-stream';
import { auditEventAnswer } from './audit-answer';

/** Milliseconds between two looks. */
const LOOK_EVERY = 400;
/** Milliseconds after which it is asked again whether the reader may read. */
const ASK_AGAIN = 1_000;
/** Milliseconds of silence before a sign of life. */
const HEARTBEAT = 15_000;
/** Places of the chain that one look goes through, and events that it sends. */
const WINDOW = 2_000;
const PAGE = 200;
/** Bytes that may wait for a slow reader; until they are gone nothing more is read for it. */
const BACKLOG = 128 * 1024;

export const MOST_STREAMS = 50;

export interface Tail {
  readonly filter: AuditFilter;
  /** Place to go on after; undefined = what comes from now on. */
  readonly after: number | undefined;
  /** Whether the reader still may. */
  readonly allowed: () => Promise<boolean>;
}

@Injectable()
export class AuditStreams {
  private open = 0;

  constructor(
    private readonly persistence: Persistence,
    private readonly log: Log,
  ) {}

  get isFull(): boolean {
    return this.open >= MOST_STREAMS;
  }

  /** Answers until the reader leaves, may not read any more, or the process is on its way out. */
  async follow(response: ServerResponse, tail: Tail): Promise<void> {
    const { log } = this.persistence.audit;
    const after = tail.after ?? (await log.head())?.seq ?? 0;
    const stream = new EventStream(response);
    stream.open([]);
    this.open += 1;
    try {
      await this.send(stream, response, after, tail);
    } catch (error) {
      this.log.warn({ error }, 'audit stream ended');
    } finally {
      this.open -= 1;
      stream.end();
    }
  }

  private async send(stream: EventStream, response: ServerResponse, from: number, tail: Tail): Promise<void> {
    const { log } = this.persistence.audit;
    let after = from;
    let askedAt = performance.now();
    let saidAt = performance.now();
    while (!response.destroyed && !stream.isLeaving) {
      const now = performance.now();
      if (now - askedAt >= ASK_AGAIN) {
        if (!(await tail.allowed())) return;
        askedAt = now;
      }
      if (now - saidAt >= HEARTBEAT) {
        stream.comment();
        saidAt = now;
      }
      const head = (await log.head())?.seq ?? 0;
      if (head <= after || response.writableLength > BACKLOG) {
        await delay(LOOK_EVERY);
        continue;
      }
      const through = Math.min(head, after + WINDOW);
      const events = await log.sealedBetween(after, through, tail.filter, PAGE);
      for (const event of events) {
        stream.send({ id: String(event.seq), event: 'audit', data: JSON.stringify(auditEventAnswer(event)) });
      }
      if (events.length > 0) saidAt = performance.now();
      after = events.length === PAGE ? (events.at(-1)?.seq ?? through) : through;
    }
  }
}
