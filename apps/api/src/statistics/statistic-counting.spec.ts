import type { Persistence, StatisticProjector } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import type { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';
import { StatisticCounting } from './statistic-counting';

const NOW = 1_790_000_000_000;

class StillClock extends Clock {
  override now(): number {
    return NOW;
  }
}

describe('counting in the background', () => {
  const projector = {
    advance: jest.fn<Promise<number>, [number]>(),
    release: jest.fn(async () => undefined),
  };
  const countedUpTo = jest.fn(async () => NOW - 4_000);
  const error = jest.fn();
  let metrics: Metrics;
  let counting: StatisticCounting;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    projector.advance.mockReset().mockResolvedValue(0);
    projector.release.mockClear();
    error.mockClear();
    metrics = new Metrics({ ofProcess: false });
    const statistics = { newProjector: () => projector as unknown as StatisticProjector, countedUpTo };
    const persistence = { statistics } as unknown as Persistence;
    counting = new StatisticCounting(persistence, new StillClock(), { error } as unknown as Log, metrics);
    counting.onApplicationBootstrap();
  });
  afterEach(async () => {
    await counting.onModuleDestroy();
    jest.useRealTimers();
  });

  const pass = async (milliseconds: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(milliseconds);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  };

  it('goes on while there is something to count, then looks now and then', async () => {
    projector.advance.mockResolvedValueOnce(1_000).mockResolvedValueOnce(12);
    await pass(2_000);
    // It rests between two stretches.
    await pass(1_000);
    expect(projector.advance.mock.calls).toEqual([[NOW], [NOW], [NOW]]);
    await pass(2_000);
    expect(projector.advance).toHaveBeenCalledTimes(4);
    expect(await metrics.text()).toMatch(/^gatehouse_statistics_counted_total 1012$/m);
  });

  it('tries again when it failed, and says so once a minute', async () => {
    const failure = new Error('no database');
    projector.advance.mockRejectedValue(failure);
    await pass(2_000);
    await pass(2_000);
    expect(error.mock.calls).toEqual([[{ error: failure }, 'events could not be counted']]);
    expect(projector.advance).toHaveBeenCalledTimes(2);
  });

  it('gives the lease up when the process ends', async () => {
    await counting.onModuleDestroy();
    expect(projector.release).toHaveBeenCalledTimes(1);
    await pass(10_000);
    expect(projector.advance).not.toHaveBeenCalled();
  });

  it('tells how far behind it is, if that can be known', async () => {
    expect(await metrics.text()).toMatch(/^gatehouse_statistics_lag_seconds 4$/m);
    countedUpTo.mockRejectedValueOnce(new Error('no database'));
    await expect(metrics.text()).resolves.toContain('gatehouse_statistics_counted_total');
  });
});
