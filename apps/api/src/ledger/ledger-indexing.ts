/** Keeps the index of the ledger while the process runs; one replica does, under a lease, and the others look on. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Persistence, type LedgerIndexer } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';

const EVERY = 5_000;

@Injectable()
export class LedgerIndexing implements OnModuleInit, BeforeApplicationShutdown {
  private readonly indexer: LedgerIndexer;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    persistence: Persistence,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.indexer = persistence.ledger.newIndexer();
  }

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running ??= this.catchUp().finally(() => (this.running = undefined));
    }, EVERY).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
    await this.attempt(() => this.indexer.release());
  }

  /** Does what is due, piece by piece, so that requests get their turn between two. */
  private async catchUp(): Promise<void> {
    while (!this.stopping && (await this.attempt(() => this.indexer.advance(this.clock.now())))) await nextTurn();
  }

  /** Undefined when it failed: the next turn tries again, and searches read what is not indexed. */
  private async attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch (error) {
      this.log.warn({ error }, 'the ledger could not be indexed');
      return undefined;
    }
  }
}
