/** Rotates keys when they are due, and takes up what other replicas changed within a second. */
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CatalogueWatch } from '@gatehouse/persistence';
import { KeyRotation, StoredKeyRing } from '@gatehouse/protocol';
import { Log } from '../http/logging/log';

const ROTATE_EVERY = 3_600_000;
const FOLLOW_AGAIN = 500;

@Injectable()
export class KeyMaintenance implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private stopFollowing: (() => void) | undefined;

  constructor(
    private readonly rotation: KeyRotation,
    private readonly ring: StoredKeyRing,
    private readonly catalogue: CatalogueWatch,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tried(() => this.rotate()), ROTATE_EVERY).unref();
    this.stopFollowing = this.catalogue.subscribe(() => void this.follow());
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.stopFollowing?.();
  }

  /** Until it succeeds: a replica that stays behind would refuse what others sign. */
  private async follow(): Promise<void> {
    if (!(await this.tried(() => this.ring.reload()))) setTimeout(() => void this.follow(), FOLLOW_AGAIN).unref();
  }

  private async rotate(): Promise<void> {
    for (const change of await this.rotation.rotate()) this.log.info({ ...change }, 'signing key changed');
  }

  /** False when it failed: the keys in memory go on being used. */
  private async tried(task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (error) {
      this.log.error({ error }, 'key maintenance failed');
      return false;
    }
  }
}
