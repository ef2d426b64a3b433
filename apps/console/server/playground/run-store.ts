/** The runs that are under way, in the memory of this process: few for each session, each for a quarter of an hour. */

const MOST_OF_A_SESSION = 5;
const MOST = 500;

/** What the store has to know of a run. */
export interface KeptRun {
  readonly id: string;
  readonly state: string;
  /** Epoch milliseconds. */
  readonly endsAt: number;
  readonly session: { readonly key: string };
}

export class RunStore<Each extends KeptRun> {
  private readonly runs = new Map<string, Each>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** @param onEnd is told of every run that goes, whatever the reason */
  constructor(
    private readonly onEnd: (run: Each) => Promise<void>,
    private readonly now: () => number = Date.now,
  ) {}

  add(run: Each): void {
    const own = [...this.runs.values()].filter(({ session }) => session.key === run.session.key);
    for (const old of own.slice(0, Math.max(0, own.length - MOST_OF_A_SESSION + 1))) void this.end(old);
    const [oldest] = this.runs.values();
    if (oldest && this.runs.size >= MOST) void this.end(oldest);
    this.runs.set(run.id, run);
    const timer = setTimeout(() => void this.end(run), Math.max(0, run.endsAt - this.now()));
    timer.unref();
    this.timers.set(run.id, timer);
  }

  /** A run of this session, if it is not over. */
  find(id: string, sessionKey: string): Each | undefined {
    const run = this.alive(this.runs.get(id));
    return run?.session.key === sessionKey ? run : undefined;
  }

  /** The run that an answer belongs to: its state is known to nobody else. */
  findByState(state: string): Each | undefined {
    if (state === '') return undefined;
    return this.alive([...this.runs.values()].find((run) => run.state === state));
  }

  async end(run: Each): Promise<void> {
    if (!this.runs.delete(run.id)) return;
    clearTimeout(this.timers.get(run.id));
    this.timers.delete(run.id);
    await this.onEnd(run);
  }

  private alive(run: Each | undefined): Each | undefined {
    if (run && run.endsAt <= this.now()) {
      void this.end(run);
      return undefined;
    }
    return run;
  }
}
