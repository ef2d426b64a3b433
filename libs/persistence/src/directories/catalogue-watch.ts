/** Notices that another replica (or the command line) has changed clients, APIs or keys. */
import type { CatalogueReads } from '@gatehouse/protocol';

/** How often the version is looked at, milliseconds: a change counts everywhere within a second. */
const INTERVAL = 500;

export class CatalogueWatch {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private version: number | undefined;
  private checking: Promise<void> | undefined;

  constructor(
    private readonly catalogue: CatalogueReads,
    private readonly interval = INTERVAL,
  ) {}

  /** Calls `listener` after every change, local or not; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => void this.check(), this.interval);
    // Watching must not keep a process alive.
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Looks at once; never rejects. While the database cannot be asked, nothing can have been changed there either. */
  check(): Promise<void> {
    this.checking ??= this.look().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  /** A change that this process made itself. */
  announce(): void {
    for (const listener of this.listeners) listener();
  }

  private async look(): Promise<void> {
    try {
      const version = await this.catalogue.version();
      // The first look announces as well: nobody knows what was there when the first answers were remembered.
      const changed = version !== this.version;
      this.version = version;
      if (changed) this.announce();
    } catch {
      // The next look will tell; readiness reports the database.
    }
  }
}
