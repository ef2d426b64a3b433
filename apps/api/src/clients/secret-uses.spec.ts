import { SecretUseRecords, type SecretUse } from '@gatehouse/protocol';
import { FixedClock } from '@gatehouse/protocol/testing';
import type { Log } from '../http/logging/log';
import { SecretUses } from './secret-uses';

class Written extends SecretUseRecords {
  readonly batches: (readonly SecretUse[])[] = [];
  fails = false;

  override async note(uses: readonly SecretUse[]): Promise<void> {
    if (this.fails) throw new Error('no database');
    this.batches.push(uses);
  }
}

function setUp() {
  const [records, clock] = [new Written(), new FixedClock()];
  const warnings: unknown[] = [];
  const log = { warn: (fields: unknown) => warnings.push(fields) } as unknown as Log;
  const uses = new SecretUses(records, clock, log);
  const note = (secretId: string) =>
    uses.note({ secretId, at: clock.now(), ip: '127.0.0.1', method: 'client_secret_basic' });
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 1_000) {
      clock.advance(1_000);
      await jest.advanceTimersByTimeAsync(1_000);
    }
  };
  return { records, clock, uses, note, pass, warnings };
}

describe('marks of use of client secrets', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are written soon, in one batch, the latest of each', async () => {
    const { records, clock, note, pass } = setUp();
    note('a');
    note('b');
    clock.advance(10);
    note('a');
    expect(records.batches).toEqual([]);
    await pass(1_000);
    expect(records.batches).toHaveLength(1);
    expect(records.batches[0]?.map(({ secretId }) => secretId).sort()).toEqual(['a', 'b']);
    expect(records.batches[0]?.find(({ secretId }) => secretId === 'a')?.at).toBeGreaterThan(
      records.batches[0]?.find(({ secretId }) => secretId === 'b')?.at ?? 0,
    );
  });

  it('are written once a minute for each secret, however often it is used', async () => {
    const { records, note, pass } = setUp();
    for (let second = 0; second < 180; second++) {
      note('busy');
      await pass(1_000);
    }
    expect(records.batches.length).toBeGreaterThanOrEqual(3);
    expect(records.batches.length).toBeLessThanOrEqual(4);
    // The last use is written too, when its minute has passed.
    await pass(60_000);
    const last = records.batches.at(-1)?.[0];
    await pass(120_000);
    expect(records.batches.at(-1)?.[0]).toBe(last);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are written at the end, without waiting for the minute', async () => {
    const { records, note, pass, uses } = setUp();
    note('a');
    await pass(1_000);
    note('a');
    await uses.flush();
    expect(records.batches).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are no reason to fail', async () => {
    const { records, note, pass, warnings } = setUp();
    records.fails = true;
    note('a');
    await pass(1_000);
    expect(warnings).toHaveLength(1);
  });
});
