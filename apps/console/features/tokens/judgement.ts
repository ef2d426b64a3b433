/** The checks that every use of a token has to pass, in their order, and how a token does now. Pure. */
import type { Shape } from '../../ui/admin-api';
import { revocationReason } from '../../ui/ending-words';

type Token = Shape<'TokenAnswer'>;

export interface Check {
  readonly name: string;
  readonly verdict: 'passed' | 'failed' | 'not asked';
  /** What to know when it failed. */
  readonly why?: string;
}

interface Rule {
  /** What the API answers as `ended_by` when it fails. */
  readonly ended: string;
  readonly name: string;
  readonly why: string;
  readonly isAsked?: (token: Token) => boolean;
}

const ofApproval = ({ family_id: family }: Token): boolean => family !== null;

/** In the order in which the server asks. */
const RULES: readonly Rule[] = [
  { ended: 'client_disabled', name: 'The client is enabled', why: 'The client is disabled or was deleted.' },
  {
    ended: 'client_tokens_revoked',
    name: 'Nothing of the client was revoked after the issue',
    why: 'Everything of the client was revoked at some moment after this was issued.',
  },
  {
    ended: 'signing_key_revoked',
    name: 'The key that signed it is trusted',
    why: 'The signing key was revoked.',
    isAsked: ({ key_id: key }) => key !== null,
  },
  { ended: 'token_revoked', name: 'The token itself was not revoked', why: 'The token was revoked.' },
  { ended: 'token_expired', name: 'It has not expired', why: 'Its time is over.' },
  {
    ended: 'account_disabled',
    name: 'The user is enabled',
    why: 'The user is disabled or was deleted.',
    isAsked: ofApproval,
  },
  {
    ended: 'account_tokens_revoked',
    name: 'Nothing of the user was revoked after the approval',
    why: 'Everything of the user was revoked at some moment after the approval.',
    isAsked: ofApproval,
  },
  {
    ended: 'consent_revoked',
    name: 'The consent stands',
    why: 'The consent was withdrawn.',
    isAsked: ({ consent_id: consent }) => consent !== null,
  },
  {
    ended: 'session_ended',
    name: 'The session stands, or the approval outlives it',
    why: 'The session has ended, and the approval does not outlive it.',
    isAsked: ofApproval,
  },
  { ended: 'family_revoked', name: 'The approval stands', why: 'The approval was revoked.', isAsked: ofApproval },
  {
    ended: 'family_expired',
    name: 'The approval has not run out',
    why: 'The approval has run out.',
    isAsked: ofApproval,
  },
];

/** Used once: a code that was exchanged, a refresh token that was replaced. RFC 6749 §4.1.2, RFC 9700 §4.14.2. */
function onceOnly({ kind, state }: Token): Check | undefined {
  if (kind === 'authorization_code') {
    return state === 'used'
      ? {
          name: 'It was not used before',
          verdict: 'failed',
          why: 'A code is good for one exchange. Another try ends the approval.',
        }
      : { name: 'It was not used before', verdict: 'passed' };
  }
  if (kind !== 'refresh_token') return undefined;
  return state === 'rotated'
    ? {
        name: 'It was not replaced',
        verdict: 'failed',
        why: 'It was replaced by the next one. A retry within the grace period gets that one; later it ends the approval.',
      }
    : { name: 'It was not replaced', verdict: 'passed' };
}

/** `The token was revoked: the session ended.` */
function withReason(why: string, { ended_by: ended, revocation_reason: reason }: Token): string {
  const isMarked = ended === 'token_revoked' || ended === 'family_revoked';
  return isMarked && reason !== null ? `${why.slice(0, -1)}: ${revocationReason(reason)}.` : why;
}

/** Every check with its verdict: up to the first that fails, the others are not asked. */
export function checksOf(token: Token): readonly Check[] {
  const asked = RULES.filter(({ isAsked }) => isAsked?.(token) !== false);
  const stop = token.ended_by;
  const failing = asked.findIndex(({ ended }) => ended === stop);
  const checks = asked.map(({ name, why }, index): Check => {
    if (stop === null || failing === -1 || index < failing) return { name, verdict: 'passed' };
    return index === failing
      ? { name, verdict: 'failed', why: withReason(why, token) }
      : { name, verdict: 'not asked' };
  });
  // A check that this page does not know yet is named as the server names it.
  if (stop !== null && failing === -1) {
    checks.push({ name: stop.replaceAll('_', ' '), verdict: 'failed', why: 'The server refuses it.' });
  }
  const last = onceOnly(token);
  if (last) checks.push(stop === null ? last : { name: last.name, verdict: 'not asked' });
  return checks;
}

/** The verdict in one sentence. */
export function verdictOf(token: Token): string {
  const failed = checksOf(token).find(({ verdict }) => verdict === 'failed');
  if (failed) return `Refused now. ${failed.why}`;
  return token.kind === 'id_token'
    ? 'It stands. An ID token tells its client who signed in; nobody else accepts it.'
    : 'Accepted now.';
}
