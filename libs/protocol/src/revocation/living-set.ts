/** What an event reaches that is alive: the tokens that it would end. Read in small pages, as others want the database too. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApiDirectory } from '../ports/directories';
import type { FamilyParent } from '../ports/stores';
import type { ProtocolOptions } from '../protocol-options';
import type { SetToken, TokenSet, TokenSets } from '../ports/revocation-stores';
import { tokenEnded } from '../records/standing';
import type { RevocationCursor, RevocationEvent } from '../records/revocation';
import { descendantsOf, RevocationTooLargeError } from './descendants';
import { takesFamily } from './end-token';

const PAGE = 100;
const IDS_AT_ONCE = 200;

export interface SetLimits {
  /** Most members. */
  readonly members: number;
  /** Most rows that are looked at to find them. */
  readonly rows: number;
}
export const SET_LIMITS: SetLimits = { members: 100_000, rows: 250_000 };

/** Milliseconds. No JWT lives longer than what is configured now, or a day if that is less. */
const SHORTEST_LOOK_BACK = 86_400_000;

/** Milliseconds that a JWT may live, by what is configured. */
export async function longestJwt(
  apis: ApiDirectory,
  options: Pick<ProtocolOptions, 'accessTokenLifetime' | 'idTokenLifetime'>,
): Promise<number> {
  const lifetimes = (await apis.all()).map((api) => api.accessTokenLifetime);
  return Math.max(options.accessTokenLifetime, options.idTokenLifetime, ...lifetimes) * 1000;
}

export interface LivingSet {
  readonly tokens: ReadonlyMap<string, SetToken>;
  /** There may be more. */
  readonly truncated: boolean;
}

/** What would be answered as active, or be exchanged: by the one gate, and neither rotated nor used. */
export function isAlive(found: SetToken, now: number): boolean {
  const { rotatedAt, familyId } = found.token;
  const orphan = familyId !== null && found.entry === null;
  return !orphan && rotatedAt === null && found.consumedAt === null && !tokenEnded(found, undefined, undefined, now);
}

/**
 * The set that an event is about, where an index leads to it; undefined for those that name tokens one by one.
 * @param jwtLife milliseconds that a JWT may live: see `longestJwt`
 */
export function tokenSetOf(event: RevocationEvent, at: number, jwtLife: number): TokenSet | undefined {
  const families = (of: FamilyParent): TokenSet => ({ kind: 'families', of });
  switch (event.event) {
    case 'family':
      return { kind: 'family', familyId: event.familyId };
    case 'consent':
      return families({ consentId: event.consentId });
    case 'session':
      return families({ sessionId: event.sessionId });
    case 'user_at_client':
      return families({ accountId: event.accountId, clientId: event.clientId });
    case 'user':
    case 'password_changed':
    case 'user_disabled':
    case 'user_deleted':
      return { kind: 'subject', subject: event.accountId };
    case 'client':
    case 'client_disabled':
    case 'client_deleted':
    case 'secret_leaked':
      return { kind: 'client', clientId: event.clientId };
    case 'signing_key':
      return { kind: 'signing_key', keyId: event.keyId, since: at - Math.max(jwtLife, SHORTEST_LOOK_BACK) };
    case 'token':
    case 'descendants':
    case 'filter':
      return undefined;
  }
}

/**
 * Everything alive that the event would end; undefined when what it is about does not exist.
 * @throws RevocationTooLargeError for a filter or a descent that is too large to be listed
 */
export async function livingSet(
  event: RevocationEvent,
  sets: TokenSets,
  now: number,
  jwtLife: number,
  limits: SetLimits = SET_LIMITS,
): Promise<LivingSet | undefined> {
  const collector = new Collector(sets, now, limits);
  switch (event.event) {
    case 'filter':
      await collector.takeMatching(event.filter);
      return collector.result();
    case 'token':
    case 'descendants': {
      const [root] = await sets.find([event.tokenId]);
      if (!root) return undefined;
      const { token } = root;
      const whole = event.event === 'token' ? takesFamily(token) : token.kind === 'authorization_code';
      if (whole && token.familyId !== null) await collector.takeSet({ kind: 'family', familyId: token.familyId });
      else collector.take(event.event === 'token' ? [root] : await descendantsOf(sets, event.tokenId, now));
      return collector.result();
    }
    default: {
      if (!(await sets.exists(event))) return undefined;
      const set = tokenSetOf(event, now, jwtLife);
      if (set) await collector.takeSet(set);
      return collector.result();
    }
  }
}

class Collector {
  private readonly tokens = new Map<string, SetToken>();
  private lookedAt = 0;
  private truncated = false;

  constructor(
    private readonly sets: TokenSets,
    private readonly now: number,
    private readonly limits: SetLimits,
  ) {}

  result(): LivingSet {
    return { tokens: this.tokens, truncated: this.truncated };
  }

  take(rows: readonly SetToken[]): void {
    for (const row of rows) {
      if (!isAlive(row, this.now)) continue;
      if (this.tokens.size >= this.limits.members) this.truncated = true;
      else this.tokens.set(row.token.id, row);
    }
  }

  async takeSet(set: TokenSet): Promise<void> {
    let cursor: RevocationCursor | undefined = {};
    while (cursor && !this.truncated) {
      const page = await this.sets.page(set, cursor, PAGE);
      this.take(page.rows);
      this.lookedAt += PAGE;
      cursor = page.next;
      if (cursor && this.lookedAt >= this.limits.rows) this.truncated = true;
      await nextTurn();
    }
  }

  /** Matching tokens, and with each code or refresh token all of its family, which ends with it. */
  async takeMatching(filter: Readonly<Record<string, unknown>>): Promise<void> {
    const families = new Set<string>();
    let after: string | undefined;
    for (;;) {
      const { ids, next } = await this.sets.matching(filter, after, IDS_AT_ONCE, this.now);
      const rows = await this.sets.find(ids);
      this.take(rows);
      for (const row of rows) {
        const { token } = row;
        if (!isAlive(row, this.now) || !takesFamily(token) || families.has(token.familyId)) continue;
        families.add(token.familyId);
        await this.takeSet({ kind: 'family', familyId: token.familyId });
      }
      this.lookedAt += ids.length;
      // Only what is listed is revoked, so a list that ends before the set does would say too little.
      if (this.truncated || this.lookedAt > this.limits.rows) {
        throw new RevocationTooLargeError('The filter matches more than can be listed.');
      }
      if (next === undefined) return;
      after = next;
      await nextTurn();
    }
  }
}
