import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Purged } from '@gatehouse/persistence';
import { answer, Progress, table } from '../output';
import { withServices } from '../services';

export interface PurgeCommandOptions {
  readonly dryRun?: boolean;
}

/** `gatehouse purge`: a running server gives way, and goes on after it. */
export async function purge({ dryRun = false }: PurgeCommandOptions, command: Command): Promise<void> {
  await withServices(async ({ persistence, clock }) => {
    const now = clock.now();
    let progress: { readonly kind: string; readonly line: Progress } | undefined;
    const purged = await persistence.upkeep.purge({
      now,
      owner: randomUUID(),
      dryRun,
      progress: (kind, rows) => {
        if (progress?.kind !== kind) {
          progress?.line.end();
          progress = { kind, line: new Progress(kind) };
        }
        progress.line.step(rows);
      },
    });
    progress?.line.end();
    if (!dryRun) await note(purged, now, persistence);
    report(purged, dryRun, command);
  });
}

type Services = Parameters<Parameters<typeof withServices>[0]>[0];

/** Rows that leave by themselves are not audited; that somebody ended their time is. */
async function note(purged: readonly Purged[], at: number, persistence: Services['persistence']): Promise<void> {
  const rows = Object.fromEntries(purged.map((each) => [each.kind, each.rows]));
  const event = { id: 'upkeep.purged', at, actor: { kind: 'operator', id: null }, detail: { rows } } as const;
  await persistence.unitOfWork.record([], [event]);
}

function report(purged: readonly Purged[], dryRun: boolean, command: Command): void {
  const total = purged.reduce((sum, { rows }) => sum + rows, 0);
  const what = dryRun ? 'would go' : 'went';
  answer(command, { dry_run: dryRun, rows: total, kinds: purged }, [
    ...table(
      purged.filter(({ rows }) => rows > 0),
      [
        { title: 'kind', value: ({ kind }) => kind },
        { title: 'rows', value: ({ rows }) => rows, align: 'right' },
      ],
      'Nothing has reached its time.',
    ),
    ...(total > 0 ? [`${total} rows ${what}.`] : []),
  ]);
}
