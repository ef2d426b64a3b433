/** The console's cookies. Names carry `__Host-` wherever browsers allow it: over https. */
import 'server-only';
import { consoleEnvironment } from './env';

export interface CookieOptions {
  readonly sameSite: 'Strict' | 'Lax';
  /** Seconds; until the browser closes when left out. */
  readonly maxAge?: number;
}

function isSecure(): boolean {
  return consoleEnvironment().consoleUrl.startsWith('https:');
}

/** `sid` is `__Host-gh_sid` over https and `gh_sid` on a developer's machine. */
export function cookieName(name: string): string {
  return `${isSecure() ? '__Host-' : ''}gh_${name}`;
}

/** A `Set-Cookie` line for a cookie that scripts cannot read. RFC 6265bis §4.1. */
export function cookieLine(name: string, value: string, { sameSite, maxAge }: CookieOptions): string {
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${cookieName(name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${isSecure() ? '; Secure' : ''}${age}`;
}

export function expiredCookieLine(name: string): string {
  return cookieLine(name, '', { sameSite: 'Lax', maxAge: 0 });
}
