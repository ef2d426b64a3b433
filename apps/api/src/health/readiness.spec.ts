import { Readiness } from './readiness';

describe('Readiness', () => {
  it('runs each check once a second, however many ask', async () => {
    const readiness = new Readiness();
    let runs = 0;
    readiness.add({ name: 'database', check: async () => void runs++ });
    await Promise.all(Array.from({ length: 50 }, () => readiness.report(10_000)));
    await readiness.report(10_999);
    expect(runs).toBe(1);
    await readiness.report(11_000);
    expect(runs).toBe(2);
  });

  it('keeps the receiver of a check', async () => {
    class Check {
      readonly name = 'keys';
      private readonly fine = true;
      async check(): Promise<void> {
        if (!this.fine) throw new Error('lost');
      }
    }
    const readiness = new Readiness();
    readiness.add(new Check());
    expect(await readiness.report()).toEqual({ ready: true, checks: { keys: 'ok' } });
  });

  it('tells the listener why, and everybody else only that', async () => {
    const readiness = new Readiness();
    const told: unknown[] = [];
    readiness.whenFailing((name, error) => told.push([name, (error as Error).message]));
    readiness.add({ name: 'database', check: () => Promise.reject(new Error('refused')) });
    readiness.add({
      name: 'keys',
      check: () => {
        throw new Error('at once');
      },
    });
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'failing', keys: 'failing' } });
    expect(told).toEqual([
      ['keys', 'at once'],
      ['database', 'refused'],
    ]);
  });

  it('gives up on a check that hangs', async () => {
    jest.useFakeTimers();
    const readiness = new Readiness();
    readiness.add({ name: 'database', check: () => new Promise(() => undefined) });
    const report = readiness.report();
    await jest.advanceTimersByTimeAsync(2000);
    expect(await report).toEqual({ ready: false, checks: { database: 'failing' } });
    jest.useRealTimers();
  });

  it('is never ready again once it drains', async () => {
    const readiness = new Readiness();
    readiness.add({ name: 'database', check: () => Promise.resolve() });
    expect((await readiness.report()).ready).toBe(true);
    readiness.drain();
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'ok', accepting: 'failing' } });
  });
});
