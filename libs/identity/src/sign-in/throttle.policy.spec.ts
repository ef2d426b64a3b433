import { isWithin, opensAt, reopensAt, rungsOf, SIGN_IN_LIMITS } from './throttle.policy';

const MINUTE = 60_000;

describe('OWASP Authentication Cheat Sheet (login throttling): the ladder as counters', () => {
  it('has a rung for the attempts at once but the last, one for the last, and one for each delay', () => {
    const day = 24 * 60 * MINUTE;
    expect(rungsOf(SIGN_IN_LIMITS.accountAtNetwork)).toEqual([
      { attempts: 4, window: day, delay: 0 },
      { attempts: 1, window: day, delay: 0 },
      { attempts: 1, window: day, delay: 1 * MINUTE },
      { attempts: 1, window: day, delay: 2 * MINUTE },
      { attempts: 1, window: day, delay: 4 * MINUTE },
      { attempts: 1, window: day, delay: 8 * MINUTE },
      { attempts: 1, window: 15 * MINUTE, delay: 15 * MINUTE },
    ]);
  });

  it('a limit of one attempt at once is a ladder too', () => {
    const [first, second] = rungsOf({ atOnce: 1, delays: [MINUTE], forgottenAfter: MINUTE });
    expect(isWithin(first ?? { attempts: 9, window: 0 }, { count: 1, windowStartedAt: 0 })).toBe(false);
    expect(isWithin(second ?? { attempts: 0, window: 0 }, { count: 1, windowStartedAt: 0 })).toBe(true);
  });

  it('judges by what was counted', () => {
    const limit = { attempts: 30, window: 15 * MINUTE };
    expect(isWithin(limit, { count: 30, windowStartedAt: 0 })).toBe(true);
    expect(isWithin(limit, { count: 31, windowStartedAt: 0 })).toBe(false);
    expect(reopensAt(limit, { count: 31, windowStartedAt: 5 })).toBe(15 * MINUTE + 5);
    expect(opensAt({ ...limit, delay: MINUTE }, { count: 2, windowStartedAt: 5 })).toBe(MINUTE + 5);
  });
});
