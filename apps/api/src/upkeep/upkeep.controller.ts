import { Persistence, type DatabaseSize, type SweepStatus } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { type DatabaseSizeAnswer, type SweepAnswer, UpkeepAnswer } from './upkeep.dto';

/** `/admin/v1/upkeep`: how large the database is, and what leaves it when. */
@AdminController('upkeep')
export class UpkeepController {
  constructor(
    private readonly persistence: Persistence,
    private readonly clock: Clock,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'Read the state of the sweeps and the sizes of the tables',
    scope: 'settings:read',
    answers: { 200: UpkeepAnswer },
  })
  async find(): Promise<UpkeepAnswer> {
    const at = this.clock.now();
    const { upkeep } = this.persistence;
    const [sweeps, size] = await Promise.all([upkeep.sweeps(at), upkeep.size()]);
    return {
      at,
      sweeping: upkeep.settings.values['sweeps.enabled'],
      sweeps: sweeps.map(sweepAnswer),
      database: sizeAnswer(size),
    };
  }
}

function sweepAnswer(status: SweepStatus): SweepAnswer {
  return {
    kind: status.kind,
    running: status.running,
    last_started_at: status.lastStartedAt,
    last_finished_at: status.lastFinishedAt,
    last_removed: status.lastRemoved,
    removed_total: status.removedTotal,
    next_at: status.nextAt,
    lag_ms: status.lag,
    failed_at: status.failedAt,
    failure: status.failure,
  };
}

function sizeAnswer({ bytes, freeBytes, tables }: DatabaseSize): DatabaseSizeAnswer {
  return { bytes, free_bytes: freeBytes, tables: [...tables] };
}
