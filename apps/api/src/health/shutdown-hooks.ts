import { Injectable } from '@nestjs/common';

/** `flush`: write what is still in memory, while everything works. `close`: let go of pools and files. */
export type ShutdownPhase = 'flush' | 'close';

interface ShutdownHook {
  readonly phase: ShutdownPhase;
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** What rooms have to do once the last request is answered. */
@Injectable()
export class ShutdownHooks {
  private readonly hooks: ShutdownHook[] = [];

  add(phase: ShutdownPhase, name: string, run: () => Promise<void> | void): void {
    this.hooks.push({ phase, name, run });
  }

  /** Runs one phase, the latest addition first, as later rooms stand on earlier ones. A failing hook stops no other. */
  async run(phase: ShutdownPhase, onFailure: (name: string, error: unknown) => void): Promise<void> {
    for (const hook of this.hooks.filter((candidate) => candidate.phase === phase).reverse()) {
      try {
        await hook.run();
      } catch (error) {
        onFailure(hook.name, error);
      }
    }
  }
}
