import { type KeptRun, RunStore } from './run-store';

describe('the runs of the playground', () => {
  let now = 0;
  let ended: string[] = [];
  let store: RunStore<KeptRun>;
  const run = (id: string, session = 'one'): KeptRun => ({
    id,
    state: `state of ${id}`,
    endsAt: now + 1_000,
    session: { key: session },
  });
  beforeEach(() => {
    now = 0;
    ended = [];
    store = new RunStore<KeptRun>(
      ({ id }) => {
        ended.push(id);
        return Promise.resolve();
      },
      () => now,
    );
  });

  it('are found by their own session only', () => {
    store.add(run('a'));
    expect(store.find('a', 'one')?.id).toBe('a');
    expect(store.find('a', 'two')).toBeUndefined();
    expect(store.find('b', 'one')).toBeUndefined();
  });

  it('are found by their state, and no state finds nothing', () => {
    store.add({ ...run('a'), state: '' });
    store.add(run('b'));
    expect(store.findByState('state of b')?.id).toBe('b');
    expect(store.findByState('')).toBeUndefined();
    expect(store.findByState('state')).toBeUndefined();
  });

  it('end by the clock, and are tidied up once', async () => {
    const kept = run('a');
    store.add(kept);
    now = 1_000;
    expect(store.findByState('state of a')).toBeUndefined();
    expect(store.find('a', 'one')).toBeUndefined();
    await store.end(kept);
    expect(ended).toEqual(['a']);
  });

  it('are five for a session: a sixth ends the oldest of that session', () => {
    store.add(run('other', 'two'));
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) store.add(run(id));
    expect(ended).toEqual(['a']);
    expect(store.find('other', 'two')).toBeDefined();
    expect(store.find('b', 'one')).toBeDefined();
  });

  it('are so many in all', () => {
    for (let index = 0; index <= 500; index += 1) store.add(run(`r${index}`, `s${index}`));
    expect(ended).toEqual(['r0']);
  });
});
