/**
 * How often a password may be tried. Pure: counts and times come in, verdicts go out. NIST SP 800-63B-4 §3.2.2 (rate
 * limiting), OWASP Authentication Cheat Sheet (login throttling). Nobody is ever locked out for good.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** So many attempts in so many milliseconds. */
export interface Limit {
  readonly attempts: number;
  readonly window: number;
}

/** What one person at one network may do: some attempts at once, then one after each delay; the last delay repeats. */
export interface Ladder {
  readonly atOnce: number;
  /** Milliseconds, not empty. */
  readonly delays: readonly number[];
  /** After this long the ladder starts again. */
  readonly forgottenAfter: number;
}

export interface SignInLimits {
  readonly network: Limit;
  readonly account: Limit;
  readonly accountAtNetwork: Ladder;
}

export const SIGN_IN_LIMITS: SignInLimits = {
  network: { attempts: 30, window: 15 * MINUTE },
  account: { attempts: 30, window: HOUR },
  accountAtNetwork: {
    atOnce: 5,
    delays: [1, 2, 4, 8, 15].map((minutes) => minutes * MINUTE),
    forgottenAfter: 24 * HOUR,
  },
};

/**
 * One rung of a ladder, a counter of its own: whoever finds it full may try the next, but not before `delay` has passed
 * since this rung's counter started. So the ladder needs nothing but atomic counters, and a hundred attempts at the same
 * instant climb no further than one after the other would.
 */
export interface Rung extends Limit {
  /** From the start of the rung below, milliseconds. */
  readonly delay: number;
}

/** The ladder as counters, lowest first. */
export function rungsOf({ atOnce, delays, forgottenAfter }: Ladder): readonly Rung[] {
  return [
    { attempts: atOnce - 1, window: forgottenAfter, delay: 0 },
    // The last attempt of those at once has a rung of its own: the first delay counts from it.
    { attempts: 1, window: forgottenAfter, delay: 0 },
    ...delays.map((delay, index) => ({
      attempts: 1,
      window: index === delays.length - 1 ? delay : forgottenAfter,
      delay,
    })),
  ];
}

/** How a counter stands after it was counted up. */
interface Counted {
  readonly count: number;
  readonly windowStartedAt: number;
}

/** Whether an attempt that was just counted is within its limit. */
export function isWithin(limit: Limit, counted: Counted): boolean {
  return counted.count <= limit.attempts;
}

/** When a counter that is full opens again; epoch milliseconds. */
export function reopensAt(limit: Limit, counted: Counted): number {
  return counted.windowStartedAt + limit.window;
}

/** When a rung may be tried by somebody who found the rung below full; epoch milliseconds. */
export function opensAt(rung: Rung, below: Counted): number {
  return below.windowStartedAt + rung.delay;
}
