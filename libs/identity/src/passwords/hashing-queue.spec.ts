import { HashingOverloadedError, HashingQueue } from './hashing-queue';

/** A task that ends when told to. */
function task() {
  let finish!: () => void;
  let started = false;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return {
    run: () => {
      started = true;
      return done;
    },
    finish: () => finish(),
    get started() {
      return started;
    },
  };
}
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('SEC-G06 · OWASP Authentication Cheat Sheet: hashing is bounded', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs as many at a time as allowed, the others in order', async () => {
    const queue = new HashingQueue({ concurrency: 2, waiting: 5, patience: 1000 });
    const tasks = [task(), task(), task(), task()];
    const all = Promise.all(tasks.map(({ run }) => queue.run(run)));
    await settle();
    expect(tasks.map(({ started }) => started)).toEqual([true, true, false, false]);
    tasks[1]?.finish();
    await settle();
    expect(tasks.map(({ started }) => started)).toEqual([true, true, true, false]);
    for (const { finish } of tasks) finish();
    await settle();
    await all;
  });

  it('turns away at once what finds the queue full', async () => {
    const queue = new HashingQueue({ concurrency: 1, waiting: 32, patience: 1000 });
    const first = task();
    const running = queue.run(first.run);
    const waiting = Array.from({ length: 32 }, () => queue.run(() => Promise.resolve()));
    await expect(queue.run(() => Promise.resolve())).rejects.toThrow(HashingOverloadedError);
    first.finish();
    await Promise.all([running, ...waiting]);
  });

  it('turns away what has waited too long, and does not run it later', async () => {
    const queue = new HashingQueue({ concurrency: 1, waiting: 32, patience: 1000 });
    const [slow, impatient, next] = [task(), task(), task()];
    const running = queue.run(slow.run);
    const refused = expect(queue.run(impatient.run)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    await jest.advanceTimersByTimeAsync(999);
    const later = queue.run(next.run);
    await jest.advanceTimersByTimeAsync(1);
    await refused;
    slow.finish();
    await running;
    await settle();
    expect([impatient.started, next.started]).toEqual([false, true]);
    next.finish();
    await later;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives the place on when a task fails', async () => {
    const queue = new HashingQueue({ concurrency: 1, waiting: 1, patience: 1000 });
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(() => Promise.resolve('ran'));
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('ran');
  });
});
