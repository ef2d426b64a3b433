import type { LedgerIndexer, Persistence } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import type { Log } from '../http/logging/log';
import { LedgerIndexing } from './ledger-indexing';

const NOW = 1_790_000_000_000;

class StillClock extends Clock {
  override now(): number {
    return NOW;
  }
}

describe('keeping the index of the ledger', () => {
  const indexer = {
    advance: jest.fn<Promise<string | undefined>, [number]>(),
    release: jest.fn(async () => undefined),
  };
  const warn = jest.fn();
  let indexing: LedgerIndexing;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    indexer.advance.mockReset().mockResolvedValue(undefined);
    indexer.release.mockClear();
    warn.mockClear();
    const ledger = { newIndexer: () => indexer as unknown as LedgerIndexer };
    indexing = new LedgerIndexing({ ledger } as Persistence, new StillClock(), { warn } as unknown as Log);
    indexing.onModuleInit();
  });
  afterEach(async () => {
    await indexing.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  const pass = async (milliseconds: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(milliseconds);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  };

  it('does all that is due, then waits', async () => {
    indexer.advance.mockResolvedValueOnce('closed').mockResolvedValueOnce('closed').mockResolvedValueOnce('settled');
    await pass(5_000);
    expect(indexer.advance.mock.calls).toEqual([[NOW], [NOW], [NOW], [NOW]]);
    await pass(5_000);
    expect(indexer.advance).toHaveBeenCalledTimes(5);
  });

  it('tries again when it failed, and says so', async () => {
    const error = new Error('no database');
    indexer.advance.mockRejectedValueOnce(error);
    await pass(5_000);
    expect(warn.mock.calls).toEqual([[{ error }, expect.any(String)]]);
    await pass(5_000);
    expect(indexer.advance).toHaveBeenCalledTimes(2);
  });

  it('never runs twice at once', async () => {
    let finish: (() => void) | undefined;
    indexer.advance.mockImplementation(() => new Promise((resolve) => (finish = () => resolve(undefined))));
    await pass(20_000);
    expect(indexer.advance).toHaveBeenCalledTimes(1);
    finish?.();
  });

  it('stops between two pieces when the process ends, and gives the lease up', async () => {
    let going = 0;
    indexer.advance.mockImplementation(async () => {
      going += 1;
      await new Promise(setImmediate);
      return 'closed';
    });
    await jest.advanceTimersByTimeAsync(5_000);
    await indexing.beforeApplicationShutdown();
    const then = going;
    expect(then).toBeGreaterThan(0);
    expect(indexer.release).toHaveBeenCalledTimes(1);
    await pass(30_000);
    expect(going).toBe(then);
  });
});
