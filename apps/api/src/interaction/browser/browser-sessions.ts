/** The signed-in browser behind a request. */
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions, type StandingSession } from '@gatehouse/identity';
import type { ProtocolContext, SignedInSession } from '@gatehouse/protocol';
import type { CookiePolicy } from '../../http/cookies';
import { COOKIE_POLICY } from '../../http/http.module';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';

const PURPOSE = 'session';

@Injectable()
export class BrowserSessions {
  constructor(
    private readonly sessions: Sessions,
    @Inject(COOKIE_POLICY) private readonly cookies: CookiePolicy,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  /** Whether the browser sent our session cookie, whatever it is worth. */
  hasCookie(request: IncomingMessage): boolean {
    return this.cookies.read(PURPOSE, request.headers.cookie) !== undefined;
  }

  /** The session and its person, unless it has ended or the account is disabled. */
  async find(request: IncomingMessage): Promise<StandingSession | undefined> {
    const value = this.cookies.read(PURPOSE, request.headers.cookie);
    return value === undefined ? undefined : this.sessions.readSession(value, this.context.clock.now());
  }

  /** `Set-Cookie` value for a session that has just been opened; it lasts as long as the browser does. */
  cookie(value: string): string {
    return this.cookies.serialize(PURPOSE, value);
  }

  /** `Set-Cookie` value that takes the cookie away. */
  clearedCookie(): string {
    return this.cookies.clear(PURPOSE);
  }
}

/** A session in the words of the protocol. */
export function signedIn(found: StandingSession | undefined): SignedInSession | undefined {
  if (found === undefined) return undefined;
  const { id, accountId, authTime, acr, amr } = found.session;
  return { id, accountId, authTime, acr, amr };
}
