/** Everybody who follows the revocation feed at this process, and the one timer that looks for news on behalf of all. */
import type { ServerResponse } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RevocationFeed, temporarilyUnavailable, type SignedRevocationList } from '@gatehouse/protocol';
import { Gauge } from 'prom-client';
import { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';
import type { HeaderList } from '../http/security-headers';
import { EventStream } from '../http/event-stream';

/** Milliseconds: with the way there and back, a revocation is known well within two seconds. */
const LOOK_EVERY = 500;
/** Each holds a connection and little else. */
const MOST_STREAMS = 500;

@Injectable()
export class RevocationStreams implements OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private failing = false;

  constructor(
    private readonly feed: RevocationFeed,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    const { streams } = this;
    new Gauge({
      name: 'gatehouse_revocation_streams',
      help: 'Open streams of the revocation feed.',
      registers: [metrics.registry],
      collect() {
        this.set(streams.size);
      },
    });
  }

  /**
   * Sends what came after a cursor, then whatever comes, until either side leaves.
   * @throws OAuthError `temporarily_unavailable` (503) when too many follow; StoreError
   */
  async follow(after: string | undefined, response: ServerResponse, headers: HeaderList): Promise<void> {
    const stream = new EventStream(response);
    if (this.streams.size >= MOST_STREAMS || stream.isLeaving) {
      throw temporarilyUnavailable('Too many follow the feed here; ask for the list instead.', {
        headers: { 'Retry-After': '5' },
        check: 'revocation_feed.full',
      });
    }
    // What is found while the list is being made must not come before it.
    const early: SignedRevocationList[] = [];
    let send = (list: SignedRevocationList): void => void early.push(list);
    this.streams.add(stream);
    response.on('close', () => this.leave(stream));
    try {
      const { list, stop } = await this.feed.follow((each) => send(each), after);
      response.on('close', stop);
      if (response.destroyed) return stop();
      stream.open(headers);
      send = ({ jws, cursor }) => stream.send({ id: cursor, event: 'revocations', data: jws });
      for (const each of [list, ...early]) send(each);
    } catch (error) {
      this.leave(stream);
      throw error;
    }
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY).unref();
  }

  onModuleDestroy(): void {
    this.endAll();
  }

  private async look(): Promise<void> {
    const [any] = this.streams;
    // Whoever follows would keep the process from leaving; another process takes them.
    if (any?.isLeaving === true) return this.endAll();
    if (this.looking) return;
    this.looking = true;
    try {
      await this.feed.tick();
      this.failing = false;
    } catch (error) {
      // Followers hear nothing, and know by it that they may be behind.
      if (!this.failing) this.log.error({ error }, 'the revocation feed cannot be read');
      this.failing = true;
    } finally {
      this.looking = false;
    }
  }

  private endAll(): void {
    for (const stream of this.streams) stream.end();
  }

  private leave(stream: EventStream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
