/** How long a signed-in browser stays so, and how sure we are of who is there. NIST SP 800-63B-4 §2.2.3 and §5.2. */
import type { SessionRecord } from '../records/session';

export interface SessionLimits {
  /** Milliseconds without a request. */
  readonly idle: number;
  /** Milliseconds since the person last proved who they are. */
  readonly absolute: number;
  /** `lastSeenAt` is written at most this often, milliseconds. */
  readonly touchEvery: number;
}
export const SESSION_LIMITS: SessionLimits = { idle: 8 * 3_600_000, absolute: 24 * 3_600_000, touchEvery: 60_000 };

/** One factor was proved. */
export const SINGLE_FACTOR = 'urn:gatehouse:1fa';
/** For `acr_values_supported`. OpenID Connect Discovery §3. */
export const ACR_VALUES: readonly string[] = [SINGLE_FACTOR];
/** RFC 8176 §2. */
export const PASSWORD_METHOD = 'pwd';

export const SESSION_STATES = ['live', 'ended', 'expired'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Whether the session stands, and if not, whether somebody or only the clock has ended it. */
export function sessionState(
  session: Pick<SessionRecord, 'endedAt' | 'expiresAt' | 'lastSeenAt'>,
  limits: SessionLimits,
  now: number,
): SessionState {
  if (session.endedAt !== null) return 'ended';
  return now < session.expiresAt && now - session.lastSeenAt < limits.idle ? 'live' : 'expired';
}

/** True while nothing has ended the session: neither a person nor the clock. */
export function sessionStands(session: SessionRecord, limits: SessionLimits, now: number): boolean {
  return sessionState(session, limits, now) === 'live';
}
