import { BoundedCache } from './bounded-cache';

const LIMITS = { found: 3, missing: 2, missingFor: 100 };

function cache(values: Map<string, string>, limits = LIMITS) {
  const loads: string[] = [];
  let time = 0;
  const made = new BoundedCache(
    async (key) => {
      loads.push(key);
      await Promise.resolve();
      return values.get(key);
    },
    limits,
    () => time,
  );
  return { made, loads, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('BoundedCache', () => {
  it('answers at once what it knows', async () => {
    const { made, loads } = cache(new Map([['a', 'A']]));
    expect(await made.get('a')).toBe('A');
    expect(made.get('a')).toBe('A');
    expect(loads).toEqual(['a']);
  });

  it('loads once however many ask', async () => {
    const { made, loads } = cache(new Map([['a', 'A']]));
    const answers = await Promise.all(Array.from({ length: 50 }, async () => made.get('a')));
    expect(new Set(answers)).toEqual(new Set(['A']));
    expect(loads).toEqual(['a']);
  });

  it('believes for a while that there is nothing', async () => {
    const { made, loads, pass } = cache(new Map());
    await made.get('x');
    pass(99);
    expect(made.get('x')).toBeUndefined();
    pass(1);
    await made.get('x');
    expect(loads).toEqual(['x', 'x']);
  });

  it('forgets what was used longest ago, and strangers before friends', async () => {
    const { made, loads } = cache(new Map(['a', 'b', 'c', 'd'].map((key) => [key, key])));
    for (const key of ['a', 'b', 'c', 'a', 'd']) await made.get(key);
    for (let index = 0; index < 1_000; index++) await made.get(`stranger-${index}`);
    loads.length = 0;
    for (const key of ['a', 'c', 'd']) expect(made.get(key)).toBe(key);
    await made.get('b');
    expect(loads).toEqual(['b']);
    loads.length = 0;
    await made.get('stranger-0');
    await made.get('stranger-999');
    expect(loads).toEqual(['stranger-0']);
  });

  it('does not remember after a clear what was read before it', async () => {
    const values = new Map([['a', 'old']]);
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const made = new BoundedCache(async (key) => {
      const value = values.get(key);
      await slow;
      return value;
    }, LIMITS);
    const early = made.get('a');
    values.set('a', 'new');
    made.clear();
    release();
    expect(await early).toBe('old');
    expect(await made.get('a')).toBe('new');
    expect(made.get('a')).toBe('new');
  });

  it('asks again after a failure', async () => {
    let fails = true;
    const made = new BoundedCache(async () => {
      if (fails) throw new Error('no database');
      return 'A';
    }, LIMITS);
    await expect(made.get('a')).rejects.toThrow('no database');
    fails = false;
    expect(await made.get('a')).toBe('A');
  });
});
