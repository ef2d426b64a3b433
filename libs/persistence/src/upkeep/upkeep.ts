/** What an instance does for itself, over one database: follows its settings, removes what has expired, keeps count. */
import type { AuditDatabase } from '../audit/audit-database';
import type { CatalogueWatch } from '../directories/catalogue-watch';
import type { Gateway } from '../gateway/gateway';
import { FailureWriter } from '../stores/failure-writer';
import { TypeormFailureStore } from '../stores/typeorm-failure.store';
import { TypeormSettingStore, type StoredSettings } from '../stores/typeorm-setting.store';
import { purge, type Purged, type PurgeOptions } from './purge';
import { RuntimeSettings } from './runtime-settings';
import { sweepStatus, type SweepStatus } from './sweep-status';
import type { SweepTask } from './sweep-task';
import { sweepTasks } from './sweep-tasks';
import { Sweeper, type SweepObserver } from './sweeper';
import { type DatabaseSize, TableSizes } from './table-sizes';

export class Upkeep {
  readonly settings: RuntimeSettings;
  /** Reads only; `failureWriter` writes. */
  readonly failures: Pick<TypeormFailureStore, 'find' | 'list'>;
  private readonly storedSettings: TypeormSettingStore;
  private readonly sizes: TableSizes;
  private readonly tasks: readonly SweepTask[];

  constructor(
    private readonly gateway: Gateway,
    watch: CatalogueWatch,
    audit: Pick<AuditDatabase, 'prune'>,
  ) {
    this.tasks = sweepTasks(audit);
    this.storedSettings = new TypeormSettingStore(gateway.reads);
    this.settings = new RuntimeSettings(this.storedSettings, watch);
    this.failures = new TypeormFailureStore(gateway.reads);
    this.sizes = new TableSizes(gateway.reads);
  }

  /** @param owner names this process in the lease: another one for each */
  sweeper(owner: string, clock: { now(): number }, observer: SweepObserver): Sweeper {
    return new Sweeper(this.gateway, this.settings, this.tasks, observer, clock, owner);
  }

  /** @throws StoreBusyError when another purge is under way */
  async purge(options: PurgeOptions): Promise<Purged[]> {
    await this.settings.read();
    return purge(this.gateway, this.tasks, this.settings.values, options);
  }

  /** As stored: what differs from the defaults. */
  listSettings(): Promise<StoredSettings> {
    return this.storedSettings.list();
  }

  sweeps(now: number): Promise<SweepStatus[]> {
    return sweepStatus(this.gateway.reads, this.tasks, this.settings.values, now);
  }

  /** Estimates, at most a minute old. */
  size(): Promise<DatabaseSize> {
    return this.sizes.read();
  }

  /** Writes refused requests in the background. @param failed told when some could not be written */
  failureWriter(failed?: (error: unknown) => void): FailureWriter {
    return new FailureWriter(this.gateway, () => this.settings.values, failed);
  }
}
