/**
 * When secrets were last used. The token path only leaves a note in memory; notes are written in one small transaction a
 * second, and at most once a minute for each secret. What is lost with a process is a mark of use, nothing else.
 */
import { Injectable } from '@nestjs/common';
import { Clock, type ClientSecretUses, SecretUseRecords, type SecretUse } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';

/** Milliseconds from the first note to the writing of it. */
const DELAY = 1_000;
/** Milliseconds between two marks of one secret. */
const REST = 60_000;

@Injectable()
export class SecretUses implements ClientSecretUses {
  private readonly waiting = new Map<string, SecretUse>();
  private readonly writtenAt = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly records: SecretUseRecords,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  note(use: SecretUse): void {
    this.waiting.set(use.secretId, use);
    this.timer ??= setTimeout(() => void this.write(), DELAY).unref();
  }

  /** Writes what is left; before the database is closed. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.write(true);
  }

  private async write(everything = false): Promise<void> {
    this.timer = undefined;
    const now = this.clock.now();
    for (const [id, at] of this.writtenAt) if (now - at >= REST) this.writtenAt.delete(id);
    const due = [...this.waiting.values()].filter(({ secretId }) => everything || !this.writtenAt.has(secretId));
    for (const { secretId } of due) {
      this.waiting.delete(secretId);
      this.writtenAt.set(secretId, now);
    }
    try {
      if (due.length > 0) await this.records.note(due);
    } catch (error) {
      this.log.warn({ error }, 'marks of use of client secrets could not be written');
    }
    if (this.waiting.size > 0 && !everything) this.timer ??= setTimeout(() => void this.write(), DELAY).unref();
  }
}
