import cluster from 'node:cluster';
import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import { RequestMetrics } from './request-metrics';

/** The figures of this process, and the registry to which rooms add their own (`new Counter({ registers: [registry] })`). */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new RequestMetrics(this.registry);

  constructor(options: { readonly ofProcess: boolean } = { ofProcess: true }) {
    if (options.ofProcess) collectDefaultMetrics({ register: this.registry });
  }

  /** Prometheus text: of this process, or of all when several workers share the port. */
  async text(): Promise<string> {
    return (await this.ofAllWorkers()) ?? this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Lets the primary ask for this worker's figures. Does nothing outside a cluster. */
  share(): void {
    if (!cluster.isWorker) return;
    AggregatorRegistry.setRegistries(this.registry);
    // Its constructor is what starts listening to the primary.
    new AggregatorRegistry();
  }

  private ofAllWorkers(): Promise<string | undefined> {
    if (!cluster.isWorker) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const finish = (text: string | undefined) => {
        clearTimeout(timer);
        process.off('message', onMessage);
        resolve(text);
      };
      const onMessage = (message: unknown) => {
        if (isFigures(message)) finish(message.text);
      };
      // Rather this worker's figures than none.
      const timer = setTimeout(finish, 3000, undefined);
      process.on('message', onMessage);
      process.send?.({ type: ASK_FIGURES });
    });
  }
}

/** Messages between a worker and the primary, see `worker-processes.ts`. */
export const ASK_FIGURES = 'gatehouse:ask-figures';
export const FIGURES = 'gatehouse:figures';

export interface Figures {
  readonly type: typeof FIGURES;
  readonly text: string | undefined;
}

function isFigures(message: unknown): message is Figures {
  return typeof message === 'object' && message !== null && (message as { type?: unknown }).type === FIGURES;
}
