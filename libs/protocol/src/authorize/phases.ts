/** The named phases of an authorization request, in order. Order is by phase, never by number or registration luck. */

export const PHASES = ['identify', 'resolve', 'trust', 'check', 'interact', 'issue', 'respond'] as const;
export type Phase = (typeof PHASES)[number];

/** Phases to which an extension may add steps. Where we may answer (`trust`) is closed: nobody may add there. */
export type OpenPhase = Exclude<Phase, 'trust'>;
