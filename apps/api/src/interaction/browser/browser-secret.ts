/**
 * A secret that each browser keeps in a cookie of ours before anybody has signed in. Sealed states and forms are bound to
 * it, so that what one browser started cannot be finished in another. D-09.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { CookiePolicy } from '../../http/cookies';
import { COOKIE_POLICY } from '../../http/http.module';

const PURPOSE = 'browser';
/** 32 bytes in base64url. */
const FORM = /^[A-Za-z0-9_-]{43}$/;

export interface BrowserSecret {
  /** SHA-256 of the cookie's value, base64url: what states and forms are bound to. */
  readonly digest: string;
  /** `Set-Cookie` values that the answer must carry; empty when the browser has the cookie already. */
  readonly cookies: readonly string[];
}

@Injectable()
export class BrowserSecrets {
  constructor(@Inject(COOKIE_POLICY) private readonly cookies: CookiePolicy) {}

  /** The browser's secret, or undefined when it brought none. */
  read(request: IncomingMessage): BrowserSecret | undefined {
    const value = this.cookies.read(PURPOSE, request.headers.cookie);
    return value === undefined || !FORM.test(value) ? undefined : { digest: digestOf(value), cookies: [] };
  }

  /** The browser's secret; a new one with its cookie when it has none. */
  readOrMake(request: IncomingMessage): BrowserSecret {
    const known = this.read(request);
    if (known) return known;
    const value = randomBytes(32).toString('base64url');
    return { digest: digestOf(value), cookies: [this.cookies.serialize(PURPOSE, value)] };
  }
}

function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
