/** A session as those who administer people see it: with its person, without the digest of its cookie. */
import { SESSION_LIMITS, sessionState, type SessionEndReason, type SessionState } from '@gatehouse/identity';
import { idFromBytes } from '@gatehouse/protocol';
import { listFromJson } from '../columns/stored-values';
import type { SessionRow } from '../entities/session.entity';

export interface ListedSession {
  readonly id: string;
  readonly accountId: string;
  /** Null when the account is gone. */
  readonly username: string | null;
  readonly state: SessionState;
  readonly startedAt: number;
  /** When the person last proved who they are; epoch milliseconds. */
  readonly authTime: number;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  /** Null while nobody has ended it, or when that is not known. */
  readonly endedAt: number | null;
  readonly endReason: SessionEndReason | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export const SESSION_SELECTION = `session.id, session.account_id, session.auth_time, session.acr, session.amr, session.created_at,
  session.last_seen_at, session.expires_at, session.ended_at, session.end_reason, session.ip, session.user_agent,
  account.username, account.disabled_at`;
/** LEFT: a session outlives its account, as an ended one. */
export const SESSION_ACCOUNT = 'LEFT JOIN account ON account.id = session.account_id';

export type SelectedSession = Omit<SessionRow, 'digest'> & {
  readonly username: string | null;
  readonly disabled_at: number | null;
};

/** @param now epoch milliseconds */
export function listedSession(row: SelectedSession, now: number): ListedSession {
  const ended = endOf(row);
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    username: row.username,
    state: ended
      ? 'ended'
      : sessionState({ endedAt: null, expiresAt: row.expires_at, lastSeenAt: row.last_seen_at }, SESSION_LIMITS, now),
    startedAt: row.created_at,
    authTime: row.auth_time,
    acr: row.acr,
    amr: listFromJson(row.amr),
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    endedAt: ended?.at ?? null,
    endReason: ended?.reason ?? null,
    ip: row.ip,
    userAgent: row.user_agent,
  };
}

/** A session also ends with its person, even where nobody marked it. */
function endOf(
  row: SelectedSession,
): { readonly at: number | null; readonly reason: SessionEndReason | null } | undefined {
  if (row.ended_at !== null) return { at: row.ended_at, reason: row.end_reason as SessionEndReason | null };
  if (row.username === null) return { at: null, reason: 'account_deleted' };
  return row.disabled_at === null ? undefined : { at: row.disabled_at, reason: 'account_disabled' };
}
