/** What a preview says in numbers. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SetToken, TokenSets } from '../ports/revocation-stores';
import type { RevocationCounts, RevocationEvent } from '../records/revocation';
import type { TokenKind } from '../records/token';

const AT_ONCE = 5_000;

/** @param sessions that would be ended */
export async function countSet(tokens: Iterable<SetToken>, sessions: number): Promise<RevocationCounts> {
  const byKind: Partial<Record<TokenKind, number>> = {};
  const users = new Set<string>();
  const clients = new Set<string>();
  const families = new Set<string>();
  let count = 0;
  let jwts = 0;
  let jwtsAcceptedUntil: number | null = null;
  for (const { token } of tokens) {
    count += 1;
    if (count % AT_ONCE === 0) await nextTurn();
    byKind[token.kind] = (byKind[token.kind] ?? 0) + 1;
    clients.add(token.clientId);
    if (token.familyId !== null) {
      families.add(token.familyId);
      users.add(token.subject);
    }
    if (token.kind !== 'access_token' || token.format !== 'jwt') continue;
    jwts += 1;
    jwtsAcceptedUntil = Math.max(jwtsAcceptedUntil ?? 0, token.expiresAt);
  }
  return {
    tokens: count,
    byKind,
    users: users.size,
    clients: clients.size,
    families: families.size,
    sessions,
    jwts,
    jwtsAcceptedUntil,
  };
}

/** How many signed-in browsers an event signs out. */
export async function sessionsEndedBy(event: RevocationEvent, sets: TokenSets, now: number): Promise<number> {
  switch (event.event) {
    case 'session':
      return 1;
    case 'user':
    case 'password_changed':
    case 'user_disabled':
    case 'user_deleted':
      return sets.sessionsOf(event.accountId, now);
    default:
      return 0;
  }
}
