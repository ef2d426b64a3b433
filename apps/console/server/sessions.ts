/**
 * Who is signed in to the console. Browsers hold a random id and nothing else; tokens stay here, in the memory of this
 * process. A restart costs a redirect: the person is still signed in at the issuer.
 */
import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { onePerProcess } from './one-per-process';

const IDLE = 30 * 60_000;
const ABSOLUTE = 10 * 3_600_000;
/** More than this many, and those that were idle the longest go. */
const MOST = 10_000;

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface ConsoleSession {
  /** Digest of the cookie's value. */
  readonly key: string;
  readonly subject: string;
  /** When the person proved who they are; epoch seconds, as `auth_time` has it. */
  readonly authenticatedAt: number | undefined;
  readonly createdAt: number;
  usedAt: number;
  tokens: TokenSet;
  /** The refresh that is under way, so that requests side by side share it. */
  refreshing: Promise<TokenSet> | undefined;
}

const digest = (id: string): string => createHash('sha256').update(id).digest('base64url');

export class SessionStore {
  private readonly sessions = new Map<string, ConsoleSession>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @returns the value for the cookie: 256 random bits */
  open(facts: Pick<ConsoleSession, 'subject' | 'authenticatedAt' | 'tokens'>): string {
    const id = randomBytes(32).toString('base64url');
    const at = this.now();
    const key = digest(id);
    this.sessions.set(key, { ...facts, key, createdAt: at, usedAt: at, refreshing: undefined });
    if (this.sessions.size > MOST) this.removeIdle();
    return id;
  }

  /** The session of a cookie, if it is neither unknown nor over. It counts as used from now. */
  find(id: string | undefined): ConsoleSession | undefined {
    if (id === undefined || id === '') return undefined;
    const key = digest(id);
    const session = this.sessions.get(key);
    if (!session) return undefined;
    const at = this.now();
    if (at - session.usedAt > IDLE || at - session.createdAt > ABSOLUTE) {
      this.sessions.delete(key);
      return undefined;
    }
    session.usedAt = at;
    return session;
  }

  end(session: ConsoleSession): void {
    this.sessions.delete(session.key);
  }

  private removeIdle(): void {
    const byUse = [...this.sessions.values()].sort((one, other) => one.usedAt - other.usedAt);
    for (const session of byUse.slice(0, Math.ceil(MOST / 10))) this.sessions.delete(session.key);
  }
}

export const sessions = onePerProcess('sessions', () => new SessionStore());
