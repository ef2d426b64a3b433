import { forEach, type Previewed, sumOf } from './end-sessions';

const previewed = (userId: string, tokens: number, jwts: number, until: number | null): Previewed =>
  ({
    session: { user_id: userId },
    preview: {
      counts: { tokens, families: 1, jwt_access_tokens: { count: jwts, accepted_until: until } },
    },
  }) as unknown as Previewed;

describe('ending many sessions', () => {
  it('adds up what adds up, and counts a user once', () => {
    expect(sumOf([previewed('ada', 3, 1, 50), previewed('ada', 2, 0, null), previewed('bob', 0, 2, 90)])).toEqual({
      sessions: 3,
      users: 2,
      tokens: 5,
      families: 3,
      jwts: 3,
      jwtsUntil: 90,
    });
    expect(sumOf([])).toMatchObject({ sessions: 0, tokens: 0, jwtsUntil: 0 });
  });

  it('does the same with each, a few at a time, and tells how far it is', async () => {
    let atOnce = 0;
    let most = 0;
    const told: number[] = [];
    const results = await forEach(
      [1, 2, 3, 4, 5, 6, 7],
      async (number) => {
        most = Math.max(most, ++atOnce);
        await Promise.resolve();
        atOnce--;
        return number * 2;
      },
      (done) => told.push(done),
      new AbortController().signal,
    );
    expect(results).toEqual([2, 4, 6, 8, 10, 12, 14]);
    expect(most).toBeLessThanOrEqual(4);
    expect(told.at(-1)).toBe(7);
  });

  it('begins no more once it is stopped', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const work = (number: number) => {
      begun.push(number);
      if (number === 3) stop.abort();
      return Promise.resolve(number);
    };
    await forEach([1, 2, 3, 4, 5, 6, 7, 8, 9], work, () => undefined, stop.signal);
    expect(begun.length).toBeLessThan(9);
  });
});
