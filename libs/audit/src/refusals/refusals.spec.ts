import type { AuditEvent } from '../audit-event';
import { BackgroundRecorder } from './background-recorder';
import { Suppression, SUPPRESSION_LIMITS } from './suppression.policy';

const START = 1_768_478_400_000;
const MINUTE = 60_000;
const refused = (clientId?: string): AuditEvent => ({
  id: 'token.refused',
  at: START,
  ...(clientId === undefined ? {} : { clientId }),
});

describe('what is stored of refusals', () => {
  const admitted = (suppression: Suppression, events: readonly AuditEvent[], now = START) =>
    events.filter((event) => suppression.admits(event, now)).length;
  const times = (count: number, event: AuditEvent) => Array.from({ length: count }, () => event);

  it('is so many a minute of each kind and client', () => {
    const suppression = new Suppression();
    expect(admitted(suppression, times(100, refused('a')))).toBe(SUPPRESSION_LIMITS.each);
    expect(admitted(suppression, times(100, refused('b')))).toBe(SUPPRESSION_LIMITS.each);
    expect(admitted(suppression, times(100, { ...refused('a'), id: 'admin.refused' }))).toBe(SUPPRESSION_LIMITS.each);
  });

  it('is so many in all, whoever is named', () => {
    const suppression = new Suppression();
    const twenty = Array.from({ length: 5_000 }, (_, index) => refused(`client-${index % 20}`));
    expect(admitted(suppression, twenty)).toBe(SUPPRESSION_LIMITS.all);
    expect(suppression.end(START + MINUTE)?.detail).toMatchObject({ total: 4_400 });
  });

  it('is few also when every one names another client, and in bounded memory', () => {
    const suppression = new Suppression();
    const flood = Array.from({ length: 5_000 }, (_, index) => refused(`client-${index}`));
    expect(admitted(suppression, flood)).toBe(SUPPRESSION_LIMITS.kinds + SUPPRESSION_LIMITS.each);
    const told = suppression.end(START + MINUTE);
    expect(told).toMatchObject({ id: 'events.suppressed', at: START + MINUTE });
    expect(told?.detail).toMatchObject({ since: START, until: START + MINUTE, total: 4_440 });
    expect((told?.detail?.['counts'] as unknown[]).length).toBeLessThanOrEqual(50);
  });

  it('tells what was left out, and begins anew', () => {
    const suppression = new Suppression();
    admitted(suppression, [...times(70, refused('a')), ...times(63, refused()), refused('b')]);
    expect(suppression.isOver(START + MINUTE - 1)).toBe(false);
    expect(suppression.isOver(START + MINUTE)).toBe(true);
    expect(suppression.end(START + MINUTE)?.detail).toMatchObject({
      total: 13,
      counts: [
        { event: 'token.refused', client_id: 'a', count: 10 },
        { event: 'token.refused', count: 3 },
      ],
    });
    expect(suppression.isOver(START + 10 * MINUTE)).toBe(false);
    expect(suppression.end(START + 2 * MINUTE)).toBeUndefined();
    expect(admitted(suppression, [refused('a')], START + MINUTE)).toBe(1);
  });

  it('says nothing when nothing was left out', () => {
    const suppression = new Suppression();
    admitted(suppression, [refused('a')]);
    expect(suppression.end(START + MINUTE)).toBeUndefined();
  });
});

describe('BackgroundRecorder', () => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  function recorder(write?: (events: readonly AuditEvent[]) => Promise<void>) {
    const written: AuditEvent[][] = [];
    const left: string[] = [];
    const failures: unknown[] = [];
    const clock = { now: START };
    const background = new BackgroundRecorder({
      write: write ?? (async (events) => void written.push([...events])),
      now: () => clock.now,
      suppression: new Suppression({ ...SUPPRESSION_LIMITS, each: 100_000, all: 100_000 }),
      failed: (error) => failures.push(error),
      left: (why) => left.push(why),
    });
    return { background, written, left, failures, clock };
  }

  it('stores in order and in batches', async () => {
    const { background, written } = recorder();
    const events = Array.from({ length: 100 }, (_, index) => refused(`client-${index}`));
    for (const event of events) background.report(event);
    await background.close();
    expect(written.flat()).toEqual(events);
    expect(written.length).toBeLessThan(10);
  });

  it('tries again what the database refused, in order', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const written: AuditEvent[] = [];
    let down = true;
    const { background, failures } = recorder(async (events) => {
      if (down) throw new Error('down');
      written.push(...events);
    });
    background.report(refused('a'));
    await turn();
    background.report(refused('b'));
    expect(failures).toHaveLength(1);
    down = false;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(written.map((event) => event.clientId)).toEqual(['a', 'b']);
    await background.close();
    jest.useRealTimers();
  });

  it('holds no more than fits while the database does not answer, and tells how many were lost', async () => {
    const written: AuditEvent[] = [];
    let answer = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (answer = resolve));
    const { background, left } = recorder(async (events) => {
      await blocked;
      written.push(...events);
    });
    for (let index = 0; index < 10_000; index++) background.report(refused(`client-${index}`));
    expect(left.length).toBeGreaterThan(7_000);
    expect(new Set(left)).toEqual(new Set(['dropped']));
    answer();
    await background.close();
    const [told, ...more] = written.filter((event) => event.id === 'events.suppressed');
    expect(more).toEqual([]);
    expect(told?.detail).toMatchObject({ dropped: left.length });
    expect(written).toHaveLength(10_000 - left.length + 1);
  });

  it('stores the counts of the last minute when it is closed, and once a minute before', async () => {
    const { background, written, clock, left } = recorder();
    const strict = new BackgroundRecorder({
      write: async (events) => void written.push([...events]),
      now: () => clock.now,
      suppression: new Suppression({ ...SUPPRESSION_LIMITS, each: 1 }),
    });
    for (let minute = 0; minute < 3; minute++) {
      clock.now = START + minute * MINUTE;
      for (let times = 0; times < 3; times++) strict.report(refused('a'));
    }
    await strict.close();
    const suppressed = written.flat().filter((event) => event.id === 'events.suppressed');
    expect(suppressed.map((event) => event.detail?.['total'])).toEqual([2, 2, 2]);
    expect(left).toEqual([]);
    await background.close();
  });

  it('gives up at the end of the process when the database is down', async () => {
    const { background, failures } = recorder(() => Promise.reject(new Error('down')));
    background.report(refused('a'));
    await background.close();
    expect(failures.length).toBeGreaterThanOrEqual(1);
  });
});
