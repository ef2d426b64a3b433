/**
 * What state a token is in. The gate (`tokenEnded`) decides; the SQL beside it says the same of a row, so that a search
 * for a state reads no more than it shows. A test holds the two together.
 */
import { tokenEnded, type Ended, type JudgedToken, type TokenRecord } from '@gatehouse/protocol';

/**
 * `revoked`: ended by somebody before its time, itself or through what it hangs on · `used`: a code that was exchanged ·
 * `rotated`: a refresh token with a successor · `expired` · `active`: accepted now. A token that ran out by itself and
 * whose parents were ended later is `expired`: nobody took it away.
 */
export const TOKEN_STATES = ['active', 'used', 'rotated', 'expired', 'revoked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** `reused` is a mark beside the state: it was presented again after its use. */
export const STATE_FILTERS = [...TOKEN_STATES, 'reused'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

const BY_TIME: readonly (Ended | undefined)[] = ['token_expired', 'family_expired'];

export interface Judgement {
  readonly state: TokenState;
  /** The first check of the gate that fails now; null while it stands. */
  readonly endedBy: Ended | null;
}

export interface LedgerEntry extends JudgedToken {
  readonly token: JudgedToken['token'] & Pick<TokenRecord, 'familyId' | 'rotatedAt'>;
  /** Of a code; null for other kinds. */
  readonly consumedAt: number | null;
}

/** @param now epoch milliseconds */
export function judge(found: LedgerEntry, now: number): Judgement {
  const { token, consumedAt } = found;
  // A family that is gone takes its tokens along.
  const orphan: Ended | undefined = token.familyId !== null && found.entry === null ? 'family_revoked' : undefined;
  const ended = tokenEnded(found, undefined, undefined, now) ?? orphan;
  return { state: stateOf(), endedBy: ended ?? null };

  function stateOf(): TokenState {
    const ranOut = token.expiresAt <= now;
    if (token.revokedAt !== null) return 'revoked';
    if (!ranOut && ended !== undefined && !BY_TIME.includes(ended)) return 'revoked';
    if (consumedAt !== null) return 'used';
    if (token.rotatedAt !== null) return 'rotated';
    return ended === undefined ? 'active' : 'expired';
  }
}

/** Like the gate, without what time does: 1 when something that the token hangs on was ended by somebody. */
const PARENTS_ENDED = `CASE WHEN
    client.client_id IS NULL OR client.disabled_at IS NOT NULL OR token.issued_at < client.created_at
    OR token.issued_at <= client.tokens_revoked_before OR family.created_at < client.created_at
    OR family.created_at <= client.tokens_revoked_before
    OR signing_key.revoked_at IS NOT NULL
    OR (token.family_id IS NOT NULL AND (
      family.id IS NULL OR family.revoked_at IS NOT NULL
      OR account.id IS NULL OR account.disabled_at IS NOT NULL OR family.created_at <= account.tokens_revoked_before
      OR (family.consent_id IS NOT NULL AND (consent.id IS NULL OR consent.revoked_at IS NOT NULL))
      OR ((session.id IS NULL OR session.ended_at IS NOT NULL)
        AND NOT (family.offline = 1 AND COALESCE(session.end_reason, 'signed_out') IN ('signed_out', 'replaced')))
    )) THEN 1 ELSE 0 END`;

/**
 * Conditions on the token alone come first: with them a row is left without looking at its parents. None may be read as
 * "this parent exists" (hence COALESCE), or an optimizer would begin with the parents.
 */
const CONDITIONS: Readonly<Record<StateFilter, string>> = {
  active: `token.revoked_at IS NULL AND token.rotated_at IS NULL AND token.expires_at > ?
    AND authorization_code.consumed_at IS NULL AND (family.id IS NULL OR family.expires_at > ?) AND ${PARENTS_ENDED} = 0`,
  used: `token.kind = 'authorization_code' AND token.revoked_at IS NULL AND COALESCE(authorization_code.consumed_at, 0) > 0
    AND (token.expires_at <= ? OR ${PARENTS_ENDED} = 0)`,
  rotated: `token.rotated_at IS NOT NULL AND token.revoked_at IS NULL AND (token.expires_at <= ? OR ${PARENTS_ENDED} = 0)`,
  expired: `token.revoked_at IS NULL AND token.rotated_at IS NULL AND authorization_code.consumed_at IS NULL
    AND (token.expires_at <= ? OR (family.expires_at <= ? AND ${PARENTS_ENDED} = 0))`,
  revoked: `(token.revoked_at IS NOT NULL OR token.expires_at > ?)
    AND (token.revoked_at IS NOT NULL OR ${PARENTS_ENDED} = 1)`,
  reused: 'token.reused_at IS NOT NULL',
};

/** The condition in SQL; each question mark in it is the present. */
export function stateCondition(state: StateFilter): { readonly sql: string; readonly marks: number } {
  const sql = CONDITIONS[state];
  return { sql, marks: sql.split('?').length - 1 };
}
